// The TensorFlow.js side of `npm run bench -- --peer tfjs`: one training step of a perceptron on its wasm backend. Speaks the
// requests of torch_peer.py; peer.ts starts it. The packages are not a part of this project: --peer tfjs says how to get them.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const require = createRequire(join(process.cwd(), 'package.json'))
const tf = require('@tensorflow/tfjs')
const wasm = require('@tensorflow/tfjs-backend-wasm')
wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'))
await tf.setBackend('wasm')
await tf.ready()

// The values that data.ts makes from the same words.
function values({ shape, fill, seed, scale, below }) {
  const n = shape.reduce((product, size) => product * size, 1)
  const start = Math.imul(seed, 0x9e3779b1)
  const out = new Float32Array(n)
  for (let i = 0; i < n; i++) {
    let h = (Math.imul(i, 0x2c1b3c6d) + start) | 0
    h = Math.imul(h ^ (h >>> 16), 0x045d9f3b)
    h = Math.imul(h ^ (h >>> 16), 0x045d9f3b)
    const u = ((h ^ (h >>> 16)) >>> 0) / 4294967296
    out[i] = fill === 'index' ? Math.floor(u * below) : (fill === 'positive' ? u : 2 * u - 1) * scale
  }
  return out
}

// Weights are (in, out) here, as people write it in TensorFlow.js.
function stepMlp(inputs) {
  const tensor = (name) => tf.tensor(values(inputs[name]), inputs[name].shape)
  const x = tensor('x')
  const target = tf.keep(tf.oneHot(tf.cast(tensor('target'), 'int32'), 10).toFloat())
  const parameters = Object.keys(inputs).filter((name) => name[0] === 'p')
  const variables = parameters.map((name) => {
    const t = tensor(name)
    return tf.variable(t.rank === 2 ? tf.transpose(t) : t)
  })
  const optimizer = tf.train.adam(1e-3)
  const loss = () => {
    let h = x
    for (let k = 0; k < variables.length; k += 2) {
      h = tf.add(tf.matMul(h, variables[k]), variables[k + 1])
      if (k + 2 < variables.length) h = tf.relu(h)
    }
    return tf.losses.softmaxCrossEntropy(target, h)
  }
  return () => tf.tidy(() => optimizer.minimize(loss, true).dataSync()[0])
}

const OPS = { step_mlp: stepMlp }

function timeCalls(work, calls) {
  const start = performance.now()
  for (let k = 0; k < calls; k++) work()
  return (performance.now() - start) / 1e3 / calls
}

function warmUp(work, seconds) {
  let each = timeCalls(work, 1)
  for (let spent = each; spent < seconds; spent += each) each = timeCalls(work, 1)
  return each
}

const works = new Map()

function answer(request) {
  if (request.do === 'hello') return { tfjs: tf.version.tfjs, backend: tf.getBackend(), node: process.version }
  // The wasm backend has one thread in Node.
  if (request.do === 'threads') return {}
  if (request.do === 'make') {
    const work = OPS[request.op](request.inputs)
    works.set(request.id, work)
    return { digest: [work()] }
  }
  if (request.do === 'drop') {
    works.clear()
    return {}
  }
  const work = works.get(request.id)
  if (request.do === 'warm') return { each: warmUp(work, request.seconds) }
  if (request.do === 'time') {
    timeCalls(work, request.warm)
    return { each: timeCalls(work, request.calls) }
  }
  throw new Error(`unknown request ${request.do}`)
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply
  try {
    reply = answer(JSON.parse(line))
  } catch (error) {
    reply = { error: String(error) }
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`)
}
