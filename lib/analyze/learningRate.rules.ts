// The sentences of analyze.learningRate. Called by learningRate.ts.
import { digits, intervalVerdict, type Numbers, plural, type Rule } from './findings.ts'

const ownOrNearest = ({ own, nearest }: Numbers): string =>
  nearest === own
    ? `the config's rate, ${digits(own!)},`
    : `${digits(nearest!)}, the rate of the grid nearest to the config's ${digits(own!)},`

export const LEARNING_RATE_RULES = {
  learn: {
    name: 'learn',
    needs: ['rates', 'points', 'steps'],
    judge: ({ rates, points }) => (points === 0 ? 'unclear' : rates! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) => `the loss falls within ${n.steps} steps at ${n.rates} of ${plural(n.points!, 'rate')}`
    },
    no: {
      level: 'warning',
      text: (n) =>
        `the loss falls at none of ${plural(n.points!, 'rate')} within ${n.steps} steps: the data, the loss or the range is wrong`
    },
    unclear: { level: 'warning', text: () => 'no run was finished: give a larger budget or fewer steps' }
  },
  /** Where the loss stops falling; `first` is infinite when it falls at the largest rate. */
  stable: {
    name: 'stable',
    needs: ['largest', 'first', 'diverged', 'max'],
    judge: ({ first, max }) => (first! <= max! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `stable up to ${digits(n.largest!)}; at ${digits(n.first!)} the loss ${n.diverged! > 0 ? `diverged in ${plural(n.diverged!, 'run')}` : 'no longer falls'}`
    },
    no: { level: 'note', text: (n) => `stable up to the largest rate that was tried, ${digits(n.max!)}` },
    unclear: { level: 'note', text: () => 'the largest stable rate is unknown' }
  },
  best: {
    name: 'best',
    needs: ['lr', 'loss', 'atEdge'],
    judge: ({ atEdge }) => (atEdge === 1 ? 'no' : 'yes'),
    yes: {
      level: 'advice',
      text: (n) => `fastest: ${digits(n.lr!)}, with a loss of ${digits(n.loss!)} after ${n.steps} steps`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `fastest: ${digits(n.lr!)}, the largest rate that was tried: the grid ends here, a larger one may be faster`
    },
    unclear: { level: 'note', text: () => 'no rate is the fastest' }
  },
  /** The rate of the grid nearest to the experiment's own against the fastest; NaN differences when none is near. */
  own: {
    name: 'own',
    needs: ['own', 'nearest', 'lr', 'difference', 'low', 'high', 'seeds'],
    judge: ({ nearest, lr, low, high }) => (nearest === lr ? 'no' : intervalVerdict(low!, high!, 0)),
    yes: {
      level: 'advice',
      text: (n) =>
        n.difference === Number.POSITIVE_INFINITY
          ? `${ownOrNearest(n)} diverged; at ${digits(n.lr!)} the loss after ${n.steps} steps is ${digits(n.loss!)}`
          : `${ownOrNearest(n)} is too ${n.nearest! < n.lr! ? 'small' : 'large'}: at ${digits(n.lr!)} the loss after ${n.steps} steps is lower by ${digits(n.difference!)}`
    },
    no: {
      level: 'note',
      text: (n) =>
        `${ownOrNearest(n)} has the lowest loss of ${plural(n.rates!, 'rate')} after ${n.steps} steps: ${digits(n.loss!)}`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        Number.isNaN(n.difference)
          ? `no rate within a factor of 10 of the config's, ${digits(n.own!)}, was tried: the nearest is ${digits(n.nearest!)}`
          : `no difference between ${ownOrNearest(n)} and ${digits(n.lr!)} that ${plural(n.seeds!, 'seed')} can show`
    }
  },
  range: {
    name: 'range',
    needs: ['suggestion', 'lr', 'factor'],
    judge: ({ factor }) => (factor! <= 4 ? 'yes' : 'no'),
    yes: { level: 'note', text: (n) => `the range test suggests ${digits(n.suggestion!)}, which agrees with the runs` },
    no: {
      level: 'note',
      text: (n) =>
        `the range test suggests ${digits(n.suggestion!)}, ${digits(n.factor!, 2)}x away from the rate that learns fastest in runs: trust the runs`
    },
    unclear: { level: 'note', text: () => 'the range test suggests nothing: its loss never fell' }
  },
  sharpness: {
    name: 'sharpness',
    needs: ['limit', 'largest', 'share'],
    judge: ({ share, limit }) => (!(limit! > 0) ? 'unclear' : share! > 1 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `2/λ at the start is ${digits(n.limit!)}; rates up to ${digits(n.share!)} times that are stable: it is not a limit here`
    },
    no: {
      level: 'note',
      text: (n) => `2/λ at the start is ${digits(n.limit!)}; the largest stable rate is ${digits(n.share!)} times that`
    },
    unclear: {
      level: 'note',
      text: () => '2/λ is unknown: the curvature at the start is not positive, or no rate is stable'
    }
  }
} satisfies Record<string, Rule>
