// Matrix factorization with Bayesian personalized ranking (Rendle et al. 2009): recommends items from what users took.
// Run: npx tsx examples/ports/bpr.ts [--fast]
import { logSigmoid, manualSeed, multinomial, noGrad, ones, randint, randn, scope, softmax, type Tensor } from 'thalweg'
import { Embedding, init, Module } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [USERS, ITEMS, TAKEN, FACTORS, BATCH] = [fast ? 400 : 2000, 200, 40, 4, 256]

// Users take items by tastes that nobody sees. The last item of each user is held out.
const tastes = randn(USERS, 4).matmul(randn(ITEMS, 4).T)
const taken = multinomial(softmax(tastes, 1), TAKEN)
const [known, heldOut] = [taken.at(':', ':-1'), taken.at(':', '-1:')]
const others = ones(USERS, ITEMS).scatter(known, null, { dim: 1, value: 0 })

class Model extends Module {
  readonly users = new Embedding(USERS, FACTORS)
  readonly items = new Embedding(ITEMS, FACTORS)
  readonly popularity = new Embedding(ITEMS, 1)
  constructor() {
    super()
    for (const weight of this.parameters()) init.normal(weight, { std: 0.1 })
  }
  override forward(users: Tensor, items: Tensor): Tensor {
    const matches = this.users.forward(users).mul(this.items.forward(items)).sum(1)
    return matches.add(this.popularity.forward(items).squeeze(1))
  }
  /** The scores of all items for all users. */
  all(): Tensor {
    return this.users.weight.matmul(this.items.weight.T).add(this.popularity.weight.T)
  }
}

// The share of items not taken that the held-out item of a user outranks, as a mean over the users.
function auc(scores: Tensor): number {
  const candidates = others.scatter(heldOut, null, { dim: 1, value: 0 })
  const below = scores.lt(scores.gather(heldOut, 1)).to('float32').mul(candidates)
  return below.sum(1).div(candidates.sum(1)).mean().item()
}

const model = new Model()
const optimizer = new Adam(model.parameters(), { lr: fast ? 2e-2 : 5e-3 })
const BETWEEN = fast ? 100 : 500
for (let step = 1; step <= (fast ? 500 : 3000); step++) {
  scope(() => {
    const users = randint(0, USERS, [BATCH])
    const positive = known.at(users, randint(0, TAKEN - 1, [BATCH]))
    const negative = multinomial(others.at(users), 1).squeeze(1)
    const margin = model.forward(users, positive).sub(model.forward(users, negative))
    const size = model.users.forward(users).square().sum(1).mean()
    optimizer.zeroGrad()
    logSigmoid(margin).mean().neg().add(size.mul(0.02)).backward()
    optimizer.step()
  })
  if (step % BETWEEN === 0) console.log(`step ${step}  auc ${auc(noGrad(() => model.all())).toFixed(4)}`)
}
const popularity = ones(USERS, ITEMS).sub(others).sum(0).expandAs(others)
const [learned, popular, best] = [noGrad(() => model.all()), popularity, tastes].map((s) => auc(s).toFixed(4))
console.log(`auc ${learned}, of popularity ${popular}, of the true tastes ${best}`)
