// The sentences of analyze.step. Called by step.ts.
import { digits, intervalVerdict, type Numbers, percent, plural, type Rule, range } from './findings.ts'

// Shares of an epoch from which on a part is worth a change.
const MUCH_DATA = 0.25
const MUCH_VALIDATION = 0.25
const MUCH_WRITING = 0.1
// Threads that gain less are not worth their processors.
const GAIN = 1.1
const WATCHING = 1.5

const time = (seconds: number | undefined): string =>
  seconds! < 1e-3
    ? `${digits(1e6 * seconds!)} us`
    : seconds! < 1
      ? `${digits(1e3 * seconds!)} ms`
      : `${digits(seconds!)} s`

// A share of an epoch that a busy machine may have changed.
const disturbed = (what: string, n: Numbers): string =>
  `${what} took about ${percent(n.share!)} of the epoch; the machine was busy`

export const STEP_RULES = {
  bottleneck: {
    name: 'bottleneck',
    needs: ['size', 'share', 'spread', 'busy'],
    judge: ({ spread, busy }) => (busy === 1 ? 'unclear' : spread === 1 ? 'no' : 'yes'),
    yes: {
      level: 'note',
      text: (n, { what }) => `batch of ${n.size}: ${what} takes ${percent(n.share!)} of a step of ${time(n.seconds)}`
    },
    no: {
      level: 'note',
      text: (n, { what }) =>
        `batch of ${n.size}: no bottleneck in a step of ${time(n.seconds)}; ${what} takes most, ${percent(n.share!)}`
    },
    unclear: {
      level: 'note',
      text: (n, { what }) =>
        Number.isNaN(n.share)
          ? `batch of ${n.size}: no step was measured`
          : `batch of ${n.size}: no bottleneck for certain on a busy machine; ${what} took ${percent(n.share!)} of the step`
    }
  },
  threads: {
    name: 'threads',
    needs: ['ratio', 'low', 'high', 'threads', 'busy'],
    judge: ({ low, high, busy }) => (busy === 1 ? 'unclear' : intervalVerdict(low!, high!, GAIN)),
    yes: {
      level: 'note',
      text: (n) => `${n.threads} threads make ${digits(n.ratio!)}x as many samples/s as one (${range(n)})`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `${n.threads} threads are not worth it at a batch of ${n.size}: ${digits(n.ratio!)}x as many samples/s as one; set threads: 1`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        n.busy === 1
          ? 'what threads gain cannot be said on a busy machine'
          : `${n.threads} threads: ${digits(n.ratio!)}x as many samples/s as one, but the times overlap (${range(n)})`
    }
  },
  data: {
    name: 'data',
    needs: ['share', 'seconds', 'busy'],
    judge: ({ share, busy }) => (busy === 1 ? 'unclear' : share! > MUCH_DATA ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) => `${percent(n.share!)} of the epoch waits for batches: give the DataLoader workers, or getBatch`
    },
    no: { level: 'note', text: (n) => `batches take ${percent(n.share!)} of an epoch of ${time(n.seconds)}` },
    unclear: { level: 'note', text: (n) => disturbed('batches', n) }
  },
  validation: {
    name: 'validation',
    needs: ['share', 'seconds', 'busy'],
    judge: ({ share, busy }) => (busy === 1 ? 'unclear' : share! > MUCH_VALIDATION ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `validation takes ${percent(n.share!)} of the epoch (${time(n.seconds)}): validate less often, or on less`
    },
    no: { level: 'note', text: (n) => `validation takes ${percent(n.share!)} of the epoch (${time(n.seconds)})` },
    unclear: { level: 'note', text: (n) => disturbed('validation', n) }
  },
  writing: {
    name: 'writing',
    needs: ['share', 'checkpoint', 'logger', 'busy'],
    judge: ({ share, busy }) => (busy === 1 ? 'unclear' : share! > MUCH_WRITING ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `checkpoint (${time(n.checkpoint)}) and logger (${time(n.logger)}) take ${percent(n.share!)} of the epoch: save less often, or log with logEvery`
    },
    no: {
      level: 'note',
      text: (n) =>
        `checkpoint (${time(n.checkpoint)}) and logger (${time(n.logger)}) take ${percent(n.share!)} of the epoch`
    },
    unclear: { level: 'note', text: (n) => disturbed('checkpoint and logger', n) }
  },
  watched: {
    name: 'watching',
    needs: ['seconds', 'watched', 'busy'],
    judge: ({ seconds, watched, busy }) => (busy === 1 ? 'unclear' : watched! > WATCHING * seconds! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `timing the phases makes a step ${digits(n.watched! / n.seconds!)}x as long (${time(n.watched)} instead of ${time(n.seconds)}): the shares of the phases are rough`
    },
    no: {
      level: 'note',
      text: (n) => `a step takes ${time(n.seconds)}, and ${time(n.watched)} while its phases are timed`
    },
    unclear: {
      level: 'note',
      text: (n) =>
        `a step took ${time(n.seconds)}, and ${time(n.watched)} while its phases were timed, on a busy machine`
    }
  },
  against: {
    name: 'against',
    needs: ['ratio', 'low', 'high', 'comparable'],
    judge: ({ low, high, comparable }) => (comparable === 0 ? 'unclear' : intervalVerdict(low!, high!, 1)),
    yes: {
      level: 'warning',
      text: (n) =>
        `a step takes ${digits(n.ratio!)}x as long as before (${digits(n.low!)} to ${digits(n.high!)}, ${plural(n.rows!, 'row')} compared)`
    },
    no: {
      level: 'note',
      text: (n) =>
        `a step is faster than before: ${digits(n.ratio!)}x the time (${digits(n.low!)} to ${digits(n.high!)}, ${plural(n.rows!, 'row')} compared)`
    },
    unclear: {
      level: 'note',
      text: (n, { why }) =>
        n.comparable === 0
          ? `not compared with before: ${why}`
          : `no difference from before that these times can show: ${digits(n.ratio!)}x (${range(n)})`
    }
  },
  slow: {
    name: 'threshold',
    needs: ['seconds', 'warn'],
    judge: ({ seconds, warn }) => (seconds! > warn! ? 'yes' : 'no'),
    yes: { level: 'warning', text: (n, { what }) => `${what} takes ${time(n.seconds)}, more than ${time(n.warn)}` },
    no: {
      level: 'note',
      text: (n, { what }) => `every phase takes less than ${time(n.warn)}: the longest, ${what}, ${time(n.seconds)}`
    },
    unclear: { level: 'note', text: () => 'no phase was measured' }
  }
} satisfies Record<string, Rule>
