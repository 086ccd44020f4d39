// The sentences of analyze.schedules. Called by schedules.ts.
import {
  amount,
  interval,
  intervalVerdict,
  type Numbers,
  percent,
  plural,
  type Rule,
  range,
  value
} from './findings.ts'

const alone = ({ seeds }: Numbers): string =>
  seeds === 1 ? 'one run each decides nothing' : 'no runs of the same seed were finished'

export const SCHEDULE_RULES = {
  /** A schedule against the first one, at one base rate; differences count upwards as better. */
  gain: {
    name: 'gain',
    needs: ['difference', 'low', 'high', 'seeds'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'note',
      text: (n, { name, base, where, metric, share }) =>
        `${name} is better than ${base}: ${where} ${metric} by ${amount(n.difference!, share)} (${range(n, share)})`
    },
    no: {
      level: 'note',
      text: (n, { name, base, where, metric, share }) =>
        `${name} is worse than ${base}: ${where} ${metric} by ${amount(-n.difference!, share)} (${range({ low: -n.high!, high: -n.low! }, share)})`
    },
    unclear: {
      level: 'note',
      text: (n, { name, base, metric, share }) =>
        n.seeds! < 2
          ? `${name} against ${base}: ${alone(n)}; give more seeds or a larger budget`
          : Number.isNaN(n.difference)
            ? `${name} and ${base} cannot be compared: a run diverged, or has no ${metric}`
            : `no difference between ${name} and ${base} that ${plural(n.seeds!, 'seed')} can show (${metric}: ${interval(n, share)})`
    }
  },
  /** Which one is the best, and which are as good as it. */
  top: {
    name: 'top',
    needs: ['best', 'equal', 'candidates', 'seeds'],
    judge: ({ equal, seeds }) => (seeds! < 2 ? 'unclear' : equal === 0 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { first, metric, share }) =>
        `the best is ${first} (${metric} ${value(n.best!, share)}), better than each of the other ${n.candidates! - 1}`
    },
    no: {
      level: 'advice',
      text: (n, { first, names, metric, share }) =>
        `${names} are equal as far as ${plural(n.seeds!, 'seed')} can show; the best on average is ${first} (${metric} ${value(n.best!, share)})`
    },
    unclear: {
      level: 'note',
      text: (n, { first, metric, share }) =>
        `${first} has the best ${metric} (${value(n.best!, share)}), in one run: more seeds would show whether it is better`
    }
  },
  /** The best schedule against the first one, each at its best rate of three. */
  tuned: {
    name: 'tuned',
    needs: ['difference', 'low', 'high', 'seeds'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'advice',
      text: (n, { name, base, metric, share }) =>
        `each at its best rate: ${name} is still better than ${base}, ${metric} by ${amount(n.difference!, share)} (${range(n, share)})`
    },
    no: {
      level: 'advice',
      text: (n, { name, base, metric, share }) =>
        `each at its best rate: ${base} is better than ${name}, ${metric} by ${amount(-n.difference!, share)}`
    },
    unclear: {
      level: 'advice',
      text: (n, { name, base, metric, share }) =>
        Number.isNaN(n.difference)
          ? `each at its best rate: ${name} and ${base} cannot be compared: a run diverged, or has no ${metric}`
          : n.seeds! < 2
            ? `each at its best rate, ${name} against ${base}: ${alone(n)}`
            : `each at its best rate: no difference between ${name} and ${base} that ${plural(n.seeds!, 'seed')} can show (${metric}: ${interval(n, share)}): a better rate may replace the schedule`
    }
  },
  /** Whether the runs had ended before the loss settled. */
  settled: {
    name: 'settled',
    needs: ['fall'],
    judge: ({ fall }) => (fall! > 0.02 ? 'no' : 'yes'),
    yes: {
      level: 'note',
      text: (n) =>
        `the last of ${plural(n.epochs!, 'epoch')} ${n.fall! < 0 ? 'raised' : 'lowered'} the validation loss by ${percent(Math.abs(n.fall!))}: the runs were long enough`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `the last of ${plural(n.epochs!, 'epoch')} still lowered the validation loss by ${percent(n.fall!)}: the runs ended before it settled; give more epochs`
    },
    unclear: {
      level: 'note',
      text: () => 'whether the loss has settled is unknown: it takes two epochs and a validation'
    }
  }
} satisfies Record<string, Rule>
