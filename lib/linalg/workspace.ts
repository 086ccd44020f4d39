// Memory for the time of one decomposition, from the allocator's cache: fresh pages for several matrices would take longer
// than many a product of them. Called by divide.ts, divideSides.ts and svd.ts.
import { Storage } from '../backend/index.ts'
import { returnBlock, takeBlock } from '../tensor/allocator.ts'

/** Gives memory for `length` doubles, whose contents are undefined. */
export type Take = (length: number) => Storage

/** Calls `body`, and takes back what it took. */
export function withWorkspace<R>(body: (take: Take) => R): R {
  const taken: Storage[] = []
  try {
    return body((length) => {
      const storage = Storage.over(takeBlock(length * 8), 'float64', length)
      taken.push(storage)
      return storage
    })
  } finally {
    for (const storage of taken) returnBlock(storage.releaseBlock())
  }
}
