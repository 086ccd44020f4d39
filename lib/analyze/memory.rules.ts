// The sentences of analyze.memory. Called by memory.ts.
import { formatBytes } from '../report/table.ts'
import { type Numbers, percent, type Rule } from './findings.ts'

const bytes = (n: number | undefined): string => (Number.isFinite(n) ? formatBytes(n!) : '?')
// The rounding of buffers makes plan and measurement differ by less.
const CLOSE = 0.05
// What is saved below this share is not worth a change.
const LITTLE = 0.05

// The ways in which a batch fits, as text.
function ways({ limit, bfloat16, checkpoint, accumulate, batch }: Numbers): string[] {
  return [
    ...(bfloat16! <= limit! ? [`activations: 'bfloat16' (${bytes(bfloat16)})`] : []),
    ...(checkpoint! <= limit! ? [`checkpoint of its blocks (${bytes(checkpoint)})`] : []),
    ...(accumulate! > 1 && accumulate! <= batch! ? [`accumulate: ${accumulate}`] : [])
  ]
}

export const MEMORY_RULES = {
  fits: {
    name: 'fits',
    needs: ['batch', 'total', 'limit'],
    judge: ({ total, limit }) => (total! <= limit! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n, { optimizer }) =>
        `a batch of ${n.batch} with ${optimizer} takes ${bytes(n.total)}, ${percent(n.total! / n.limit!)} of the limit of ${bytes(n.limit)}`
    },
    no: {
      level: 'warning',
      text: (n, { optimizer }) =>
        `a batch of ${n.batch} with ${optimizer} takes ${bytes(n.total)}, more than the limit of ${bytes(n.limit)}`
    },
    unclear: { level: 'warning', text: () => 'the memory of a step was not planned: give a larger budget' }
  },
  /** The largest batch, and the next size, which does not fit. */
  largest: {
    name: 'largest batch',
    needs: ['largest', 'next', 'limit'],
    judge: ({ largest }) => (largest! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n, { optimizer }) =>
        `the largest batch with ${optimizer} within ${bytes(n.limit)} is ${n.largest}; ${n.next} does not fit`
    },
    no: {
      level: 'warning',
      text: (n, { optimizer }) =>
        `not even one sample fits within ${bytes(n.limit)}: parameters, gradients and states of ${optimizer} take ${bytes(n.fixed)}`
    },
    unclear: { level: 'note', text: () => "no largest batch: only the loader's own batch size can be planned" }
  },
  /** How to make a batch fit. */
  remedy: {
    name: 'remedy',
    needs: ['batch', 'limit', 'accumulate'],
    judge: (n) => (ways(n).length > 0 ? 'yes' : 'no'),
    yes: { level: 'advice', text: (n) => `a batch of ${n.batch} fits with ${ways(n).join(', or ')}` },
    no: {
      level: 'warning',
      text: (n) =>
        `neither bfloat16, checkpoint nor accumulate makes a batch of ${n.batch} fit within ${bytes(n.limit)}`
    },
    unclear: { level: 'note', text: () => "no remedy: only the loader's own batch size can be planned" }
  },
  measured: {
    name: 'plan against measured',
    needs: ['plan', 'measured'],
    judge: ({ plan, measured }) => (Math.abs(measured! / plan! - 1) <= CLOSE ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) => `measured ${bytes(n.measured)} in a step, within ${100 * CLOSE} % of the plan (${bytes(n.plan)})`
    },
    no: {
      level: 'advice',
      text: (n) =>
        n.measured! > n.plan!
          ? `measured ${bytes(n.measured)}, ${percent(n.measured! / n.plan! - 1)} more than planned (${bytes(n.plan)}): the step of the optimizer or hooks take memory that the plan does not count`
          : `measured ${bytes(n.measured)}, ${percent(1 - n.measured! / n.plan!)} less than planned (${bytes(n.plan)}): some parameters got no gradient, or some states are not used yet`
    },
    unclear: {
      level: 'note',
      text: (_, { why }) => `the plan was not checked by a measurement: ${why}`
    }
  },
  /** Whether another optimizer saves memory. */
  states: {
    name: 'states',
    needs: ['states', 'least', 'total'],
    judge: ({ states, least, total }) => (states! - least! > LITTLE * total! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { optimizer, cheapest }) =>
        `the states of ${optimizer} are ${percent(n.states! / n.total!)} of the memory: ${cheapest} saves ${bytes(n.states! - n.least!)}`
    },
    no: {
      level: 'note',
      text: (n, { optimizer }) =>
        `another optimizer saves at most ${percent(Math.max(0, n.states! - n.least!) / n.total!)}: the states of ${optimizer} take ${bytes(n.states)}`
    },
    unclear: { level: 'note', text: () => 'no optimizer was planned' }
  },
  bfloat16: {
    name: 'bfloat16',
    needs: ['float32', 'bfloat16', 'total'],
    judge: ({ float32, bfloat16, total }) => (float32! - bfloat16! > LITTLE * total! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `activations: 'bfloat16' saves ${bytes(n.float32! - n.bfloat16!)} of ${bytes(n.total)} (${percent((n.float32! - n.bfloat16!) / n.total!)})`
    },
    no: {
      level: 'note',
      text: (n) =>
        `bfloat16 activations save ${percent(Math.max(0, n.float32! - n.bfloat16!) / n.total!)} of ${bytes(n.total)}`
    },
    unclear: { level: 'note', text: () => 'bfloat16 activations were not planned' }
  },
  checkpoint: {
    name: 'checkpoint',
    needs: ['float32', 'checkpoint', 'total'],
    judge: ({ float32, checkpoint, total }) => (float32! - checkpoint! > LITTLE * total! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `checkpoint saves ${bytes(n.float32! - n.checkpoint!)} of ${bytes(n.total)} (${percent((n.float32! - n.checkpoint!) / n.total!)}) for a second forward pass`
    },
    no: {
      level: 'note',
      text: (n) =>
        `computing activations again in backward (checkpoint) saves ${percent(Math.max(0, n.float32! - n.checkpoint!) / n.total!)} of the memory: not worth a second forward pass`
    },
    unclear: { level: 'note', text: () => 'checkpoint was not planned: the model has no blocks of one input' }
  }
} satisfies Record<string, Rule>
