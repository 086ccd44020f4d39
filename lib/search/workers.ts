// A worker thread that runs trials of an objective's module, one at a time. A report blocks the thread until the search
// has decided whether to continue, so that `trial.report` is synchronous everywhere. Called by search.ts.
import { MessageChannel, Worker } from 'node:worker_threads'
import { moduleAddress } from '../data/workers.ts'
import { DataError, OptionError } from '../errors.ts'
import { isError } from '../util/realm.ts'
import type { Reports } from './trial.ts'

export { moduleAddress }

// Runs as CommonJS text, so that it needs no separate file when the library is bundled.
const WORKER = `
const { parentPort, workerData, receiveMessageOnPort } = require('node:worker_threads')
const { address, replies, flag } = workerData
const signal = new Int32Array(flag)
const failure = (error) => ({ message: String(error?.message ?? error), name: error?.name, code: error?.code })
const named = ({ message, name, code }) => Object.assign(new Error(message), { name, code })
const report = (step, value) => {
  Atomics.store(signal, 0, 0)
  parentPort.postMessage({ report: [step, value] })
  Atomics.wait(signal, 0, 0)
  const { error } = receiveMessageOnPort(replies).message
  if (error !== undefined) throw named(error)
}
const loading = import(address).then(({ default: objective }) => {
  if (typeof objective !== 'function') throw new TypeError('the module has no default export that is a function')
  return objective
})
loading.then(() => parentPort.postMessage({ ready: true }), (error) => parentPort.postMessage({ unloadable: failure(error) }))
parentPort.on('message', async ({ params, ...trial }) => {
  try {
    const objective = await loading
    for (const seed of globalThis[Symbol.for('thalweg.seeders')] ?? []) seed(trial.seed)
    const value = await objective(params, { ...trial, report })
    parentPort.postMessage({ value: typeof value === 'number' ? value : { what: String(value) } })
  } catch (error) {
    parentPort.postMessage({ error: failure(error) })
  }
})
`

/** The message to the thread about a trial. */
export interface Task {
  readonly number: number
  readonly seed: number
  readonly budget: number
  readonly params: object
}

/** An error as it crosses between threads. */
interface Failure {
  message: string
  name?: string
  code?: string
}

/** The thread of one lane of a search; replaced if it ends. */
export class Lane {
  readonly #address: string
  readonly #env: NodeJS.ProcessEnv
  #worker: Worker | null = null
  #flag = new Int32Array(new SharedArrayBuffer(4))
  #replies: MessageChannel | null = null

  constructor(address: string, threads: number) {
    this.#address = address
    this.#env = { ...process.env, THALWEG_NUM_THREADS: String(threads) }
  }

  /**
   * Runs a trial; rejects with what it throws, or when its thread ends.
   *
   * @throws OptionError when the module cannot be loaded
   */
  async run(task: Task, reports: Reports): Promise<unknown> {
    const worker = this.#worker ?? (await this.#start())
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        worker.off('message', onMessage)
        worker.off('error', onError)
        worker.off('exit', onExit)
        settle()
      }
      const onMessage = (message: { report?: [unknown, unknown]; value?: unknown; error?: Failure }): void => {
        if (message.report !== undefined) this.#answer(() => reports.add(...message.report!))
        else if (message.error !== undefined) done(() => reject(named(message.error!)))
        else done(() => resolve(message.value))
      }
      const gone = (error: Error): void => {
        if (this.#worker === worker) this.#worker = null
        done(() => reject(error))
      }
      const onError = (error: unknown): void => gone(isError(error) ? error : new Error(String(error)))
      const onExit = (code: number): void => gone(new Error(`its worker thread ended with code ${code}`))
      worker.on('message', onMessage)
      worker.on('error', onError)
      worker.on('exit', onExit)
      worker.postMessage(task)
    })
  }

  // Wakes the thread that waits in its report.
  #answer(add: () => void): void {
    let error: Failure | undefined
    try {
      add()
    } catch (thrown) {
      const { message, name, code } = thrown as Failure
      error = { message, name: name!, code: code! }
    }
    this.#replies!.port1.postMessage({ error })
    Atomics.store(this.#flag, 0, 1)
    Atomics.notify(this.#flag, 0)
  }

  async #start(): Promise<Worker> {
    const replies = new MessageChannel()
    const flag = new SharedArrayBuffer(4)
    const worker = new Worker(WORKER, {
      eval: true,
      env: this.#env,
      workerData: { address: this.#address, replies: replies.port2, flag },
      transferList: [replies.port2]
    })
    replies.port1.unref()
    this.#replies = replies
    this.#flag = new Int32Array(flag)
    // The thread's own failures between trials: the next trial starts another one.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      replies.port1.close()
      if (this.#worker === worker) this.#worker = null
    })
    this.#worker = worker
    const unloadable = await new Promise<string | null>((resolve) => {
      worker.once('message', (message: { unloadable?: Failure }) => resolve(message.unloadable?.message ?? null))
      worker.once('error', (error) => resolve((error as Error).message))
      worker.once('exit', (code) => resolve(`its worker thread ended with code ${code}`))
    })
    if (unloadable !== null) {
      await worker.terminate()
      throw cannotLoad(this.#address, unloadable)
    }
    return worker
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }
}

/** The error of an objective's module that cannot be loaded. */
export function cannotLoad(address: string, why: string): OptionError {
  const advice = why.includes('Unknown file extension ".ts"')
    ? `TypeScript needs Node 22.18 or newer; this is Node ${process.versions.node}, so compile it to JavaScript`
    : why
  return new OptionError(`search: cannot load the objective ${address}: ${advice}`)
}

function named({ message, name, code }: Failure): Error {
  return Object.assign(new DataError(message), { name: name ?? 'Error', code: code ?? 'ERR_TRIAL' })
}
