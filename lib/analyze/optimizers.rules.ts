// The sentences of analyze.optimizers. Called by optimizers.ts.
import { amount, digits, interval, intervalVerdict, plural, type Rule, range, value } from './findings.ts'

export const OPTIMIZER_RULES = {
  /** Whether training lowers the loss at all. */
  learn: {
    name: 'learn',
    needs: ['learning', 'candidates', 'steps'],
    judge: ({ learning, candidates }) => (candidates === 0 ? 'unclear' : learning === candidates ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `the loss falls with ${n.candidates === 1 ? 'the only candidate' : n.candidates === 2 ? 'both candidates' : `all ${n.candidates} candidates`} within ${n.steps} steps`
    },
    no: {
      level: 'warning',
      text: (n, { names }) =>
        `the loss does not fall within ${n.steps} steps with ${names}: the data, the loss or the rates are wrong`
    },
    unclear: { level: 'warning', text: () => 'no run was finished: give a larger budget or fewer steps' }
  },
  /** A candidate against the first one. */
  against: {
    name: 'against',
    needs: ['ratio', 'low', 'high', 'seeds'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 1),
    yes: {
      level: 'note',
      text: (n, { name, base }) => `${name} needs ${digits(n.ratio!)}x fewer steps than ${base} (${range(n)})`
    },
    no: {
      level: 'note',
      text: (n, { name, base }) =>
        `${name} does not help here: it needs ${digits(1 / n.ratio!)}x as many steps as ${base} (${digits(1 / n.high!)} to ${digits(1 / n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n, { name, base }) =>
        n.seeds! < 2
          ? `${name} against ${base}: ${digits(n.ratio!)}x in one run, which says nothing without more seeds`
          : `no difference between ${name} and ${base} that ${plural(n.seeds!, 'seed')} can show: ${digits(n.ratio!)}x (${range(n)})`
    }
  },
  firstBySteps: {
    name: 'first by steps',
    needs: ['ratio', 'low', 'high', 'target'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 1),
    yes: {
      level: 'advice',
      text: (n, { first, second }) =>
        `first by steps to a loss of ${digits(n.target!)}: ${first}, ${digits(n.ratio!)}x fewer than ${second} (${range(n)})`
    },
    no: {
      level: 'advice',
      text: (n, { first, second }) =>
        `first by steps to a loss of ${digits(n.target!)}: ${second}, before ${first} (${range(n)})`
    },
    unclear: {
      level: 'note',
      text: (n, { first, second }) =>
        n.seeds! < 2
          ? `${first} was first by steps to a loss of ${digits(n.target!)} in one run, which says nothing without more seeds`
          : `${first} and ${second} are equally fast by steps to a loss of ${digits(n.target!)}, as far as these seeds show`
    }
  },
  firstBySeconds: {
    name: 'first by seconds',
    needs: ['seconds', 'others', 'low', 'high', 'busy'],
    judge: ({ low, high, busy }) => (busy === 1 ? 'unclear' : intervalVerdict(low!, high!, 1)),
    yes: {
      level: 'advice',
      text: (n, { first, second }) =>
        `first by seconds: ${first}, ${digits(n.seconds!)} s against ${digits(n.others!)} s of ${second}`
    },
    no: {
      level: 'advice',
      text: (n, { first, second }) =>
        `first by seconds: ${second}, ${digits(n.others!)} s against ${digits(n.seconds!)} s of ${first}`
    },
    unclear: {
      level: 'note',
      text: (n, { first, second }) =>
        n.busy === 1
          ? 'no first by seconds: the times of a busy machine do not decide it'
          : `no first by seconds: ${first} and ${second} are too close (${digits(n.seconds!)} and ${digits(n.others!)} s)`
    }
  },
  bestMetric: {
    name: 'best metric',
    needs: ['value', 'difference', 'low', 'high', 'seeds'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'note',
      text: (n, { first, second, metric, share }) =>
        `best validation ${metric}: ${first} with ${value(n.value!, share)}, better than ${second} by ${amount(n.difference!, share)} (${range(n, share)})`
    },
    no: {
      level: 'note',
      text: (n, { first, second, metric, share }) =>
        `best validation ${metric}: ${second}, better than ${first} by ${amount(-n.difference!, share)}`
    },
    unclear: {
      level: 'note',
      text: (n, { first, second, metric, share }) =>
        Number.isNaN(n.difference)
          ? `validation ${metric}: ${first} and ${second} cannot be compared: a run has none`
          : n.seeds! < 2
            ? `validation ${metric}: ${first} and ${second} differ by ${amount(n.difference!, share)} in one run, which says nothing without more seeds`
            : `validation ${metric}: no difference between ${first} and ${second} that ${plural(n.seeds!, 'seed')} can show (${interval(n, share)})`
    }
  },
  gridEnds: {
    name: 'grid ends',
    needs: ['atEdge', 'candidates'],
    judge: ({ atEdge }) => (atEdge! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (_, { names }) => `the grid of rates ends at the best one of ${names}: a rate beyond it may be better`
    },
    no: {
      level: 'note',
      text: (n) => `the best rate of ${n.candidates === 1 ? 'the candidate' : 'each candidate'} lies within the grid`
    },
    unclear: { level: 'note', text: () => 'no rate was tuned' }
  }
} satisfies Record<string, Rule>
