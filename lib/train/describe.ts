// What a Trainer prints of itself. Called by trainer.ts.
import { formatBytes } from '../report/table.ts'
import type { Trainer } from './trainer.ts'

/** The model as a tree, its parameters, and the memory that training takes now. */
export function describe({ model, optimizer, epoch, step }: Trainer): string {
  const { parameters, gradients, states, total } = optimizer.memory()
  const kept = Object.values(states).reduce((sum, bytes) => sum + bytes, 0)
  const parts = Object.entries({ parameters, gradients, states: kept, together: total })
  const memory = parts.map(([name, bytes]) => `${name} ${formatBytes(bytes)}`).join(', ')
  return `${model}\n${optimizer.kind}: ${memory}; epoch ${epoch}, step ${step}`
}
