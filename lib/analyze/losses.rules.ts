// The sentences of analyze.losses. Called by losses.ts.
import { amount, digits, interval, intervalVerdict, percent, plural, type Rule, range } from './findings.ts'

export const LOSS_RULES = {
  /** Whether there is anything to learn, and what always predicting one class gives. */
  labels: {
    name: 'labels',
    needs: ['classes', 'majority', 'samples'],
    judge: ({ classes }) => (classes === 0 ? 'unclear' : classes! > 1 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `always predicting the most frequent of ${n.classes} classes is right for ${percent(n.majority!)} of ${n.samples} samples: the accuracy to beat`
    },
    no: { level: 'warning', text: (n) => `all ${n.samples} samples have one class: there is nothing to learn` },
    unclear: { level: 'warning', text: () => 'the training loader gave no labels' }
  },
  /** The untrained loss against that of a prediction that says nothing. */
  start: {
    name: 'start',
    needs: ['loss', 'uniform'],
    judge: ({ loss, uniform }) => (loss! > 1.5 * uniform! ? 'no' : 'yes'),
    yes: {
      level: 'note',
      text: (n, { name }) =>
        `${name}: the untrained loss is ${digits(n.loss!)}, where equal outputs for all classes give ${digits(n.uniform!)}: well initialized`
    },
    no: {
      level: 'warning',
      text: (n, { name }) =>
        `${name}: the untrained loss is ${digits(n.loss!)}, where equal outputs for all classes give ${digits(n.uniform!)}: the first outputs are too large; scale the inputs or the last layer down`
    },
    unclear: {
      level: 'warning',
      text: (_, { name }) => `${name}: the loss of the first batch is not a number: look for NaN in the data`
    }
  },
  /** The trained losses against those of the labels alone. */
  baseline: {
    name: 'baseline',
    needs: ['below', 'losses'],
    judge: ({ below, losses }) => (below === losses ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) => `after ${n.steps} steps every loss lies below its baseline, that of the best constant prediction`
    },
    no: {
      level: 'warning',
      text: (n, { names }) =>
        `${names}: after ${n.steps} steps not below the baseline: no better than the best constant prediction, which ignores the inputs`
    },
    unclear: { level: 'warning', text: () => 'no loss has a baseline' }
  },
  /** A loss against the first one, by one metric. */
  against: {
    name: 'against',
    needs: ['difference', 'low', 'high', 'seeds'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'advice',
      text: (n, { name, base, metric, share }) =>
        `${name} trains a better model than ${base}: ${metric} by ${amount(n.difference!, share)} (${range(n, share)})`
    },
    no: {
      level: 'note',
      text: (n, { name, base, metric, share }) =>
        `${name} trains a worse model than ${base}: ${metric} by ${amount(-n.difference!, share)} (${range({ low: -n.high!, high: -n.low! }, share)})`
    },
    unclear: {
      level: 'note',
      text: (n, { name, base, metric, comparable, share }) =>
        comparable === ''
          ? `${name} and ${base} cannot be compared: the experiment has no metric to judge them by`
          : Number.isNaN(n.difference)
            ? `${name} and ${base} cannot be compared: a run has no ${metric} because it diverged`
            : `no difference between ${name} and ${base} that ${plural(n.seeds!, 'seed')} can show (${metric}: ${interval(n, share)})`
    }
  }
} satisfies Record<string, Rule>
