// `npm run bench:background`: GPT-2 of 124 million parameters (4 texts of 64 tokens) trains in the process of an HTTP server,
// without and with `background`. Prints, for each, milliseconds of a step, the delay of a timer, and the time of requests
// that a client in another process sends 50 times a second. The client has real-time priority where the system allows it, so
// that its own waits for a processor do not count, as if it ran on another machine; `--client same` gives it none.
// usage: npm run bench:background -- [--seconds 30] [--layers 12] [--only thread] [--client same]
import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { GPT2, LanguageModel } from '../../lib/bench/rows/models.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { backend, crossEntropy, manualSeed, randint, type Tensor } from '../../lib/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import { Trainer } from '../../lib/train/index.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    layers: { type: 'string', default: '12' },
    only: { type: 'string' },
    client: { type: 'string' }
  }
})
const seconds = Number(values.seconds)
const TEXTS = 4
const TOKENS = 64

// Sends requests when they are due, whether the ones before are answered or not; writes their milliseconds, from when they
// were due or sent, whichever came first. Those of the first three seconds are not counted: V8 compiles the client then,
// which is not the server's time.
const CLIENT = `
import { Agent, request } from 'node:http'
const [url, seconds] = process.argv.slice(1)
const agent = new Agent({ keepAlive: true })
const ask = () => new Promise((resolve) => {
  // Who gets no answer gives up after five seconds.
  const sent = request(url, { agent, timeout: 5000 }, (response) => response.on('end', resolve).resume())
  sent.on('timeout', () => sent.destroy()).on('error', resolve).end()
})
const pass = (seconds) => {
  const began = performance.now()
  return Promise.all(Array.from({ length: 50 * seconds }, async (_, k) => {
    const due = began + 20 * k
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    // Timers are rounded down.
    const from = Math.min(due, performance.now())
    await ask()
    return performance.now() - from
  }))
}
await pass(3)
console.log(JSON.stringify(await pass(seconds)))
`

const realTime = values.client !== 'same' && spawnSync('chrt', ['-f', '1', 'true']).status === 0
function client(url: string): Promise<number[]> {
  const command = [process.execPath, '--input-type=module', '-e', CLIENT, url, String(seconds)]
  if (realTime) command.unshift('chrt', '-f', '1')
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part) => {
    text += part
  })
  return new Promise((resolve) => child.on('close', () => resolve(JSON.parse(text) as number[])))
}

manualSeed(0)
const model = new LanguageModel({ ...GPT2, layers: Number(values.layers) }, 'float32')
const shape = [4 * TEXTS, TOKENS]
const data = new TensorDataset(randint(0, GPT2.vocabulary, shape), randint(0, GPT2.vocabulary, shape))

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
const shown = (...times: number[]): string => times.map((t) => t.toFixed(1).padStart(8)).join('')

async function measure(inBackground: boolean | null): Promise<void> {
  const loss = (y: Tensor, target: Tensor): Tensor => crossEntropy(y, target.reshape([TEXTS * TOKENS]))
  const optimizer = new AdamW(model.parameters(), { lr: 1e-4 })
  const trainer = new Trainer({ model, optimizer, loss, clipGradNorm: 1, seed: 0, background: inBackground ?? false })
  const loader = new DataLoader(data, { batchSize: TEXTS })
  const server = createServer((_, response) => response.end('ok'))
  // A connection that waits for a long step is not idle.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const controller = new AbortController()
  const steps: number[] = []
  let times: number[] = []
  const begin = async (): Promise<void> => {
    delay.enable()
    times = await client(`http://localhost:${(server.address() as AddressInfo).port}`)
    delay.disable()
    controller.abort()
  }
  if (inBackground === null) await begin()
  else {
    // The first steps make the states of the optimizer and let V8 compile.
    const onStep = ({ step, stepSeconds }: { step: number; stepSeconds: number }): void => {
      if (step === 5) void begin()
      if (step > 5) steps.push(1000 * stepSeconds)
    }
    const options = { epochs: 1e9, signal: controller.signal, callbacks: [{ onStep }] }
    await trainer.fit(loader, options).catch((error: Error) => {
      if (!controller.signal.aborted) throw error
    })
  }
  server.close()
  times.sort((a, b) => a - b)
  steps.sort((a, b) => a - b)
  const name = inBackground === null ? 'no training' : inBackground ? 'background' : 'same thread'
  const timer = [50, 99, 99.9].map((p) => delay.percentile(p) / 1e6 - 1)
  console.log(
    `${name.padEnd(12)} step ${steps.length === 0 ? '       -' : shown(at(steps, 0.5))}   timer p50, p99, p99.9 ${shown(...timer)}   request p50, p99, most ${shown(at(times, 0.5), at(times, 0.99), times.at(-1)!)}`
  )
}

console.log(
  `${backend.name}, ${backend.level}, threads ${backend.threads}; client ${realTime ? 'with real-time priority' : 'like any process'}; milliseconds`
)
for (const [name, inBackground] of [
  ['none', null],
  ['background', true],
  ['thread', false]
] as const) {
  if (values.only === undefined || values.only === name) await measure(inBackground)
}
