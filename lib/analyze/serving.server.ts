// A loopback HTTP server that answers with a model, requests gathered into batches; and the clients, in another
// thread, so that they do not wait for the server's. Called by serving.ts.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { scope } from '../autograd/scope.ts'
import { fromArray } from '../tensor/create.ts'
import type { Shape } from '../tensor/shape.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'

/** What a request holds: a row of each input, flat. */
export interface RequestShape {
  readonly inputs: readonly { readonly shape: Shape; readonly dtype: Tensor['dtype'] }[]
}

export interface ServeOptions {
  /** Requests of a forward pass at most, >= 1. */
  readonly batch: number
  /** Seconds to wait for others after the first of a batch; 0: those that are there. */
  readonly window: number
}

/** Answers a batch: a row of each input for each request; returns a row of numbers for each. */
export type Answer = (rows: readonly (readonly number[][])[]) => number[][]

/** The tensors of a batch, and the rows of its output. */
export function answerWith({ inputs }: RequestShape, forward: (...inputs: Tensor[]) => Tensor): Answer {
  return (rows) =>
    scope(() => {
      const output = forward(
        ...inputs.map((input, k) =>
          stacked(
            rows.map((row) => row[k]!),
            input
          )
        )
      )
      const elements = elementsOf(output)
      const width = elements.length / rows.length
      return rows.map((_, r) => Array.from(elements.subarray(r * width, (r + 1) * width)))
    })
}

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  int64: Float64Array
} as const

function stacked(rows: readonly (readonly number[])[], { shape, dtype }: RequestShape['inputs'][number]): Tensor {
  const width = rows[0]!.length
  const values = new ARRAYS[dtype](rows.length * width)
  for (const [r, row] of rows.entries()) values.set(row, r * width)
  return fromArray(values, [rows.length, ...shape], { dtype })
}

interface Waiting {
  readonly body: string
  readonly response: ServerResponse
}

/** The server; `batches` counts forward passes. */
export class ModelServer {
  readonly #answer: Answer
  readonly #options: ServeOptions
  readonly #server: Server
  #queue: Waiting[] = []
  #timer: NodeJS.Timeout | NodeJS.Immediate | null = null
  batches = 0
  requests = 0
  /** What the model threw last; its requests have got a 500. */
  error: unknown = null

  constructor(answer: Answer, options: ServeOptions) {
    this.#answer = answer
    this.#options = options
    this.#server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8')
      request.on('data', (text: string) => {
        body += text
      })
      request.on('end', () => this.#enqueue({ body, response }))
    })
  }

  /** Listens on the loopback interface alone; returns the port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    return (this.#server.address() as AddressInfo).port
  }

  #enqueue(waiting: Waiting): void {
    this.#queue.push(waiting)
    const { batch, window } = this.#options
    if (this.#queue.length >= batch) this.#flush()
    else
      this.#timer ??= window === 0 ? setImmediate(() => this.#flush()) : setTimeout(() => this.#flush(), 1e3 * window)
  }

  #flush(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer as NodeJS.Timeout)
      clearImmediate(this.#timer as NodeJS.Immediate)
      this.#timer = null
    }
    const batch = this.#queue.splice(0, this.#options.batch)
    if (batch.length === 0) return
    if (this.#queue.length > 0) this.#timer = setImmediate(() => this.#flush())
    this.batches++
    this.requests += batch.length
    try {
      const rows = batch.map(({ body }) => (JSON.parse(body) as { inputs: number[][] }).inputs)
      const outputs = this.#answer(rows)
      for (const [k, { response }] of batch.entries()) {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ output: outputs[k] }))
      }
    } catch (error) {
      this.error = error
      for (const { response } of batch) response.writeHead(500).end()
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}

// Runs as CommonJS text, so that it needs no separate file when the library is bundled. Each client sends its next
// request when its last one is answered; sends the latencies in milliseconds.
const CLIENTS = `
const http = require('node:http')
const { parentPort, workerData } = require('node:worker_threads')
const { port, body, concurrency, warmup, seconds, most } = workerData
const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })
const send = () => new Promise((resolve, reject) => {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const request = http.request({ port, host: '127.0.0.1', method: 'POST', agent, headers }, (response) => {
    response.resume()
    response.on('end', () => response.statusCode === 200 ? resolve() : reject(new Error('status ' + response.statusCode)))
  })
  request.on('error', reject)
  request.end(body)
})
const main = async () => {
  for (let k = 0; k < warmup; k++) await send()
  const times = []
  const began = performance.now()
  const open = () => performance.now() - began < 1e3 * seconds && times.length < most
  const client = async () => {
    while (open()) {
      const sent = performance.now()
      await send()
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, client))
  parentPort.postMessage({ times, seconds: (performance.now() - began) / 1e3 })
  agent.destroy()
}
main()
`

/** What the clients saw. */
export interface Load {
  /** Milliseconds of each request. */
  readonly times: readonly number[]
  readonly seconds: number
}

export interface LoadOptions {
  readonly port: number
  readonly body: string
  readonly concurrency: number
  readonly warmup: number
  readonly seconds: number
  /** Requests at most. */
  readonly most: number
}

/** Sends requests from another thread. */
export function sendLoad(options: LoadOptions): Promise<Load> {
  const worker = new Worker(CLIENTS, { eval: true, workerData: options, execArgv: [] })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
