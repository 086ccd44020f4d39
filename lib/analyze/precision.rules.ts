// The sentences of analyze.precision. Called by precision.ts.
import { formatBytes } from '../report/table.ts'
import { digits, intervalVerdict, percent, plural, type Rule, range } from './findings.ts'

// An optimizer's own noise is larger than a gradient's error below this share.
const SMALL_ERROR = 0.02

export const PRECISION_RULES = {
  gradients: {
    name: 'gradients',
    needs: ['error', 'cosine'],
    judge: ({ error }) => (error! <= SMALL_ERROR ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n, { layer }) =>
        `bfloat16 activations change gradients by ${percent(n.error!)} at most (${layer}), cosine ${digits(n.cosine!, 6)}`
    },
    no: {
      level: 'warning',
      text: (n, { layer }) =>
        `bfloat16 activations change the gradient of ${layer} by ${percent(n.error!)}, cosine ${digits(n.cosine!, 6)}: watch the loss, or keep float32`
    },
    unclear: {
      level: 'warning',
      text: () => 'the gradients of bfloat16 activations are unknown: those of float32 are zero or not finite'
    }
  },
  memory: {
    name: 'memory',
    needs: ['saved', 'bytes'],
    judge: ({ saved }) => (saved! >= 0.05 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { name, base, part }) =>
        `${name} saves ${percent(n.saved!)} of the ${part} of ${base}: ${formatBytes(n.bytes!)} a step`
    },
    no: {
      level: 'note',
      text: (n, { name, base, part }) =>
        n.saved! < -0.05
          ? `${name} takes ${percent(-n.saved!)} more memory for ${part} than ${base}`
          : `${name} hardly saves memory here: ${percent(n.saved!)} of the ${part} of ${base}`
    },
    unclear: { level: 'note', text: (_, { name }) => `the memory of ${name} is unknown: no step was made` }
  },
  time: {
    name: 'time',
    needs: ['ratio', 'low', 'high', 'busy'],
    judge: ({ low, high, busy }) => (busy === 1 ? 'unclear' : intervalVerdict(low!, high!, 1)),
    yes: {
      level: 'note',
      text: (n, { name, base }) => `${name} costs time: a step takes ${digits(n.ratio!)}x the time of one with ${base}`
    },
    no: {
      level: 'advice',
      text: (n, { name, base }) => `${name} is faster: a step takes ${digits(n.ratio!)}x the time of one with ${base}`
    },
    unclear: {
      level: 'note',
      text: (n, { name, base }) =>
        n.busy === 1
          ? `whether ${name} costs time is unknown: the machine is busy, or no step was timed`
          : `${name} is neither faster nor slower than ${base}, as far as the clock shows: ${digits(n.ratio!)}x the time (${range(n)})`
    }
  },
  lossGap: {
    name: 'loss gap',
    needs: ['gap', 'low', 'high', 'seeds', 'steps'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'warning',
      text: (n, { name, base }) =>
        `${name} raises the loss: after ${n.steps} steps it is ${digits(n.gap!)} above that of ${base} (${range(n)})`
    },
    no: {
      level: 'note',
      text: (n, { name, base }) =>
        `after ${n.steps} steps the loss of ${name} is ${digits(-n.gap!)} below that of ${base} (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n, { name, base }) =>
        n.seeds! < 2
          ? `the loss gap of ${name} is unknown: it takes two or more seeds with finished runs`
          : `no loss gap between ${name} and ${base} that ${plural(n.seeds!, 'seed')} can show after ${n.steps} steps: ${digits(n.gap!, 2)} (${digits(n.low!, 2)} to ${digits(n.high!, 2)})`
    }
  }
} satisfies Record<string, Rule>
