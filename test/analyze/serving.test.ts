// analyze.serving: the server's answers are the model's, batches gather, a model that throws, sentences and their
// opposites, odd experiments.
import { expect, test } from 'vitest'
import { find } from '../../lib/analyze/findings.ts'
import { analyze, experimentOf } from '../../lib/analyze/index.ts'
import { SERVING_RULES as RULES } from '../../lib/analyze/serving.rules.ts'
import { answerWith, ModelServer, sendLoad } from '../../lib/analyze/serving.server.ts'
import { loadConfig } from '../../lib/config/load.ts'
import { Embedding, Linear, mlp } from '../../lib/nn/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { ODD, problem } from './problems.ts'

const post = async (port: number, inputs: number[][]): Promise<{ status: number; output?: number[] }> => {
  const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify({ inputs }) })
  return { status: response.status, ...(response.ok ? ((await response.json()) as { output: number[] }) : {}) }
}

test('answers are rows of the output, whatever is gathered', async () => {
  const model = new Linear(2, 3)
  // Sums of these are exact, however many rows are computed together.
  model.loadStateDict({
    weight: tensor([
      [1, 0.5],
      [-2, 0.25],
      [3, 1]
    ]),
    bias: tensor([0, 1, -1])
  })
  const answer = answerWith({ inputs: [{ shape: [2], dtype: 'float32' }] }, (x) => model.forward(x))
  const server = new ModelServer(answer, { batch: 4, window: 0.2 })
  try {
    const port = await server.listen()
    const rows = Array.from({ length: 8 }, (_, k) => [k, -k / 2])
    const outputs = await Promise.all(rows.map(async (row) => (await post(port, [row])).output))
    expect(outputs).toEqual(rows.map((row) => (model.forward(tensor([row])).toArray() as number[][])[0]))
    expect([server.requests, server.batches]).toEqual([8, 2])
  } finally {
    await server.close()
  }
})

test('indices, and several inputs', () => {
  const words = new Embedding(5, 2)
  const shape = {
    inputs: [
      { shape: [], dtype: 'int32' as const },
      { shape: [2], dtype: 'float32' as const }
    ]
  }
  const answer = answerWith(shape, (a, b) => words.forward(a!).add(b!) as Tensor)
  const [first, second] = answer([
    [[3], [1, 2]],
    [[0], [0, 0]]
  ])
  const table = words.weight.toArray() as number[][]
  expect(first).toEqual([Math.fround(table[3]![0]! + 1), Math.fround(table[3]![1]! + 2)])
  expect(second).toEqual(table[0])
})

test('a window that nobody fills ends; a model that throws answers 500 and rejects the analysis', async () => {
  const server = new ModelServer(() => [[1]], { batch: 100, window: 0.01 })
  const port = await server.listen()
  expect(await post(port, [[0]])).toEqual({ status: 200, output: [1] })
  const { times, seconds } = await sendLoad({
    port,
    body: '{"inputs":[[0]]}',
    concurrency: 1,
    warmup: 0,
    seconds: 9,
    most: 3
  })
  expect(times.length).toBe(3)
  // Each waited for its window; timers may fire a millisecond early.
  expect(Math.min(...times)).toBeGreaterThan(8)
  expect(seconds).toBeGreaterThan(0.024)
  await server.close()
  const broken = new ModelServer(
    () => {
      throw new Error('no')
    },
    { batch: 1, window: 0 }
  )
  const at = await broken.listen()
  expect((await post(at, [[0]])).status).toBe(500)
  await expect(sendLoad({ port: at, body: '{}', concurrency: 1, warmup: 1, seconds: 1, most: 1 })).rejects.toThrow(
    'status 500'
  )
  await broken.close()
})

test('the analysis', async () => {
  const result = await analyze.serving(problem({ trainer: { ema: 0.9 } }), {
    batches: [1, 4],
    concurrency: [1, 4],
    load: 0.1,
    slo: 10,
    rate: 1,
    weights: mlp([4, 8, 2])
  })
  const settings = result.rows.map(({ batch, concurrency, windowSeconds }) => [batch, concurrency, windowSeconds])
  expect(settings).toEqual([
    [1, 1, 0],
    [1, 4, 0],
    [4, 4, 0],
    [4, 4, 0.001],
    [4, 4, 0.002],
    [4, 4, 0.005]
  ])
  for (const row of result.rows as Record<string, number>[]) {
    expect(row.p50Seconds).toBeLessThanOrEqual(row.p95Seconds!)
    expect(row.requests).toBeGreaterThan(0)
    expect(row.meanBatch).toBeGreaterThanOrEqual(1)
    expect(row.meanBatch).toBeLessThanOrEqual(row.batch!)
  }
  expect(result.tables[0]!.rows.map(({ part }) => part)).toEqual(['parse', 'forward', 'serialize', 'HTTP'])
  const shares = result.tables[0]!.rows.reduce((sum, { share }) => sum + (share as number), 0)
  expect(shares).toBeCloseTo(1, 9)
  const weights = result.tables[1]!.rows.find(({ fact }) => fact === 'weights are read')!.bytes
  expect(weights).toBeGreaterThan(4 * (4 * 8 + 8 + 8 * 2 + 2))
  expect(result.findings.map(({ rule }) => rule)).toEqual([
    'dominates',
    'latency',
    'first answer',
    'batching',
    'replicas'
  ])
  if (result.machine.busy === false) expect(result.findings[1]!.text).toMatch(/^meets 10000 ms/)
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(result.pictures()[0]!.toText({ columns: 80 })).toContain('4 clients')
})

test('replicas are processes that build the config and answer with the weights', async () => {
  const path = new URL('evaluate.config.mjs', import.meta.url).pathname
  const { config: given } = await loadConfig(path)
  const experiment = experimentOf(given as never, { path })
  const options = { batches: [1], concurrency: [1], load: 0.05, rate: 1 }
  const result = await analyze.serving(experiment, options)
  expect(result.left).toEqual([])
  const [row] = result.tables[2]!.rows as Record<string, number>[]
  expect(row!.replicas).toBe(1)
  expect(row!.requestsPerSecond).toBeGreaterThan(0)
  expect(row!.startSeconds).toBeGreaterThan(0)
  expect(result.findings.at(-1)!.from.measured).toBe(1)
  // Without a file other processes cannot build it.
  const { path: _, ...other } = experiment
  const without = await analyze.serving(other, options)
  expect(without.left).toEqual(['replicas as processes, which takes a config file and the command line'])
  expect(without.findings.at(-1)!.from.measured).toBe(0)
  expect(without.tables[2]!.rows).toEqual([])
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.serving(ODD[name]!(), { batches: [1], concurrency: [1], load: 0.02, budget: 1 })
  expect(String(result)).not.toMatch(/NaN|undefined/)
  expect(result.rows.length + result.left.length).toBe(1)
})

test.each([
  [
    'dominates',
    { forward: 0.6, http: 0.3, data: 0.1, busy: 0 },
    'the model takes most of a request: 60.0 %; HTTP 30.0 %, JSON and tensors 10.0 %'
  ],
  [
    'dominates',
    { forward: 0.1, http: 0.8, data: 0.1, busy: 0 },
    'HTTP (80.0 %) and JSON with tensors (10.0 %) take more than the model (10.0 %): send several samples in a request'
  ],
  [
    'dominates',
    { forward: 0.1, http: 0.1, data: 0.8, busy: 0 },
    'HTTP (10.0 %) and JSON with tensors (80.0 %) take more than the model (10.0 %): send binary numbers instead of JSON'
  ],
  [
    'slo',
    { p95: 0.004, slo: 0.005, rate: 900, batch: 4, window: 0.001, concurrency: 8, busy: 0 },
    '95 % of the answers come within 4 ms (limit 5 ms) at 900 requests/s: batches of up to 4, window 1 ms, 8 clients'
  ],
  [
    'slo',
    { p95: 0.008, slo: 0.005, rate: 900, batch: 4, window: 0, concurrency: 1, busy: 0 },
    'nothing that was tried meets 5 ms: the least p95 is 8 ms, with batches of up to 4 and 1 client'
  ],
  [
    'slo',
    { p95: 0.008, slo: 0.005, rate: 900, batch: 4, window: 0, concurrency: 1, busy: 1 },
    'whether the latency is met is unknown: the machine is busy, or the budget is over'
  ],
  [
    'batching',
    { factor: 2, batch: 16, concurrency: 32, busy: 0 },
    'gathering requests pays: batches of up to 16 answer 2x as many requests of 32 clients'
  ],
  [
    'batching',
    { factor: 1, batch: 16, concurrency: 32, busy: 0 },
    'gathering requests hardly pays here: 1x with 32 clients; answer each alone'
  ],
  [
    'replicas',
    { wanted: 1000, each: 600, replicas: 2, processors: 4, measured: 2, busy: 0 },
    '1000 requests/s need 2 replicas of 600 requests/s (measured with 2 processes); there are 4 processors'
  ],
  [
    'replicas',
    { wanted: 1000, each: 100, replicas: 10, processors: 4, measured: 0, busy: 0 },
    '1000 requests/s need 10 replicas of 100 requests/s (computed from one server), more than the 4 processors here: 3 machines like this one'
  ],
  [
    'firstAnswer',
    { first: 0.01, warm: 0.001, start: 0.1, busy: 0 },
    'the first forward takes 10x a warm one: send the server a request before the first user does; Node, weights and first forward take 100 ms'
  ],
  [
    'firstAnswer',
    { first: 0.001, warm: 0.001, start: 0.1, busy: 0 },
    'the first forward takes 1x a warm one; Node, weights and first forward take 100 ms'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers).text).toBe(text)
})
