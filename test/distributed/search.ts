// A rank of searches whose trials are shared out. Prints results as a line of JSON. Arguments: a folder, a mode ('all', or
// 'kill' for a rank that dies in a trial, 'resume' for the search after it). Run by search.test.ts.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { init } from '../../lib/distributed/index.ts'
import { choice, int, search, uniform } from '../../lib/search/index.ts'

const [folder = '', mode = 'all', harmed = '1'] = process.argv.slice(2)
const world = await init({ timeout: 60 })
const { rank } = world
const space = { x: uniform(-2, 2), n: int(1, 4), kind: choice(['a', 'b']) }
let calls = 0

interface Params {
  readonly x: number
  readonly n: number
  readonly kind: 'a' | 'b'
}
interface Trial {
  readonly number: number
  readonly seed: number
  report(step: number, value: number): void
}
function objective({ x, n, kind }: Params, { number, seed, report }: Trial): number {
  calls++
  if (mode === 'kill' && number === 13 && rank === Number(harmed)) process.kill(process.pid, 'SIGKILL')
  if (number === 5) throw new Error('trial 5 cannot be')
  for (const step of [1, 2, 3, 4]) report(step, (x - 0.5) ** 2 + n / (10 * step))
  return (x - 0.5) ** 2 + n / 40 + (kind === 'a' ? 0 : 0.1) + seed / 2 ** 40
}

const seen: number[] = []
const onTrial = ({ number }: { readonly number: number }): void => {
  seen.push(number)
}
const shared = { world, seed: 3, onTrial }
const told = async (body: () => Promise<unknown>): Promise<unknown> => {
  try {
    // Short, because launchers mix long lines of several ranks.
    const { best, trials } = (await body()) as Awaited<ReturnType<typeof search>>
    const states = trials.map(({ state }) => state[0]).join('')
    const all = trials.map(({ seconds, ...rest }) => rest)
    return { best: best!.number, states, hash: createHash('sha256').update(JSON.stringify(all)).digest('hex') }
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
}

const said: Record<string, unknown> = {}
const file = `${folder}/trials.jsonl`
if (mode === 'all') {
  const grid = { n: int(1, 4), kind: choice(['a', 'b']), x: choice([0, 1, 2]) }
  said.random = await told(() => search(space, objective, { ...shared, method: 'random', trials: 21, pruner: 'none' }))
  said.grid = await told(() => search(grid, objective as never, { ...shared, method: 'grid' }))
  said.tpe = await told(() => search(space, objective, { ...shared, method: 'tpe', trials: 30 }))
  said.halving = await told(() => search(space, objective, { ...shared, method: 'halving', trials: 20, maxBudget: 4 }))
  said.seen = seen.splice(0).join(' ')
  const plain = { method: 'random', trials: 21, pruner: 'none', seed: 3 } as const
  if (world.size === 1) said.plain = await told(() => search(space, objective, plain))
  said.unlike = await told(() => search(space, objective, { world, method: 'random', trials: 4, seed: rank }))
  const noFile = rank === 0 ? { file: '/nowhere/trials.jsonl' } : { file }
  said.noFile = await told(() => search(space, objective, { world, method: 'random', trials: 4, ...noFile }))
  said.stop = await told(() => search(space, objective, { ...shared, method: 'random', trials: 8, onFailure: 'stop' }))
  const fails = (): void => {
    if (rank === 1) throw new Error('a bug')
  }
  said.callback = await told(() => search(space, objective, { world, method: 'random', trials: 4, onTrial: fails }))
  said.few = await told(() => search(space, objective, { world, method: 'random', trials: 4, round: 1 }))
} else {
  said.tpe = await told(() => search(space, objective, { ...shared, method: 'tpe', trials: 24, file }))
}
await world.barrier()
console.log(JSON.stringify({ rank, size: world.size, calls, said, file: existsSync(file) }))
