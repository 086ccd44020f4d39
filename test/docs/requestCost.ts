// What a run costs the requests of the same process: `npm run bench:requests`. A server answers 50 requests a second while it
// does not train, trains in its own thread, and trains in a worker, with the files of docs/guide/servers.md and batches of
// several sizes; prints milliseconds of a step, and from when a request was due to its answer.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundle, listen, writeFiles } from './serverPage.ts'

const SECONDS = Number(process.argv[2] ?? 10)
const RATE = 50
const FOLDER = mkdtempSync(join(tmpdir(), 'requests-'))

// argv: where it trains, the batch size.
const SERVER = `
import { createServer } from 'node:http'
import { Worker } from 'node:worker_threads'
import { noGrad, scope, setNumThreads, tensor } from 'thalweg'
import { makeModel } from './model.mjs'
import { train } from './train.mjs'
const [where, batch] = process.argv.slice(2)
setNumThreads(1)
const model = makeModel().eval()
const options = { epochs: 1e9, samples: 65536, batchSize: Number(batch) }
const marks = []
const onEpoch = () => marks.push(performance.now())
const step = () => (marks.at(-1) - marks[0]) / (marks.length - 1) / Math.ceil(options.samples / options.batchSize)
const predict = () => scope(() => noGrad(() => model.forward(tensor([[0.5, 0.5]])).argmax(1).toArray()))
const server = createServer(({ url }, response) => response.end(JSON.stringify(url === '/step' ? step() : predict())))
server.listen(0, () => {
  console.log('listening on ' + server.address().port)
  if (where === 'same thread') train({ ...options, onEpoch })
  if (where === 'worker') {
    new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { threads: 1, options } }).on('message', onEpoch)
  }
})
`

/** Milliseconds of each request: open loop, one every 1 / RATE seconds, whether the ones before are answered or not. */
async function load(url: string, seconds: number): Promise<number[]> {
  const began = performance.now()
  const requests = Array.from({ length: RATE * seconds }, async (_, k) => {
    const due = began + (k * 1000) / RATE
    await sleep(Math.max(0, due - performance.now()))
    await (await fetch(url)).text()
    return performance.now() - due
  })
  return Promise.all(requests)
}

const quantile = (sorted: readonly number[], q: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!.toFixed(1)

writeFiles(FOLDER)
writeFileSync(join(FOLDER, 'measured.mjs'), SERVER)
const program = await bundle('requests', FOLDER, ['measured.mjs', 'worker.mjs'])
console.log(`| training | batch | a step | median | 95 % | 99 % | longest |\n|---|---|---|---|---|---|---|`)
const rows = [
  ['none', 0],
  ...[64, 4096, 65536].flatMap((n) => [
    ['same thread', n],
    ['worker', n]
  ])
] as [string, number][]
for (const [where, batch] of rows) {
  const { child, url } = await listen(program, 'measured.mjs', [where, String(batch)])
  await load(url, 2)
  const times = (await load(url, SECONDS)).sort((a, b) => a - b)
  const step = batch === 0 ? '' : Number(await (await fetch(`${url}/step`)).text()).toFixed(1)
  const cells = [batch === 0 ? '' : batch, step, ...[0.5, 0.95, 0.99, 1].map((q) => quantile(times, q))]
  console.log(`| ${where} | ${cells.join(' | ')} |`)
  child.removeAllListeners('exit').kill('SIGKILL')
}
rmSync(FOLDER, { recursive: true })
