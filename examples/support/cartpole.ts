// A pole on a cart that is pushed to the left or to the right (Barto, Sutton and Anderson 1983), with the constants of
// Gym's CartPole. Called by ports/dqn.ts and ports/reinforce.ts.
import { Philox, randomFloat } from 'thalweg/data'

const [GRAVITY, CART, POLE, HALF_LENGTH, FORCE, SECONDS] = [9.8, 1, 0.1, 0.5, 10, 0.02]
const [EDGE, TILT] = [2.4, (12 * Math.PI) / 180]

/** Position, velocity, angle and angular velocity. */
export type State = readonly [x: number, v: number, angle: number, spin: number]

export class CartPole {
  /** The state after the last step. */
  state: State = [0, 0, 0, 0]
  /** Steps since the last reset; each is worth a reward of 1. */
  steps = 0
  readonly #random: Philox

  constructor(
    seed: number,
    /** The steps after which an episode ends: the best that a policy can get. */
    readonly limit = 200
  ) {
    this.#random = new Philox(seed)
  }

  /** Begins an episode near the middle. */
  reset(): State {
    const draw = (): number => 0.1 * randomFloat(this.#random) - 0.05
    this.steps = 0
    this.state = [draw(), draw(), draw(), draw()]
    return this.state
  }

  /** Whether the pole has tilted too far, or the cart has left the track. */
  get fallen(): boolean {
    return Math.abs(this.state[0]) > EDGE || Math.abs(this.state[2]) > TILT
  }

  get over(): boolean {
    return this.fallen || this.steps === this.limit
  }

  /** Pushes to the left (0) or to the right (1). */
  step(action: number): State {
    const [x, v, angle, spin] = this.state
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    const push = ((action === 1 ? FORCE : -FORCE) + POLE * HALF_LENGTH * spin * spin * sin) / (CART + POLE)
    const turn = (GRAVITY * sin - cos * push) / (HALF_LENGTH * (4 / 3 - (POLE * cos * cos) / (CART + POLE)))
    const pull = push - (POLE * HALF_LENGTH * turn * cos) / (CART + POLE)
    this.steps++
    this.state = [x + SECONDS * v, v + SECONDS * pull, angle + SECONDS * spin, spin + SECONDS * turn]
    return this.state
  }

  /** The mean number of steps that a policy stays up. */
  evaluate(policy: (state: State) => number, episodes: number): number {
    let sum = 0
    for (let k = 0; k < episodes; k++) {
      this.reset()
      while (!this.over) this.step(policy(this.state))
      sum += this.steps
    }
    return sum / episodes
  }
}
