// REINFORCE (Williams 1992), a policy gradient, balances a pole. Run: npx tsx examples/ports/reinforce.ts [--fast]
import { manualSeed, noGrad, randint, scope, type Tensor, tensor } from 'thalweg'
import { Categorical } from 'thalweg/distributions'
import { mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'
import { CartPole, type State } from '../support/cartpole.ts'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [EPISODES, TOGETHER, DISCOUNT] = [fast ? 200 : 1000, 5, 0.99]

const model = mlp([4, 64, 2])
const optimizer = new Adam(model.parameters(), { lr: 1e-2 })
const policy = (states: Tensor): Categorical => new Categorical({ logits: model.forward(states) })
const act = (state: State): number => scope(() => noGrad(() => policy(tensor(state)).sample().item()))

const game = new CartPole(1)
for (let first = 0; first < EPISODES; first += TOGETHER) {
  const states: State[] = []
  const actions: number[] = []
  const returns: number[] = []
  for (let k = 0; k < TOGETHER; k++) {
    game.reset()
    while (!game.over) {
      const action = act(game.state)
      states.push(game.state)
      actions.push(action)
      game.step(action)
    }
    // What is still to come from each step on: 1 for every step, discounted.
    for (let rest = game.steps; rest > 0; rest--) returns.push((1 - DISCOUNT ** rest) / (1 - DISCOUNT))
  }
  scope(() => {
    const gain = tensor(returns)
    const advantage = gain.sub(gain.mean()).div(gain.std())
    optimizer.zeroGrad()
    policy(tensor(states)).logProb(tensor(actions)).mul(advantage).mean().neg().backward()
    optimizer.step()
  })
  if ((first + TOGETHER) % (EPISODES / 5) === 0) {
    console.log(`episode ${first + TOGETHER}  mean return ${(states.length / TOGETHER).toFixed(1)}`)
  }
}
const test = new CartPole(2)
const random = test.evaluate(() => randint(0, 2, [1]).item(), 100)
console.log(
  `mean return ${test.evaluate(act, 20).toFixed(1)}, of random pushes ${random.toFixed(1)}, at most ${test.limit}`
)
