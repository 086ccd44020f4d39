// The sentences of analyze.serving. Called by serving.ts.
import { digits, type Numbers, percent, plural, type Rule } from './findings.ts'

const ms = (seconds: number): string => `${digits(1e3 * seconds)} ms`
const replicas = (n: Numbers): string =>
  `${digits(n.wanted!)} requests/s need ${plural(n.replicas!, 'replica')} of ${digits(n.each!)} requests/s (${n.measured! > 0 ? `measured with ${n.measured} ${n.measured === 1 ? 'process' : 'processes'}` : 'computed from one server'})`
const UNKNOWN = 'the machine is busy, or the budget is over'

export const SERVING_RULES = {
  dominates: {
    name: 'dominates',
    needs: ['forward', 'http', 'data', 'busy'],
    judge: ({ forward, http, data, busy }) => (busy === 1 ? 'unclear' : forward! > http! + data! ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `the model takes most of a request: ${percent(n.forward!)}; HTTP ${percent(n.http!)}, JSON and tensors ${percent(n.data!)}`
    },
    no: {
      level: 'advice',
      text: (n) =>
        `HTTP (${percent(n.http!)}) and JSON with tensors (${percent(n.data!)}) take more than the model (${percent(n.forward!)}): ${n.http! > n.data! ? 'send several samples in a request' : 'send binary numbers instead of JSON'}`
    },
    unclear: { level: 'note', text: () => `what dominates a request is unknown: ${UNKNOWN}` }
  },
  slo: {
    name: 'latency',
    needs: ['p95', 'slo', 'rate', 'batch', 'window', 'concurrency', 'busy'],
    judge: ({ p95, slo, busy }) => (busy === 1 ? 'unclear' : p95! <= slo! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `95 % of the answers come within ${ms(n.p95!)} (limit ${ms(n.slo!)}) at ${digits(n.rate!)} requests/s: batches of up to ${n.batch}, window ${ms(n.window!)}, ${plural(n.concurrency!, 'client')}`
    },
    no: {
      level: 'warning',
      text: (n) =>
        `nothing that was tried meets ${ms(n.slo!)}: the least p95 is ${ms(n.p95!)}, with batches of up to ${n.batch} and ${plural(n.concurrency!, 'client')}`
    },
    unclear: { level: 'note', text: () => `whether the latency is met is unknown: ${UNKNOWN}` }
  },
  batching: {
    name: 'batching',
    needs: ['factor', 'batch', 'concurrency', 'busy'],
    judge: ({ factor, busy }) => (busy === 1 ? 'unclear' : factor! > 1.1 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `gathering requests pays: batches of up to ${n.batch} answer ${digits(n.factor!)}x as many requests of ${n.concurrency} clients`
    },
    no: {
      level: 'note',
      text: (n) =>
        `gathering requests hardly pays here: ${digits(n.factor!)}x with ${n.concurrency} clients; answer each alone`
    },
    unclear: { level: 'note', text: () => `whether gathering requests pays is unknown: ${UNKNOWN}` }
  },
  replicas: {
    name: 'replicas',
    needs: ['wanted', 'each', 'replicas', 'processors', 'measured', 'busy'],
    judge: ({ replicas, processors, busy }) => (busy === 1 ? 'unclear' : replicas! <= processors! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) => `${replicas(n)}; there are ${plural(n.processors!, 'processor')}`
    },
    no: {
      level: 'warning',
      text: (n) =>
        `${replicas(n)}, more than the ${plural(n.processors!, 'processor')} here: ${plural(Math.ceil(n.replicas! / n.processors!), 'machine')} like this one`
    },
    unclear: { level: 'note', text: () => `how many replicas it takes is unknown: ${UNKNOWN}` }
  },
  firstAnswer: {
    name: 'first answer',
    needs: ['first', 'warm', 'start', 'busy'],
    judge: ({ first, warm, busy }) => (busy === 1 ? 'unclear' : first! > 3 * warm! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `the first forward takes ${digits(n.first! / n.warm!)}x a warm one: send the server a request before the first user does; Node, weights and first forward take ${ms(n.start!)}`
    },
    no: {
      level: 'note',
      text: (n) =>
        `the first forward takes ${digits(n.first! / n.warm!)}x a warm one; Node, weights and first forward take ${ms(n.start!)}`
    },
    unclear: { level: 'note', text: () => `what the first answer takes is unknown: ${UNKNOWN}` }
  }
} satisfies Record<string, Rule>
