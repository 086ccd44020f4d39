// The sentences of analyze.batchSize. Called by batchSize.ts.
import { digits, intervalVerdict, plural, type Rule, range } from './findings.ts'

const rounded = (n: number | undefined): string => (Number.isFinite(n) ? String(Math.round(n!)) : digits(n!))
// A gain in samples a second below this is not worth another batch size.
const WORTH = 1.05

export const BATCH_SIZE_RULES = {
  fastest: {
    name: 'fastest',
    needs: ['fastest', 'smallest', 'samplesPerSecond', 'within', 'busy', 'uncertain'],
    judge: ({ busy, uncertain, fastest, smallest }) =>
      busy === 1 || uncertain === 1 ? 'unclear' : fastest! > smallest! ? 'yes' : 'no',
    yes: {
      level: 'advice',
      text: (n) =>
        `a batch of ${n.smallest} makes ${rounded(n.samplesPerSecond)} samples/s: the smallest size within ${digits(100 * n.within!, 2)} % of the fastest measured, ${n.fastest}`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `a batch of ${n.fastest} is the fastest measured: ${rounded(n.samplesPerSecond)} samples/s; no smaller size comes within ${digits(100 * n.within!, 2)} % of it`
    },
    unclear: {
      level: 'note',
      text: (n) => {
        if (n.busy === 1) return 'no fastest size: the times of a busy machine do not decide it'
        if (Number.isNaN(n.smallest)) return 'no fastest size: no step was timed'
        return `no fastest size for certain: the times vary by ±${digits(100 * n.within!, 2)} %, and ${n.smallest} is the smallest size within that of the fastest measured`
      }
    }
  },
  /** The smallest fast size against the one of the experiment. */
  own: {
    name: 'own size',
    needs: ['ratio', 'low', 'high', 'own', 'busy'],
    judge: ({ low, high, busy }) => (busy === 1 ? 'unclear' : intervalVerdict(low!, high!, WORTH)),
    yes: {
      level: 'advice',
      text: (n) => `a batch of ${n.smallest} makes ${digits(n.ratio!)}x as many samples/s as ${n.own} (${range(n)})`
    },
    no: { level: 'note', text: (n) => `no size is much faster than ${n.own}: ${digits(n.ratio!)}x` },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1
          ? `whether a size is faster than ${n.own} cannot be said on a busy machine`
          : `no size that is faster than ${n.own} for certain: ${digits(n.ratio!)}x (${range(n)})`
    }
  },
  noise: {
    name: 'noise scale',
    needs: ['scale', 'low', 'high', 'own', 'steps'],
    judge: ({ low, high, own }) => intervalVerdict(low!, high!, own!),
    yes: {
      level: 'advice',
      text: (n) =>
        `returns diminish beyond about ${rounded(n.scale)} samples (${rounded(Math.max(0, n.low!))} to ${rounded(n.high)}, gradient noise scale after ${n.steps} steps: noise and gradient are equally large there): a batch larger than ${n.own} still pays`
    },
    no: {
      level: 'note',
      text: (n) =>
        `returns diminish beyond about ${rounded(n.scale)} samples (gradient noise scale after ${n.steps} steps: noise and gradient are equally large there): a batch larger than ${n.own} gains little`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        Number.isNaN(n.scale)
          ? 'no gradient noise scale was measured: the budget was over, there are no gradients, or a batch has too few samples to split'
          : n.scale === Number.POSITIVE_INFINITY
            ? `the noise hides the gradient after ${n.steps} steps: a larger batch pays, or training has converged`
            : `returns diminish beyond about ${rounded(n.scale)} samples (gradient noise scale after ${n.steps} steps: noise and gradient are equally large there); ${plural(n.seeds!, 'seed')} cannot show whether ${n.own} is below that`
    }
  },
  /** The linear rule for the learning rate against that of the square root. */
  rate: {
    name: 'rule for lr',
    needs: ['difference', 'low', 'high', 'runs', 'rootDiverged', 'linearDiverged'],
    judge: ({ low, high, rootDiverged, linearDiverged }) => {
      if (rootDiverged !== linearDiverged) return rootDiverged! > linearDiverged! ? 'yes' : 'no'
      return intervalVerdict(low!, high!, 0)
    },
    yes: {
      level: 'advice',
      text: (n) =>
        n.rootDiverged! > n.linearDiverged!
          ? `scale lr in proportion to the batch size: ${n.linearDiverged} of ${n.runs} runs diverge, with its square root ${n.rootDiverged}`
          : `scale lr in proportion to the batch size: at equal samples the loss is lower than with its square root by ${digits(n.difference!)} (${range(n)})`
    },
    no: {
      level: 'advice',
      text: (n) =>
        n.rootDiverged! < n.linearDiverged!
          ? `scale lr with the square root of the batch size: ${n.rootDiverged} of ${n.runs} runs diverge, with lr in proportion to it ${n.linearDiverged}`
          : `scale lr with the square root of the batch size: at equal samples the loss is lower than in proportion by ${digits(-n.difference!)} (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        !(n.runs! > 1)
          ? 'no rule for lr: no two runs of another size were finished'
          : `lr in proportion to the batch size or to its square root: no difference that ${n.runs} pairs of runs can show (${range(n)})`
    }
  },
  /** The size with the lowest loss at equal seconds against that of the experiment. */
  learns: {
    name: 'at equal seconds',
    needs: ['difference', 'low', 'high', 'seeds', 'own', 'busy', 'ownDiverged', 'otherDiverged'],
    judge: ({ low, high, busy, ownDiverged, otherDiverged }) => {
      if (busy === 1) return 'unclear'
      if (ownDiverged !== otherDiverged) return ownDiverged! > otherDiverged! ? 'yes' : 'no'
      return intervalVerdict(low!, high!, 0)
    },
    yes: {
      level: 'advice',
      text: (n) =>
        n.ownDiverged! > n.otherDiverged!
          ? `a batch of ${n.size} with lr ${digits(n.lr!)} diverges in ${n.otherDiverged} of ${n.seeds} runs, one of ${n.own} in ${n.ownDiverged}`
          : `at equal seconds a batch of ${n.size} with lr ${digits(n.lr!)} reaches a loss lower than ${n.own} by ${digits(n.difference!)} (${range(n)})`
    },
    no: {
      level: 'note',
      text: (n) =>
        n.ownDiverged! < n.otherDiverged!
          ? `at equal seconds no size is better than ${n.own}: the others diverge`
          : `at equal seconds no size reaches a lower loss than ${n.own}: that of ${n.size} is higher by ${digits(-n.difference!)}`
    },
    unclear: {
      level: 'note',
      text: (n) => {
        if (n.busy === 1) return 'no best size at equal seconds: the times of a busy machine do not decide it'
        if (!(n.seeds! > 1)) return 'no best size at equal seconds: no two seeds were finished'
        return `at equal seconds no difference between ${n.own} and ${n.size} that ${plural(n.seeds!, 'seed')} can show (${range(n)})`
      }
    }
  }
} satisfies Record<string, Rule>
