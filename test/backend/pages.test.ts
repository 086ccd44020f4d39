// Large buffers lie in large pages where the system gives them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { backend, Storage } from '../../lib/backend/index.ts'

const SWITCH = '/sys/kernel/mm/transparent_hugepage/enabled'

function given(): string | null {
  if (process.platform !== 'linux') return 'only Linux is asked for large pages'
  if (backend.name !== 'native') return 'there is no native backend'
  try {
    return readFileSync(SWITCH, 'utf8').includes('[never]') ? 'large pages are switched off' : null
  } catch {
    return 'this kernel has no large pages'
  }
}

const reason = given()

// Kilobytes of this process in large pages.
const large = (): number => Number(/AnonHugePages:\s*(\d+)/.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))![1])

test.skipIf(reason !== null)(`a buffer of 64 MiB lies in large pages${reason === null ? '' : ` (${reason})`}`, () => {
  const before = large()
  const storage = Storage.allocate('float32', 2 ** 24)
  storage.array.fill(1)
  // A machine that is short of whole large pages gives fewer.
  expect(large() - before).toBeGreaterThan(0)
  expect(storage.array[2 ** 24 - 1]).toBe(1)
})
