// `npm run bench:busy`: whole training steps, one second on one thread, the next on two, next to processes that only
// compute: the measurement of docs/adr/0016-claimed-work.md. Needs `dist`.
// usage: node scripts/busy.mjs [--busy 0,1,2] [--seconds 8] [--models mlp,cnn,lstm] [--library FOLDER]
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    busy: { type: 'string', default: '0,1,2' },
    seconds: { type: 'string', default: '8' },
    models: { type: 'string', default: 'mlp,cnn,lstm' },
    // Another clone, for a comparison of two versions.
    library: { type: 'string', default: join(import.meta.dirname, '..') }
  }
})
const entry = (name) => import(pathToFileURL(join(resolve(values.library), 'dist', `${name}.mjs`)).href)
const { crossEntropy, manualSeed, randint, randn, scope, setNumThreads } = await entry('index')
const nn = await entry('nn')
const { AdamW } = await entry('optim')

class LastState extends nn.Module {
  lstm = new nn.LSTM(128, 128, { numLayers: 2, batchFirst: true })
  head = new nn.Linear(128, 10)
  forward(x) {
    return this.head.forward(this.lstm.forward(x)[0].select({ dim: 1, index: -1 }))
  }
}
const conv = (from, to) => [new nn.Conv2d(from, to, 3, { padding: 1 }), new nn.ReLU(), new nn.MaxPool2d(2)]
const MODELS = {
  mlp: () => [nn.mlp([784, 256, 128, 10]), randn([64, 784])],
  cnn: () => [
    new nn.Sequential(...conv(1, 16), ...conv(16, 32), new nn.Flatten(), new nn.Linear(32 * 49, 10)),
    randn([64, 1, 28, 28])
  ],
  lstm: () => [new LastState(), randn([32, 64, 128])]
}

function stepOf(name) {
  manualSeed(1)
  const [model, x] = MODELS[name]()
  const y = randint(0, 10, [x.shape[0]])
  const optimizer = new AdamW(model.parameters(), { lr: 1e-3 })
  return () =>
    scope(() => {
      optimizer.zeroGrad()
      crossEntropy(model.forward(x), y).backward()
      optimizer.step()
    })
}

/** Milliseconds of every step, by the number of threads. */
function measure(step, seconds) {
  const times = { 1: [], 2: [] }
  for (let k = 0; k < 20; k++) step()
  for (let turn = 0; turn < seconds; turn++) {
    const threads = 1 + (turn % 2)
    setNumThreads(threads)
    for (const end = performance.now() + 1000; performance.now() < end; ) {
      const began = performance.now()
      step()
      times[threads].push(performance.now() - began)
    }
  }
  return times
}

function row(times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part) => sorted[Math.floor(part * (sorted.length - 1))].toFixed(2)
  return `mean ${(times.reduce((a, b) => a + b, 0) / times.length).toFixed(2)}  median ${at(0.5)}  p99 ${at(0.99)} ms`
}

for (const count of values.busy.split(',').map(Number)) {
  for (const name of values.models.split(',')) {
    const busy = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);']))
    try {
      await new Promise((done) => setTimeout(done, 300))
      const times = measure(stepOf(name), Number(values.seconds))
      for (const threads of [1, 2])
        console.log(`${count} busy  ${name.padEnd(5)} ${threads} thread(s)  ${row(times[threads])}`)
    } finally {
      for (const each of busy) each.kill('SIGKILL')
    }
  }
}
