// A deep Q-network (Mnih et al. 2015) that balances a pole. Run: npx tsx examples/ports/dqn.ts [--fast]
import { manualSeed, noGrad, rand, randint, scope, smoothL1Loss, tensor, zeros } from 'thalweg'
import { mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'
import { CartPole, type State } from '../support/cartpole.ts'

const fast = process.argv.includes('--fast')
manualSeed(1)
const STEPS = fast ? 6000 : 30000
const [CAPACITY, BATCH, DISCOUNT, WARMUP, COPY] = [10000, 64, 0.98, 500, 100]

const network = mlp([4, 64, 64, 2])
const target = network.clone().freeze()
const optimizer = new Adam(network.parameters(), { lr: 1e-3 })
const greedy = (state: State): number => noGrad(() => network.forward(tensor(state)).argmax().item())

// A transition is a row: state (4), action, 0 if the pole fell else 1, next state (4).
const memory = zeros(CAPACITY, 10)

function learn(filled: number): void {
  const rows = memory.at(randint(0, filled, [BATCH]))
  const [state, action, alive, next] = [rows.at(':', ':4'), rows.at(':', '4:5'), rows.at(':', 5), rows.at(':', '6:')]
  const value = network.forward(state).gather(action.to('int32'), 1).squeeze(1)
  const best = noGrad(() => target.forward(next).amax(1))
  optimizer.zeroGrad()
  smoothL1Loss(value, best.mul(alive).mul(DISCOUNT).add(1)).backward()
  optimizer.step()
}

const game = new CartPole(1)
const returns: number[] = []
game.reset()
for (let step = 0; step < STEPS; step++) {
  const state = game.state
  const explore = Math.max(0.05, 1 - step / (STEPS / 3))
  const action = scope(() => (rand(1).item() < explore ? randint(0, 2, [1]).item() : greedy(state)))
  game.step(action)
  memory.data.set([...state, action, game.fallen ? 0 : 1, ...game.state], 10 * (step % CAPACITY))
  if (game.over) {
    returns.push(game.steps)
    game.reset()
  }
  if (step >= WARMUP) scope(() => learn(Math.min(step + 1, CAPACITY)))
  if (step % COPY === 0) target.loadStateDict(network.stateDict())
  if ((step + 1) % (STEPS / 6) === 0) {
    const last = returns.slice(-10)
    console.log(`step ${step + 1}  the last ten episodes: ${last.reduce((a, b) => a + b, 0) / last.length} steps`)
  }
}
const test = new CartPole(2)
const random = test.evaluate(() => randint(0, 2, [1]).item(), 100)
console.log(
  `mean return ${test.evaluate(greedy, 20).toFixed(1)}, of random pushes ${random.toFixed(1)}, at most ${test.limit}`
)
