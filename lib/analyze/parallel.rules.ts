// The sentences of analyze.parallel. Called by parallel.ts.
import { formatBytes } from '../report/table.ts'
import { digits, type Numbers, percent, plural, type Rule } from './findings.ts'

const UNKNOWN = 'the machine is busy, or no step was timed'
const link = (n: Numbers): string =>
  `links of ${digits(n.bandwidth! / 1e9)} Gb/s and ${digits(1e6 * n.latency!)} us, equal machines, the batch of ${n.batch} divided, ring all-reduce, data loading left out, tensor and pipeline parts of equal time`

export const PARALLEL_RULES = {
  assumptions: {
    name: 'assumptions',
    needs: ['bandwidth', 'latency', 'batch', 'overlap'],
    judge: ({ overlap }) => (overlap === 1 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) => `assumed: ${link(n)}; gradients are sent during backward, so the longer of both times counts`
    },
    no: {
      level: 'note',
      text: (n) => `assumed: ${link(n)}; gradients are sent after backward, so the sum of both times counts`
    },
    unclear: { level: 'note', text: () => 'the links are unknown' }
  },
  best: {
    name: 'best',
    needs: ['machines', 'factor', 'efficiency', 'busy'],
    judge: ({ factor, busy }) => (busy === 1 ? 'unclear' : factor! > 1.05 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n, { split }) =>
        `fastest: ${split} over ${n.machines} machines, ${digits(n.factor!)}x the samples a second of one (efficiency ${percent(n.efficiency!)})`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `more machines hardly pay: at best ${digits(n.factor!)}x the samples a second of one, with ${plural(n.machines!, 'machine')}; give each a larger batch`
    },
    unclear: { level: 'note', text: () => `no best number of machines: ${UNKNOWN}` }
  },
  efficiency: {
    name: 'efficiency',
    needs: ['machines', 'efficiency', 'busy'],
    judge: ({ efficiency, busy }) => (busy === 1 ? 'unclear' : efficiency! < 0.7 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) => `data parallel falls below 70 % efficiency at ${n.machines} machines: ${percent(n.efficiency!)}`
    },
    no: {
      level: 'note',
      text: (n) => `data parallel stays at ${percent(n.efficiency!)} efficiency up to ${n.machines} machines`
    },
    unclear: { level: 'note', text: () => `the efficiency is unknown: ${UNKNOWN}` }
  },
  bound: {
    name: 'bound',
    needs: ['compute', 'communication', 'machines', 'busy'],
    judge: ({ compute, communication, busy }) => (busy === 1 ? 'unclear' : communication! > compute! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `over ${n.machines} machines a step sends for ${digits(1e3 * n.communication!)} ms and computes for ${digits(1e3 * n.compute!)} ms: the links are the limit`
    },
    no: {
      level: 'note',
      text: (n) =>
        `over ${n.machines} machines a step computes for ${digits(1e3 * n.compute!)} ms and sends for ${digits(1e3 * n.communication!)} ms: the processor is the limit`
    },
    unclear: { level: 'note', text: () => `whether link or processor is the limit is unknown: ${UNKNOWN}` }
  },
  memory: {
    name: 'memory',
    needs: ['one', 'data', 'zero', 'machines'],
    judge: ({ data, zero }) => (zero! < 0.8 * data! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `each of ${n.machines} machines holds ${formatBytes(n.data!)} with data parallel, which keeps the whole model (one machine alone ${formatBytes(n.one!)}), and ${formatBytes(n.zero!)} with ZeRO-2`
    },
    no: {
      level: 'note',
      text: (n) =>
        `ZeRO-2 hardly saves memory over ${n.machines} machines: ${formatBytes(n.zero!)} instead of ${formatBytes(n.data!)} each (one machine alone ${formatBytes(n.one!)}); parameters and activations take the most`
    },
    unclear: { level: 'note', text: () => 'the memory of several machines is unknown' }
  }
} satisfies Record<string, Rule>
