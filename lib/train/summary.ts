// A training in words. Called by trainer.ts.
import type { Trainer } from './trainer.ts'

/** The model as a tree, its parameters, and the memory that training takes now. */
export function describe({ model, optimizer, epoch, step }: Trainer): string {
  const { parameters, gradients, states, total } = optimizer.memory()
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  const kept = Object.values(states).reduce((sum, bytes) => sum + bytes, 0)
  return `${model}\n${optimizer.kind}: parameters ${mib(parameters)}, gradients ${mib(gradients)}, states ${mib(kept)}, together ${mib(total)}; epoch ${epoch}, step ${step}`
}
