// Which rank steps which parameter, and keeps its optimizer states: whole parameters, so that every optimizer works that
// steps one at a time. A parameter keeps its owner for the life of the Trainer, whatever the optimizer. Called by
// sharded.ts and gradients.ts.
import { shareOut } from '../../distributed/balance.ts'
import type { Tensor } from '../../tensor/tensor.ts'

export class Owners {
  readonly ranks: number
  readonly #owners = new Map<Tensor, number>()
  readonly #loads: number[]

  constructor(ranks: number) {
    this.ranks = ranks
    this.#loads = new Array<number>(ranks).fill(0)
  }

  /** Gives each parameter that has none yet an owner. */
  assign(parameters: readonly Tensor[]): void {
    const added = parameters.filter((p) => !this.#owners.has(p))
    if (added.length === 0) return
    const owners = shareOut(
      added.map((p) => p.size),
      this.#loads
    )
    for (const [k, p] of added.entries()) this.#owners.set(p, owners[k]!)
  }

  /** The owner of a parameter that was assigned. */
  of(p: Tensor): number {
    return this.#owners.get(p)!
  }
}
