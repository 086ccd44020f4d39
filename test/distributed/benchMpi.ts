// `npm run bench:mpi`: training steps on one machine: two ranks of one thread each against one process of two threads, and
// the share of communication. All take turns, and the fastest steps are compared, which other programs disturbed least.
// usage: npm run bench:mpi -- [--models cnn,gpt2] [--engine openmpi] [--steps 10] [--rounds 3] [--zero] [--reduce bfloat16]
// --zero: divided optimizer states alone; --reduce: sums in float32 or bfloat16 alone. Default: all but both together.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../declarations.ts'
import { ENGINES, type EngineName, missing, run, writtenBy } from './mpirun.ts'

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: 'cnn,gpt2' },
    engine: { type: 'string', default: 'openmpi' },
    steps: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    zero: { type: 'boolean', default: false },
    reduce: { type: 'string' }
  }
})
const { reduce, zero } = values
const engine = values.engine as EngineName
if (!(engine in ENGINES)) throw new RangeError(`expected --engine openmpi or mpich but received ${engine}`)
if (reduce !== undefined && reduce !== 'float32' && reduce !== 'bfloat16') {
  throw new RangeError(`expected --reduce float32 or bfloat16 but received ${reduce}`)
}
const reason = missing(engine)
if (reason !== null) throw new Error(reason)
const folder = mkdtempSync(join(tmpdir(), 'thalweg-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
const program = [process.execPath, '--import', 'tsx', join(ROOT, 'test/distributed/bench.ts'), folder]

interface Step {
  readonly seconds: number
  /** Seconds of processors, of all ranks. */
  readonly processor: number
  readonly talking: number
  readonly sent: number
  readonly loss: number
}

interface Subject {
  readonly name: string
  readonly ranks: 1 | 2
  readonly modes: readonly string[]
  readonly steps: Step[]
}

const packed = reduce === 'bfloat16' ? ['bfloat16'] : []
const subject = (ranks: 1 | 2, modes: readonly string[]): Subject => {
  const what = [
    modes.includes('zero') ? 'divided states' : '',
    modes.includes('bfloat16') ? 'bfloat16 sums' : ''
  ].filter((text) => text !== '')
  const name = [ranks === 1 ? 'one process, 2 threads' : '2 ranks, 1 thread', ...what].join(', ')
  return { name, ranks, modes, steps: [] }
}
const subjects = (): Subject[] => {
  if (zero) return [subject(1, []), subject(2, ['zero', ...packed])]
  if (reduce !== undefined)
    return [subject(1, []), ...(packed.length > 0 ? [subject(1, packed)] : []), subject(2, packed)]
  return [subject(1, []), subject(1, ['bfloat16']), subject(2, []), subject(2, ['bfloat16']), subject(2, ['zero'])]
}

const sum = (steps: readonly Step[]): number => steps.reduce((all, { seconds }) => all + seconds, 0)

// The steps of the slowest rank, with the processor time of all.
async function measure({ ranks, modes }: Subject, model: string): Promise<{ parameters: number; steps: Step[] }> {
  const args = [...program, model, values.steps, ...modes]
  const command = ranks === 1 ? args : [...ENGINES[engine], '-n', '2', ...args]
  const { code, stderr } = await run(command, { THALWEG_NUM_THREADS: ranks === 1 ? '2' : '1' })
  if (code !== 0) throw new Error(`ended with code ${code}: ${stderr}`)
  const lines = Array.from({ length: ranks }, (_, rank) => writtenBy(folder, rank)) as {
    parameters: number
    steps: Step[]
  }[]
  const { parameters, steps } = lines.reduce((a, b) => (sum(b.steps) > sum(a.steps) ? b : a))
  const processor = (k: number): number => lines.reduce((all, line) => all + line.steps[k]!.processor, 0)
  return { parameters, steps: steps.map((step, k) => ({ ...step, processor: processor(k) })) }
}

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`.padStart(11)

for (const model of values.models.split(',')) {
  const all = subjects()
  let parameters = 0
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const each of all) {
      const measured = await measure(each, model)
      parameters = measured.parameters
      each.steps.push(...measured.steps)
    }
  }
  const count = all[0]!.steps.length
  console.log(`${model}, ${(parameters / 1e6).toFixed(1)} M parameters, AdamW, shards: 2; of ${count} steps`)
  let one = 0
  for (const { name, ranks, steps } of all) {
    const sorted = [...steps].sort((a, b) => a.seconds - b.seconds)
    const [fastest, median] = [sorted[0]!, sorted[sorted.length >> 1]!]
    one ||= fastest.seconds
    const of = (step: Step): string => ((100 * step.talking) / step.seconds).toFixed(1).padStart(5)
    const talk = ranks === 1 ? '' : `   communication ${of(fastest)} %   ${(fastest.sent / 1e6).toFixed(1)} MB sent`
    const least = ms(Math.min(...steps.map(({ processor }) => processor)))
    const speed = `${(one / fastest.seconds).toFixed(2)} of its speed`
    const last = steps[Number(values.steps) - 1]!.loss.toFixed(6)
    console.log(
      `  ${name.padEnd(40)} fastest ${ms(fastest.seconds)}, median ${ms(median.seconds)}, processors ${least}   ${speed}   last loss ${last}${talk}`
    )
  }
}
