// The command line of the benchmark: what may be asked for, refused kindly when it may not.
import { parseArgs } from 'node:util'
import { availableLevels, type Level } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { defaultThreads } from '../util/threads.ts'
import type { PeerName } from './peer.ts'
import type { FloatType } from './row.ts'

export const HELP = `npm run bench -- [names] [options]

Times the kernels: native against JavaScript, against what this machine's memory and multipliers can give, and against
PyTorch. A name chooses the rows that contain it ("matmul", "conv2d grad", "64x784x256"); without names all rows run.

  --list             print the names of all rows, measure nothing
  --threads 1,2      numbers of threads (default: 1 and all)
  --level avx2       level of the native kernels (default: the best of this machine)
  --levels a,b       several levels in turn, with the ratio of each to the first
  --dtype float64    element type (default: float32; goals are for float32)
  --reps 15          repetitions of a block; a long row gets fewer, a short one is called many times in each
  --quick            hardly any warm-up and small probes: shows that everything runs, its numbers mean nothing
  --no-js            leave the JavaScript backend out
  --peer torch       run PyTorch on the same work in turn with ours, in the same run; --peer tfjs: TensorFlow.js (wasm)
  --compile          measure torch.compile of training steps as well, which takes its time (--peer torch)
  --python PATH      the python that has torch (default: $THALWEG_PYTHON, then python3 and python on the path)
  --peer-malloc      let PyTorch keep freed memory (large thresholds of malloc), which spares it page faults
  --hand-off 80      nanoseconds a hop from core to core above which a block is measured again
  --strict           exit code 1 when a goal is missed
  --json             one JSON document instead of tables
  --help             this text

docs/benchmarks.md says what every number means.`

export interface BenchOptions {
  readonly names: string[]
  readonly help: boolean
  readonly list: boolean
  readonly threads: number[]
  readonly levels: Level[]
  readonly dtype: FloatType
  readonly reps: number
  readonly quick: boolean
  readonly js: boolean
  readonly peer: PeerName | undefined
  readonly python: string | undefined
  readonly peerMalloc: boolean
  readonly compile: boolean
  readonly handOffLimit: number
  readonly strict: boolean
  readonly json: boolean
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  list: { type: 'boolean' },
  threads: { type: 'string' },
  level: { type: 'string' },
  levels: { type: 'string' },
  dtype: { type: 'string' },
  reps: { type: 'string' },
  quick: { type: 'boolean' },
  'no-js': { type: 'boolean' },
  peer: { type: 'string' },
  python: { type: 'string' },
  'peer-malloc': { type: 'boolean' },
  compile: { type: 'boolean' },
  'hand-off': { type: 'string' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' }
} as const

/** How many single-letter changes make `b` of `a`. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

/** The candidate that `word` is most probably meant to be, or undefined when none is near. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  const ranked = among.map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
  ranked.sort((a, b) => a.far - b.far)
  const best = ranked[0]
  return best !== undefined && best.far <= Math.max(2, word.length / 3) ? best.candidate : undefined
}

function wholeNumber(option: string, text: string, most: number): number {
  const n = Number(text)
  if (!(Number.isInteger(n) && n >= 1 && n <= most)) {
    throw new OptionError(`bench: expected ${option} to be a whole number from 1 to ${most} but received ${text}`)
  }
  return n
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text)
  if (found === undefined) {
    throw new OptionError(`bench: expected ${option} to be one of ${allowed.join(', ')} but received ${text}`)
  }
  return found
}

// parseArgs says which option is wrong in words that differ between versions of Node; these are ours.
function refuseUnknown(argv: readonly string[]): void {
  const known = Object.keys(OPTIONS)
  for (const word of argv) {
    if (word === '--') return
    const name = /^--([^=]+)/.exec(word)?.[1]
    if (name === undefined || known.includes(name)) continue
    const guess = nearest(name, known)
    throw new OptionError(
      `bench: there is no option --${name}${guess ? `; did you mean --${guess}?` : ''} (--help lists all)`
    )
  }
}

/** The options of a command line. @throws OptionError */
export function parseOptions(argv: readonly string[]): BenchOptions {
  refuseUnknown(argv)
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(argv)
  } catch (error) {
    throw new OptionError(`bench: ${(error as Error).message}`)
  }
  const { values, positionals } = parsed
  const here = availableLevels()
  if (values.level !== undefined && values.levels !== undefined) {
    throw new OptionError('bench: expected --level or --levels but received both')
  }
  const levels = (values.levels ?? values.level)?.split(',').map((text) => oneOf('--levels', text, here))
  const peer = values.peer === undefined ? undefined : oneOf<PeerName>('--peer', values.peer, ['torch', 'tfjs'])
  if (peer !== 'torch' && (values.python !== undefined || values['peer-malloc'] || values.compile)) {
    throw new OptionError('bench: expected --peer torch with --python, --peer-malloc or --compile')
  }
  const all = (levels ?? here)[0] === 'js' ? 1 : defaultThreads()
  return {
    names: positionals,
    help: values.help ?? false,
    list: values.list ?? false,
    threads: values.threads?.split(',').map((text) => wholeNumber('--threads', text, 1024)) ?? [...new Set([1, all])],
    // availableLevels lists the best first.
    levels: levels ?? [here[0]!],
    dtype: oneOf('--dtype', values.dtype ?? 'float32', ['float32', 'float64']),
    reps: wholeNumber('--reps', values.reps ?? '15', 10_000),
    quick: values.quick ?? false,
    js: !values['no-js'],
    peer,
    python: values.python,
    peerMalloc: values['peer-malloc'] ?? false,
    compile: values.compile ?? false,
    handOffLimit: wholeNumber('--hand-off', values['hand-off'] ?? '80', 1e6),
    strict: values.strict ?? false,
    json: values.json ?? false
  }
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
}
