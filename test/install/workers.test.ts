// Twenty workers that each train and are terminated at random moments, ten times over (`npm run test:workers`: fifty
// times): no crash, no hang. A crash may come after all has been printed (when threads outlive the code they run), so
// exit codes are what counts.
import { expect, test } from 'vitest'
import { execute, program, project, reference, report } from './machine.ts'

const RUNS = Number(process.env.THALWEG_WORKER_RUNS ?? 10)
const WORKERS = 20

// In every other run the main thread loads the library only after the workers are gone: then the addon has been loaded,
// used and let go by workers alone.
const MAIN = `
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

const [seed, early] = process.argv.slice(2).map(Number)
let state = seed
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
if (early) await import('./xor.mjs')
const codes = await Promise.all(Array.from({ length: ${WORKERS} }, async () => {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url))
  worker.on('error', (error) => { console.error(error); process.exit(3) })
  const ended = once(worker, 'exit')
  // From before the library is loaded to well into the training.
  const trains = random() < 0.8
  if (trains) await once(worker, 'message')
  await new Promise((resolve) => setTimeout(resolve, 60 * random()))
  await worker.terminate()
  const [code] = await ended
  // What is terminated before it runs a line may end with 0.
  return code === 1 || (code === 0 && !trains) ? 'right' : code
}))
if (codes.some((code) => code !== 'right')) { console.error('codes of the workers:', codes); process.exit(4) }
if (!early) await import('./xor.mjs')
`

// Sizes at which kernels split their work over threads.
const WORKER = program(
  'import',
  `
import { parentPort } from 'node:worker_threads'
import { randn } from 'thalweg'
setNumThreads(2)
const a = randn([256, 256]), b = randn([256, 256])
for (let k = 0; ; k++) {
  train(5)
  a.matmul(b).exp().sum().item()
  if (k === 0) parentPort.postMessage('training')
}`
)

test(`${WORKERS} workers train and are terminated at random moments, ${RUNS} runs`, () => {
  const folder = project('workers', {
    'main.mjs': MAIN,
    'worker.mjs': WORKER,
    'xor.mjs': program('import', 'setNumThreads(2)\ntell(train())')
  })
  const hash = reference(folder)
  for (let run = 0; run < RUNS; run++) {
    const args = ['main.mjs', String(run), String(run % 2)]
    expect(report(execute(process.execPath, args, folder)), `node ${args.join(' ')}`).toMatchObject({
      name: 'native',
      hash
    })
  }
}, 900_000)
