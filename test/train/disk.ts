// A run in its own process on a disk that fails: full, of files that may not grow, of a folder that may not be
// written to. Prints what became of it as JSON. Run by disk.test.ts as: node disk.mjs <scenario> <folder> <warn or
// throw>
import { chmodSync, closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import {
  type Callback,
  CsvLogger,
  JsonLinesLogger,
  ModelCheckpoint,
  type RunState,
  TensorBoardLogger
} from '../../lib/train/index.ts'
import { learned, problem } from './problem.ts'

const [scenario, folder, onFailure] = process.argv.slice(2) as [string, string, 'warn' | 'throw']

function fill(): void {
  const file = openSync(join(folder, 'fill'), 'w')
  try {
    for (const size of [65_536, 4096, 512, 1]) {
      const piece = Buffer.alloc(size, 1)
      try {
        for (;;) writeSync(file, piece)
      } catch {}
    }
  } finally {
    closeSync(file)
  }
}

const spoil: Record<string, () => void> = { full: fill, locked: () => chmodSync(folder, 0o555) }
const mend: Record<string, () => void> = {
  full: () => rmSync(join(folder, 'fill')),
  locked: () => chmodSync(folder, 0o755)
}

const warnings: string[] = []
process.on('warning', (warning) => {
  warnings.push(`${(warning as NodeJS.ErrnoException).code} ${warning.message}`)
})
const { trainer, loader } = problem({ accumulate: 1 })
const checkpoint = new ModelCheckpoint({ folder, onFailure })
const savedEpoch = async (): Promise<number> =>
  ((await loadCheckpoint(checkpoint.lastPath)) as never as RunState).position.epoch
// The epoch of the last good file, towards the end of each epoch.
const good: number[] = []
const watch: Callback = {
  onStep: async ({ epoch, batch }, trainer) => {
    // Texts that let the logs grow.
    if (scenario === 'limit') trainer.log({ note: 'x'.repeat(2000) })
    if (batch !== 12) return
    // A file that is still being written comes; where none can be written, the last one stays.
    const fails = scenario in spoil && (epoch === 3 || epoch === 4)
    const wanted = fails ? 1 : epoch - 1
    let saved = 0
    for (let tries = 0; saved !== wanted && tries < 2000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      saved = existsSync(checkpoint.lastPath) ? await savedEpoch() : 0
    }
    good.push(saved)
  },
  onEpoch: async ({ epoch }) => {
    // A checkpoint holds what is not yet logged: on a slow machine so much that its file would grow beyond the limit.
    if (scenario === 'limit') await caughtUp()
    // Not while a file is being made: it could not be taken away again.
    const busy = (): boolean => readdirSync(folder).some((name) => name.endsWith('.tmp'))
    const csv = (): string => readFileSync(join(folder, 'log.csv'), 'utf8')
    for (let tries = 0; epoch === 2 && (busy() || !csv().includes('trainLoss')) && tries < 2000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    if (epoch === 2) spoil[scenario]?.()
    if (epoch === 4) mend[scenario]?.()
  }
}
const loggers = [
  new JsonLinesLogger(join(folder, 'log.jsonl')),
  new CsvLogger(join(folder, 'log.csv')),
  new TensorBoardLogger(join(folder, 'events'))
]
const pending = new Set<Promise<void>>()
for (const logger of loggers) {
  const log = logger.log.bind(logger)
  logger.log = (record) => {
    const writing = log(record)
    pending.add(writing)
    const done = () => pending.delete(writing)
    writing.then(done, done)
    return writing
  }
}
async function caughtUp(): Promise<void> {
  await Promise.allSettled(pending)
  await new Promise((resolve) => setImmediate(resolve))
}
let error: unknown = null
try {
  await trainer.fit(loader, { epochs: 6, callbacks: [watch, checkpoint], loggers })
} catch (thrown) {
  error = thrown
}
await new Promise((resolve) => setImmediate(resolve))
const { name, message, cause } = (error ?? {}) as Error & { cause?: NodeJS.ErrnoException }
console.log(
  JSON.stringify({
    error: error === null ? null : { name, message, cause: cause?.code },
    warnings,
    good,
    epoch: trainer.epoch,
    saved: await savedEpoch(),
    temporary: readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    learned: learned(trainer)
  })
)
