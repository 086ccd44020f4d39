// The sentences of analyze.evaluate. Called by evaluate.ts.
import { amount, digits, intervalVerdict, type Numbers, percent, plural, type Rule, range } from './findings.ts'

const points = (n: Numbers): string => `${amount(n.difference!, 'yes')} (${range(n, 'yes')})`
const turned = (n: Numbers): Numbers => ({ difference: -n.difference!, low: -n.high!, high: -n.low! })
// Exact McNemar at 5 %.
const byP = ({ p, difference }: Numbers) => (p! >= 0.05 ? 'unclear' : difference! > 0 ? 'yes' : 'no')

export const EVALUATE_RULES = {
  unseen: {
    name: 'unseen data',
    needs: ['samples', 'validation'],
    judge: ({ samples, validation }) => (samples === 0 ? 'unclear' : validation === 1 ? 'yes' : 'no'),
    yes: { level: 'note', text: (n) => `measured on ${plural(n.samples!, 'sample')} of the validation data` },
    no: {
      level: 'warning',
      text: (n) =>
        `measured on ${plural(n.samples!, 'sample')} of the training data, because the config has no validation data: this says nothing about new samples`
    },
    unclear: { level: 'warning', text: () => 'no sample was measured: give a larger budget' }
  },
  finite: {
    name: 'finite predictions',
    needs: ['bad', 'rows'],
    judge: ({ bad }) => (bad === 0 ? 'yes' : 'no'),
    yes: { level: 'note', text: (n) => `all ${n.rows} predictions are finite` },
    no: {
      level: 'warning',
      text: (n) => `${n.bad} of ${n.rows} predictions are not finite: look for such numbers in the data and the weights`
    },
    unclear: { level: 'warning', text: () => 'computeLoss returns no prediction and target: only the loss is known' }
  },
  severalClasses: {
    name: 'several classes',
    needs: ['there', 'classes'],
    judge: ({ there }) => (there! > 1 ? 'yes' : 'no'),
    yes: { level: 'note', text: (n) => `${n.there} of ${n.classes} classes are in the data` },
    no: {
      level: 'warning',
      text: () => 'the data has one class only: accuracy says nothing about telling classes apart'
    },
    unclear: { level: 'note', text: () => 'the classes are unknown' }
  },
  beatsMajority: {
    name: 'beats majority',
    needs: ['accuracy', 'majority', 'difference', 'low', 'high', 'p'],
    judge: byP,
    yes: {
      level: 'note',
      text: (n, { label }) =>
        `accuracy ${percent(n.accuracy!)}; always answering ${label} gives ${percent(n.majority!)}, lower by ${points(n)}`
    },
    no: {
      level: 'warning',
      text: (n, { label }) =>
        `accuracy ${percent(n.accuracy!)}, worse than always answering ${label} by ${points(turned(n))}`
    },
    unclear: {
      level: 'warning',
      text: (n, { label }) =>
        `accuracy ${percent(n.accuracy!)}: no better than always answering ${label}, as far as these samples show (${percent(n.majority!)}, p ${digits(n.p!, 2)})`
    }
  },
  everyClass: {
    name: 'every class answered',
    needs: ['answered', 'there'],
    judge: ({ answered, there }) => (answered! >= there! ? 'yes' : 'no'),
    yes: { level: 'note', text: () => 'every class of the data is answered at least once' },
    no: {
      level: 'warning',
      text: (n, { labels }) =>
        n.answered === 0
          ? 'the model answers none of the classes of the data'
          : n.answered === 1
            ? `the model gives one answer for every sample; never ${labels}`
            : `never answered: ${labels}`
    },
    unclear: { level: 'note', text: () => 'no answer was given' }
  },
  weakest: {
    name: 'weakest class',
    needs: ['recall', 'high', 'accuracy', 'classes'],
    // The lowest of many classes is low by chance: its interval is of three standard errors.
    judge: ({ recall, high, accuracy, classes }) =>
      classes! < 2 ? 'unclear' : recall! >= accuracy! ? 'no' : high! < accuracy! ? 'yes' : 'unclear',
    yes: {
      level: 'advice',
      text: (n, { label }) =>
        `class ${label} is the weakest: recall ${percent(n.recall!)}, below the accuracy of ${percent(n.accuracy!)}; add samples of it, or weight it in the loss`
    },
    no: { level: 'note', text: (n) => `no class has a recall below the accuracy of ${percent(n.accuracy!)}` },
    unclear: {
      level: 'note',
      text: (n, { label }) =>
        n.classes! < 2
          ? 'no weakest class: there is one class'
          : `no class is weak for certain: with so few samples the lowest recall, ${percent(n.recall!)} of class ${label}, may be chance`
    }
  },
  confusion: {
    name: 'confusion',
    needs: ['count', 'mistakes'],
    judge: ({ count, mistakes }) =>
      mistakes === 0 ? 'unclear' : count! >= 0.1 * mistakes! && count! >= 3 ? 'yes' : 'no',
    yes: {
      level: 'note',
      text: (n, { actual, predicted }) =>
        `most frequent confusion: ${actual} taken for ${predicted}, ${n.count} of ${plural(n.mistakes!, 'mistake')}`
    },
    no: {
      level: 'note',
      text: (n) =>
        `mistakes are spread: no confusion makes up a tenth of ${plural(n.mistakes!, 'mistake')} and occurs three times`
    },
    unclear: { level: 'note', text: () => 'no class is taken for another one' }
  },
  sure: {
    name: 'calibration',
    needs: ['gap', 'low', 'high', 'ece', 'chance'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'advice',
      text: (n) =>
        `too sure: confidence is ${amount(n.gap!, 'yes')} above accuracy (ECE ${percent(n.ece!)}, ${percent(n.chance!)} by chance): divide logits by a temperature, or use label smoothing`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `not sure enough: confidence is ${amount(-n.gap!, 'yes')} below accuracy (ECE ${percent(n.ece!)}, ${percent(n.chance!)} by chance): train longer, or multiply the logits by a factor`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        Number.isNaN(n.gap!)
          ? 'calibration is unknown: no prediction is finite'
          : `confidence and accuracy agree on average, as far as these samples show (ECE ${percent(n.ece!)}, ${percent(n.chance!)} by chance)`
    }
  },
  beatsMean: {
    name: 'beats mean',
    needs: ['r2', 'mse', 'meanMse', 'low', 'high'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'note',
      text: (n) =>
        `squared error ${digits(n.mse!)} against ${digits(n.meanMse!)} of answering the mean: R2 ${digits(n.r2!)}`
    },
    no: {
      level: 'warning',
      text: (n) =>
        `worse than answering the mean of the targets: squared error ${digits(n.mse!)} against ${digits(n.meanMse!)}`
    },
    unclear: {
      level: 'warning',
      text: (n) =>
        n.meanMse === 0
          ? 'the targets are constant: there is nothing to predict'
          : Number.isNaN(n.mse!)
            ? 'no finite prediction to compare with the mean of the targets'
            : `no better than answering the mean of the targets, as far as these samples show: squared error ${digits(n.mse!)} against ${digits(n.meanMse!)}`
    }
  },
  bias: {
    name: 'bias',
    needs: ['bias', 'low', 'high'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'advice',
      text: (n) => `predictions are too high by ${digits(n.bias!)} on average (${range(n)})`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `predictions are too low by ${digits(-n.bias!)} on average (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        Number.isNaN(n.bias!)
          ? 'the bias is unknown: no prediction is finite'
          : `predictions are neither too high nor too low on average, as far as these samples show (${range(n)})`
    }
  },
  fewMakeTheError: {
    name: 'few make the error',
    needs: ['share'],
    judge: ({ share }) => (share! > 0.25 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `the worst 1 % of the samples make up ${percent(n.share!)} of the squared error: look at them, or use huberLoss`
    },
    no: {
      level: 'note',
      text: (n) => `the worst 1 % of the samples make up ${percent(n.share!)} of the squared error`
    },
    unclear: { level: 'note', text: () => 'there is no error to divide among samples' }
  },
  betterClasses: {
    name: 'compare',
    needs: ['difference', 'low', 'high', 'p', 'first', 'second'],
    judge: byP,
    yes: {
      level: 'note',
      text: (n, { other }) =>
        `better than ${other} by ${points(n)}: right on ${plural(n.first!, 'sample')} that it gets wrong, wrong on ${n.second} that it gets right (McNemar p ${digits(n.p!, 2)})`
    },
    no: {
      level: 'warning',
      text: (n, { other }) =>
        `worse than ${other} by ${points(turned(n))}: right on ${plural(n.first!, 'sample')} that it gets wrong, wrong on ${n.second} that it gets right (McNemar p ${digits(n.p!, 2)})`
    },
    unclear: {
      level: 'note',
      text: (n, { other }) =>
        `no difference from ${other} that these samples can show: right on ${plural(n.first!, 'sample')} that it gets wrong, wrong on ${n.second} that it gets right (McNemar p ${digits(n.p!, 2)})`
    }
  },
  betterValues: {
    name: 'compare',
    needs: ['difference', 'low', 'high'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'note',
      text: (n, { other }) =>
        `better than ${other}: the squared error is smaller by ${digits(n.difference!)} (${range(n)})`
    },
    no: {
      level: 'warning',
      text: (n, { other }) =>
        `worse than ${other}: the squared error is larger by ${digits(-n.difference!)} (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n, { other }) => `no difference from ${other} that these samples can show (${range(n)})`
    }
  }
} satisfies Record<string, Rule>
