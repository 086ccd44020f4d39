// What must be put back after a function has run, however it ends, and after its promise when it returns one.
import { isPromise } from './realm.ts'

/** The result of `body`; `restore` runs when body, or the promise that it returns, has ended. */
export function restoring<R>(body: () => R, restore: () => void): R {
  let result: R
  try {
    result = body()
  } catch (error) {
    restore()
    throw error
  }
  if (isPromise(result)) return result.finally(restore) as R
  restore()
  return result
}
