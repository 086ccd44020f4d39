// The sentences of analyze.throughput. Called by throughput.ts.
import { duration } from '../report/progress.ts'
import { digits, intervalVerdict, type Numbers, percent, plural, type Rule, range } from './findings.ts'

const BUSY = 'the machine is busy, so its times decide nothing'
const within = (n: Numbers): string => `${duration(n.seconds!)} (${duration(n.low!)} to ${duration(n.high!)})`
const meets = ({ low, high, deadline, busy }: Numbers) =>
  busy === 1 ? 'unclear' : intervalVerdict(-high!, -low!, -deadline!)

export const THROUGHPUT_RULES = {
  now: {
    name: 'now',
    needs: ['seconds', 'low', 'high', 'deadline', 'epochs', 'busy'],
    judge: meets,
    yes: {
      level: 'note',
      text: (n) =>
        `as it is, ${plural(n.epochs!, 'epoch')} take ${within(n)}: the deadline of ${duration(n.deadline!)} is met`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `as it is, ${plural(n.epochs!, 'epoch')} take ${within(n)}: ${digits(n.seconds! / n.deadline!)}x the deadline of ${duration(n.deadline!)}`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1
          ? `as it is, ${plural(n.epochs!, 'epoch')} take about ${duration(n.seconds!)}; whether that meets ${duration(n.deadline!)} is unknown: ${BUSY}`
          : Number.isNaN(n.seconds!)
            ? 'no step was timed: the loss is not finite, or the budget is over'
            : `as it is, ${plural(n.epochs!, 'epoch')} take ${within(n)}: too close to ${duration(n.deadline!)} to say`
    }
  },
  together: {
    name: 'together',
    needs: ['seconds', 'low', 'high', 'deadline', 'machines', 'busy'],
    judge: meets,
    yes: {
      level: 'advice',
      text: (n, { names }) =>
        `with ${names}, measured together, ${within(n)}: the deadline of ${duration(n.deadline!)} is met`
    },
    no: {
      level: 'warning',
      text: (n, { names }) =>
        `cannot: ${duration(n.seconds!)} at best, with ${names}; ${plural(n.machines!, 'machine')} would be needed if they divided the time, see thalweg analyze parallel`
    },
    unclear: {
      level: 'note',
      text: (n, { names }) =>
        n.busy === 1
          ? `whether changes meet ${duration(n.deadline!)} is unknown: ${BUSY}`
          : `with ${names}, measured together, ${within(n)}: too close to ${duration(n.deadline!)} to say`
    }
  },
  faster: {
    name: 'faster',
    needs: ['factor', 'low', 'high', 'busy'],
    judge: ({ low, high, busy }) => (busy === 1 ? 'unclear' : intervalVerdict(low!, high!, 1)),
    yes: {
      level: 'advice',
      text: (n, { config }) =>
        `the changes that help, measured together, make ${digits(n.factor!)}x the samples a second: set ${config}`
    },
    no: { level: 'note', text: () => 'nothing that was tried makes it faster' },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1
          ? `no change is recommended: ${BUSY}`
          : 'nothing that was tried makes it faster beyond the noise of the clock'
    }
  },
  product: {
    name: 'together against alone',
    needs: ['measured', 'product'],
    judge: ({ measured, product }) => (measured! < 0.9 * product! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `the changes share their gain: together ${digits(n.measured!)}x, not the ${digits(n.product!)}x of their product`
    },
    no: {
      level: 'note',
      text: (n) =>
        `the changes keep their gain together: ${digits(n.measured!)}x, their product is ${digits(n.product!)}x`
    },
    unclear: { level: 'note', text: () => 'fewer than two changes help, so there is nothing to combine' }
  },
  data: {
    name: 'data',
    needs: ['factor', 'low', 'busy'],
    judge: ({ low, factor, busy }) => {
      if (busy === 1) return 'unclear'
      if (!(factor! > 1.05)) return 'no'
      return low! > 1.02 ? 'yes' : 'unclear'
    },
    yes: {
      level: 'advice',
      text: (n) =>
        `steps wait for data: with batches in memory they are ${digits(n.factor!)}x as fast; getBatch, workers and prefetch of the DataLoader gain that at most`
    },
    no: {
      level: 'note',
      text: (n) => `steps hardly wait for data: with batches in memory they are ${digits(n.factor!)}x as fast`
    },
    unclear: { level: 'note', text: () => 'whether steps wait for data is unknown: the times do not decide it' }
  },
  validation: {
    name: 'validation',
    needs: ['share', 'busy'],
    judge: ({ share, busy }) => (busy === 1 ? 'unclear' : share! > 0.1 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { every }) => `validation takes ${percent(n.share!)} of the run: set validateEvery: ${every}`
    },
    no: { level: 'note', text: (n) => `validation takes ${percent(n.share!)} of the run` },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1 ? `the share of validation is unknown: ${BUSY}` : 'there is no validation, or it was not timed'
    }
  },
  logging: {
    name: 'logging',
    needs: ['share', 'busy'],
    judge: ({ share, busy }) => (busy === 1 ? 'unclear' : share! > 0.02 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { logEvery }) =>
        `a JSON line for each step takes ${percent(n.share!)} of a step: with loggers, set logEvery: ${logEvery}`
    },
    no: {
      level: 'note',
      text: (n) => `a JSON line for each step takes ${percent(n.share!)} of a step: logEvery would gain little`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1 ? `what a log takes is unknown: ${BUSY}` : 'what a log takes is unknown: no step was timed'
    }
  },
  cost: {
    name: 'cost',
    needs: ['gap', 'low', 'high', 'seeds', 'samples'],
    judge: ({ low, high }) => intervalVerdict(low!, high!, 0),
    yes: {
      level: 'warning',
      text: (n, { names }) =>
        `the loss is higher with ${names}: by ${digits(n.gap!)} after ${n.samples} samples (${range(n)}); tune the learning rate again`
    },
    no: {
      level: 'note',
      text: (n, { names }) =>
        `the loss is not higher with ${names}: lower by ${digits(-n.gap!)} after ${n.samples} samples (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: {
      level: 'note',
      text: (n, { names }) =>
        n.seeds! < 2
          ? `the loss with ${names} was not compared: that takes two or more runs`
          : `no loss gap of ${names} that ${plural(n.seeds!, 'seed')} can show after ${n.samples} samples: ${digits(n.gap!, 2)} (${digits(n.low!, 2)} to ${digits(n.high!, 2)})`
    }
  }
} satisfies Record<string, Rule>
