// `npm run bench`: chooses rows, measures the machine and them, prints. The entry is index.ts; tests call `bench`.
import { cpus } from 'node:os'
import { backend, type Level, setLevel, setNumThreads } from '../backend/index.ts'
import { OptionError, ThalwegError } from '../errors.ts'
import type { TimingPlan } from './clock.ts'
import { Machine } from './machine.ts'
import { measureRow, type RowResult } from './measure.ts'
import { type BenchOptions, HELP, nearest, parseOptions } from './options.ts'
import { findTfjs, findTorch, Peer, type PeerName } from './peer.ts'
import { Neighbors } from './quiet.ts'
import { groupLine, machineLines, rowLines, summaryLines } from './report.ts'
import type { Row } from './row.ts'
import { allRows } from './rows/index.ts'

/** Where the output goes: `out` is the result, `note` what a reader of --json need not see. */
export interface Sink {
  out(line: string): void
  note(line: string): void
}

/** Runs a command line of the benchmark; resolves to the exit code. */
export async function bench(argv: readonly string[], sink: Sink): Promise<number> {
  try {
    const options = parseOptions(argv)
    if (options.help) {
      sink.out(HELP)
      return 0
    }
    const rows = choose(allRows(options.dtype), options.names)
    if (options.list) {
      for (const row of rows) sink.out(`${row.group} ${row.name}`)
      return 0
    }
    return await measureAll(rows, options, sink)
  } catch (error) {
    if (!(error instanceof ThalwegError)) throw error
    sink.note(error.message)
    return error instanceof OptionError ? 2 : 1
  }
}

/** The rows that contain one of the names, in the order of the tables; all without names. @throws OptionError */
export function choose(rows: readonly Row[], names: readonly string[]): Row[] {
  const title = (row: Row) => `${row.group} ${row.name}`.toLowerCase()
  for (const name of names) {
    if (rows.some((row) => title(row).includes(name.toLowerCase()))) continue
    const groups = [...new Set(rows.map((row) => row.group))]
    const guess = nearest(name, [...groups, ...rows.map((row) => `${row.group} ${row.name}`)])
    throw new OptionError(
      `bench: no row is named ${name}${guess ? `; did you mean "${guess}"?` : ''} (groups: ${groups.join(', ')}; --list names all rows)`
    )
  }
  return rows.filter((row) => names.length === 0 || names.some((name) => title(row).includes(name.toLowerCase())))
}

function planOf(options: BenchOptions): TimingPlan {
  return options.quick
    ? { reps: options.reps, repSeconds: 1e-4, warmSeconds: 1e-4, budget: 0.05, attempts: 1 }
    : { reps: options.reps, repSeconds: 2e-3, warmSeconds: 0.05, budget: 3, attempts: 4 }
}

const PEERS = { torch: 'PyTorch', tfjs: 'TensorFlow.js' } as const

async function startPeer(name: PeerName, options: BenchOptions, sink: Sink): Promise<Peer | { reason: string }> {
  const found = name === 'torch' ? findTorch(options.python) : findTfjs()
  if ('reason' in found) {
    // A python that somebody has named must work; one that was looked for may be missing.
    if (options.python !== undefined) throw new OptionError(`bench: ${found.reason}`)
    sink.note(`${PEERS[name]} is left out: ${found.reason}`)
    return found
  }
  return Peer.start(name, found.command, options.peerMalloc)
}

async function measureAll(rows: readonly Row[], options: BenchOptions, sink: Sink): Promise<number> {
  const print = options.json ? (_: string) => {} : sink.out
  const before = { level: backend.level, threads: backend.threads }
  const started = options.peer ? await startPeer(options.peer, options, sink) : undefined
  const peer = started instanceof Peer ? started : undefined
  const cpu = cpus()[0]?.model ?? 'unknown processor'
  print(
    `thalweg on ${options.levels.join(', ')}, ${options.dtype}; ${cpu}, ${cpus().length} processors; node ${process.version}`
  )
  if (backend.reason !== undefined) print(`kernels: ${backend.reason}`)
  if (peer) {
    const { malloc, ...info } = peer.info
    const words = Object.entries(info).map(([name, value]) => `${name} ${value}`)
    print(`${words.join(', ')}${malloc ? ', large malloc thresholds' : ''}`)
  }
  if (options.quick) print('--quick: these numbers show that everything runs and nothing else')
  const machine = new Machine(options.dtype, options.quick)
  const neighbors = new Neighbors([peer?.pid])
  const results: RowResult[] = []
  try {
    measureMachine(machine, options, print)
    const plan = planOf(options)
    for (const row of rows) {
      if (options.json) sink.note(`${row.group} ${row.name}`)
      if (results.at(-1)?.group !== row.group) print(groupLine(row.group))
      const result = await measureRow(row, { ...options, plan, machine, neighbors, peer })
      results.push(result)
      for (const line of rowLines(result)) print(line)
    }
  } finally {
    peer?.close()
    setLevel(before.level)
    setNumThreads(before.threads)
  }
  for (const line of summaryLines(results)) print(line)
  if (options.json) {
    const skipped = started !== undefined && 'reason' in started ? { peerSkipped: started.reason } : {}
    sink.out(JSON.stringify(document(options, machine, peer, results, cpu, skipped), null, 2))
  }
  const wrong = results.some((row) => row.disagreements.length > 0)
  const missed = results.some((row) => row.goals.some((goal) => !goal.met))
  return wrong || (options.strict && missed) ? 1 : 0
}

function measureMachine(machine: Machine, options: BenchOptions, print: (line: string) => void): void {
  for (const level of options.levels) for (const threads of options.threads) machine.measure(level, threads)
  for (const line of machineLines(machine.rates)) print(line)
  if (Math.max(...options.threads) < 2) return
  setLevel(options.levels[0] as Level)
  setNumThreads(2)
  const ns = machine.handOff()
  if (ns !== null) print(`machine: a cache line takes ${ns.toFixed(0)} ns from one core to another`)
}

function document(
  options: BenchOptions,
  machine: Machine,
  peer: Peer | undefined,
  rows: readonly RowResult[],
  cpu: string,
  more: object
): object {
  return {
    bench: 'thalweg',
    date: new Date().toISOString(),
    node: process.version,
    cpu,
    processors: cpus().length,
    levels: options.levels,
    threads: options.threads,
    dtype: options.dtype,
    quick: options.quick,
    ...(peer ? { peer: peer.info } : {}),
    ...more,
    machine: machine.rates,
    rows
  }
}
