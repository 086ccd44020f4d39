// A program: trains the MLP 784-256-128-10 (batch 64, Adam) for `--steps` and prints the resident memory in MB after step
// `--from`, at the end, and at most, as JSON. `--scope` wraps each step in a scope, `--background` queues its calls. Run by memory.test.ts and
// `npm run memory`.
import { parseArgs } from 'node:util'
import { background, crossEntropy, randint, randn, scope, type Tensor } from 'thalweg'
import { mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1000' },
    scope: { type: 'boolean', default: false },
    background: { type: 'boolean', default: false }
  }
})
const steps = Number(values.steps)
const from = Number(values.from)
const batches = Array.from({ length: 16 }, (): [Tensor, Tensor] => [randn([64, 784]), randint(0, 10, [64])])
const model = mlp([784, 256, 128, 10])
const optimizer = new Adam(model.parameters(), { lr: 1e-3 })

const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20
let early = 0
let most = 0
const began = performance.now()
for (let step = 1; step <= steps; step++) {
  const [x, y] = batches[step % batches.length]!
  const one = (): Tensor => {
    optimizer.zeroGrad()
    const loss = crossEntropy(model.forward(x), y)
    loss.backward()
    optimizer.step()
    return loss
  }
  const scoped = (): Tensor => (values.scope ? scope(one) : one())
  const loss = values.background ? await background(scoped) : scoped()
  loss.item()
  if (step === from) early = megabytes()
  if (step % 100 === 0) most = Math.max(most, megabytes())
}
const late = megabytes()
const rounded = (n: number): number => Math.round(10 * n) / 10
const seconds = (performance.now() - began) / 1000
console.log(
  JSON.stringify({ early: rounded(early), late: rounded(late), most: rounded(most), seconds: rounded(seconds) })
)
