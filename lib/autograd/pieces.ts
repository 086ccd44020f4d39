// Backward passes in pieces, for the Trainer in the background: lib/optim/accumulation.ts calls it.
import type { Tensor } from '../tensor/tensor.ts'
import { collect, type Place, paused, type WalkMode, walkOver } from './walk.ts'

/** A plain walk in pieces: each call continues for some milliseconds of JavaScript, then returns whether there is more. */
export function walkInPieces(roots: readonly Tensor[], seeds: readonly Tensor[]): (milliseconds: number) => boolean {
  const mode: WalkMode = { graph: false, retain: false, sink: 'leaves' }
  const nodes = collect(roots, mode)
  const place: Place = { next: 0, until: 0, late: { first: null } }
  return (milliseconds) => {
    place.until = performance.now() + milliseconds
    if (place.next > 0) {
      paused.walks--
      for (const node of nodes) paused.nodes.delete(node)
    }
    const more = walkOver(nodes, roots, seeds, mode, place)
    if (more) {
      paused.walks++
      for (const node of nodes) paused.nodes.add(node)
    }
    return more
  }
}
