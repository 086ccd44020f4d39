// A run in its own process that saves after every batch and is killed from outside, or by itself in the middle of
// a write; started again, it continues. On the way it changes its optimizer and its batch size. Run by kill.test.ts as:
// node killed.mjs <checkpoint> <epochs>
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { ExponentialLR, SGD } from '../../lib/optim/index.ts'
import {
  BatchSizeSchedule,
  CsvLogger,
  JsonLinesLogger,
  OptimizerSwitch,
  TensorBoardLogger
} from '../../lib/train/index.ts'
import { bitsOf, problem } from './problem.ts'

const [path, epochs] = process.argv.slice(2) as [string, string]

// KILL is where in the write of the fifth checkpoint the process dies: a number of bytes (those of the header are
// written last), or the name of a call.
const where = process.env.KILL
let writes = 0

function die(at: string): void {
  if (writes === 5 && at === where) process.kill(process.pid, 'SIGKILL')
}

function patch(): void {
  const { open, rename } = fs
  fs.open = (async (...args: Parameters<typeof open>) => {
    const file = await open(...args)
    if (args[1] === 'r') {
      const { sync } = file
      file.sync = async () => {
        die('folder')
        await sync.call(file)
      }
      return file
    }
    writes++
    die('open')
    const { write, sync } = file
    let done = 0
    const writeBytes = write as (
      bytes: Uint8Array,
      offset: number,
      length: number,
      position: number
    ) => Promise<unknown>
    file.write = (async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const wanted = Number(where) - done
      if (writes === 5 && wanted <= length) {
        await writeBytes.call(file, bytes, offset, wanted, position)
        die(String(where))
      }
      done += length
      return writeBytes.call(file, bytes, offset, length, position)
    }) as typeof write
    file.sync = async () => {
      die('sync')
      await sync.call(file)
    }
    return file
  }) as typeof open
  fs.rename = async (from, to) => {
    die('rename')
    await rename(from, to)
    die('renamed')
  }
  syncBuiltinESMExports()
}

if (where !== undefined) patch()
const { trainer, loader, validation } = problem({
  background: process.env.BACKGROUND === '1',
  precision: process.env.PRECISION === 'bfloat16' ? 'bfloat16' : 'float32'
})
const resume = existsSync(path) ? { resume: path } : {}
const loggers = [
  new JsonLinesLogger(`${path}.jsonl`),
  new CsvLogger(`${path}.csv`),
  new TensorBoardLogger(`${path}.tb`)
]
await trainer.fit(loader, {
  epochs: Number(epochs),
  validation,
  ...(where === undefined ? { loggers } : {}),
  ...resume,
  callbacks: [
    new OptimizerSwitch({
      to: ({ model }) => new SGD(model.parameters(), { lr: 0.05, momentum: 0.9 }),
      scheduler: (optimizer) => new ExponentialLR(optimizer, { gamma: 0.99 }),
      scheduleEvery: 'step',
      step: 12
    }),
    new BatchSizeSchedule({ schedule: [[3, 16]], scaleLr: 'sqrt' }),
    {
      // Now and then the run continues while the file is written.
      onStep: ({ batch, step }) => {
        // A checkpoint from before the first record cannot know its log again: the run would continue in killed-2.jsonl.
        if (step === 0) return undefined
        const saving = trainer.save(path)
        return batch % 3 === 0 ? undefined : saving
      }
    }
  ]
})
await trainer.save(path)
console.log(`${trainer.step} ${bitsOf(trainer)}`)
