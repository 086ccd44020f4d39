// Large buffers lie in large pages where the system gives them.
import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { expect, test } from 'vitest'
import { backend, Storage } from '../../lib/backend/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { ones, zeros } from '../../lib/tensor/create.ts'

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

test.skipIf(reason !== null || !collapses())(
  'an optimizer gathers many small buffers in large pages at its 16th step',
  () => {
    const params = Array.from({ length: 128 }, () => zeros([2 ** 17], { requiresGrad: true }))
    for (const p of params) p.grad = ones([2 ** 17])
    const optimizer = new SGD(params, { lr: 1 })
    for (let step = 0; step < 15; step++) optimizer.step()
    const before = large()
    optimizer.step()
    expect(large() - before).toBeGreaterThan(0)
    for (const p of params) expect([p.data[0], p.data[2 ** 17 - 1]]).toEqual([-16, -16])
  }
)

function collapses(): boolean {
  const [major, minor] = release().split('.').map(Number) as [number, number]
  return major > 6 || (major === 6 && minor >= 1)
}
