// `npm run bench:small`: microseconds of a training step of models so small that what surrounds the kernels decides: in an
// own loop within scopes, in one without, and through the Trainer; one thread. Each round is a new process; with
// several libraries they take turns. Needs `dist`.
// usage: node scripts/small.mjs [--rounds 10] [--seconds 0.4] [--models linear,tabular] [--library FOLDER]...
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '0.4' },
    models: { type: 'string', default: 'linear,tabular' },
    library: { type: 'string', multiple: true, default: [join(import.meta.dirname, '..')] },
    one: { type: 'boolean', default: false }
  }
})
const seconds = Number(values.seconds)
// Steps of one measurement, and of one epoch of the Trainer.
const STEPS = 200
const BATCHES = 2000

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

/** Calls `run` for so long; the median of its times, each divided by `steps`, in microseconds. */
async function timed(run, steps) {
  for (const end = performance.now() + 500; performance.now() < end; ) await run()
  const times = []
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; ) {
    const began = performance.now()
    await run()
    times.push(((performance.now() - began) * 1000) / steps)
  }
  return median(times)
}

async function measure() {
  const entry = (name) => import(pathToFileURL(join(resolve(values.library[0]), 'dist', `${name}.mjs`)).href)
  const { fromArray, manualSeed, randn, scope, setNumThreads } = await entry('index')
  const nn = await entry('nn')
  const { Adam, SGD } = await entry('optim')
  const { Trainer } = await entry('train')
  setNumThreads(1)
  // The first two models of the training steps of `npm run bench`.
  const MODELS = {
    linear: () => {
      const model = new nn.Sequential(new nn.Linear(10, 1))
      const optimizer = new SGD(model.parameters(), { lr: 0.01 })
      return { model, optimizer, loss: new nn.MSELoss(), batch: [randn([1, 10]), randn([1, 1])] }
    },
    tabular: () => {
      const model = nn.mlp([16, 64, 32, 2])
      const classes = fromArray(Int32Array.from({ length: 32 }, (_, k) => (k >> 1) % 2))
      const optimizer = new Adam(model.parameters())
      return { model, optimizer, loss: new nn.CrossEntropyLoss(), batch: [randn([32, 16]), classes] }
    }
  }
  const found = {}
  for (const name of values.models.split(',')) {
    const make = () => {
      manualSeed(1)
      return MODELS[name]()
    }
    for (const scoped of [true, false]) {
      const { model, optimizer, loss, batch } = make()
      const body = () => {
        const value = loss.forward(model.forward(batch[0]), batch[1])
        value.backward()
        optimizer.step()
        optimizer.zeroGrad()
        return value.item()
      }
      const step = scoped ? () => scope(body) : body
      const run = () => {
        for (let k = 0; k < STEPS; k++) step()
      }
      found[`${name}, own loop${scoped ? ' in scopes' : ''}`] = await timed(run, STEPS)
    }
    const { batch, ...parts } = make()
    const trainer = new Trainer({ ...parts, seed: 1 })
    const loader = { length: BATCHES, [Symbol.iterator]: () => Array(BATCHES).fill(batch)[Symbol.iterator]() }
    found[`${name}, Trainer`] = await timed(() => trainer.fit(loader, { epochs: 1 }), BATCHES)
  }
  console.log(JSON.stringify(found))
}

function compare() {
  const all = values.library.map(() => ({}))
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [k, library] of values.library.entries()) {
      const flags = ['--one', '--seconds', values.seconds, '--models', values.models, '--library', library]
      const text = execFileSync(process.execPath, [import.meta.filename, ...flags], { encoding: 'utf8' })
      for (const [name, time] of Object.entries(JSON.parse(text))) {
        all[k][name] ??= []
        all[k][name].push(time)
      }
    }
  }
  console.log(`microseconds a step: median (smallest) of ${values.rounds} rounds; ${values.library.join(' | ')}`)
  for (const name of Object.keys(all[0])) {
    const cells = all.map((each) => `${median(each[name]).toFixed(1)} (${Math.min(...each[name]).toFixed(1)})`)
    console.log(`${name.padEnd(28)} ${cells.join('   ')}`)
  }
}

if (values.one) await measure()
else compare()
