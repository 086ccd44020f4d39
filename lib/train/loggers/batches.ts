// Writes what comes, in its order and without making anybody wait: while a batch is being written, what comes meanwhile
// gathers into the next one. Called by the loggers that write files.

// After a failure so many items are kept for the next attempt; the oldest go.
const MOST = 10_000

export class Batches<T> {
  readonly #write: (items: readonly T[]) => Promise<void>
  #queue: T[] = []
  #last: Promise<unknown> = Promise.resolve()
  #next: Promise<void> | null = null

  /** @param write writes all items or, when it rejects, none of them: they come again with those of the next call */
  constructor(write: (items: readonly T[]) => Promise<void>) {
    this.#write = write
  }

  /** Resolves when the item is written. */
  add(item: T): Promise<void> {
    this.#queue.push(item)
    if (this.#next === null) {
      this.#next = this.#last.then(() => this.#drain())
      this.#last = this.#next.catch(() => undefined)
    }
    return this.#next
  }

  async #drain(): Promise<void> {
    this.#next = null
    const items = this.#queue
    this.#queue = []
    try {
      await this.#write(items)
    } catch (error) {
      this.#queue = [...items, ...this.#queue].slice(-MOST)
      throw error
    }
  }
}
