// `npm run bench:mpi`: the share of communication in a training step on one machine: two ranks of one thread each against
// one process of two threads, with whole and with divided optimizer states. Needs a quiet machine.
// usage: npm run bench:mpi -- [--models cnn,gpt2] [--engine openmpi] [--steps 10]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../declarations.ts'
import { ENGINES, type Ended, type EngineName, missing, run } from './mpirun.ts'

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: 'cnn,gpt2' },
    engine: { type: 'string', default: 'openmpi' },
    steps: { type: 'string', default: '10' }
  }
})
const engine = values.engine as EngineName
if (!(engine in ENGINES)) throw new RangeError(`expected --engine openmpi or mpich but received ${engine}`)
const reason = missing(engine)
if (reason !== null) throw new Error(reason)
const program = [process.execPath, '--import', 'tsx', join(ROOT, 'test/distributed/bench.ts')]

interface Line {
  readonly parameters: number
  readonly seconds: number
  readonly talking: number
  readonly sent: number
}

// The slowest rank.
function slowest({ code, stderr, said }: Ended): Line {
  if (code !== 0 || said.length === 0) throw new Error(`ended with code ${code}: ${stderr}`)
  const lines = said as unknown as Line[]
  return lines.reduce((a, b) => (b.seconds > a.seconds ? b : a))
}

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`.padStart(12)

for (const model of values.models.split(',')) {
  const one = slowest(await run([...program, model, 'whole', values.steps], { THALWEG_NUM_THREADS: '2' }))
  console.log(`${model}, ${(one.parameters / 1e6).toFixed(1)} M parameters, AdamW; the median of ${values.steps} steps`)
  console.log(`  one process, 2 threads              ${ms(one.seconds)}`)
  for (const mode of ['whole', 'zero']) {
    const command = [...ENGINES[engine], '-n', '2', ...program, model, mode, values.steps]
    const two = slowest(await run(command, { THALWEG_NUM_THREADS: '1' }))
    const share = `communication ${((100 * two.talking) / two.seconds).toFixed(1).padStart(5)} %`
    const ratio = `${(two.seconds / one.seconds).toFixed(2)} times as long`
    const states = mode === 'zero' ? 'divided states' : 'whole states  '
    console.log(
      `  2 ranks, 1 thread, ${states}   ${ms(two.seconds)}   ${share}   ${ratio}   ${(two.sent / 1e6).toFixed(1)} MB sent`
    )
  }
}
