// Large buffers lie in large pages where the system gives them, and kernels keep the memory that they need for themselves.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backend } from '../../lib/backend/index.ts'
import { ROOT } from '../declarations.ts'
import { programs } from '../util/programs.ts'

const SWITCH = '/sys/kernel/mm/transparent_hugepage/enabled'

function missing(): string | null {
  if (process.platform !== 'linux') return 'only Linux is asked for large pages'
  if (backend.name !== 'native') return 'there is no native backend'
  try {
    return readFileSync(SWITCH, 'utf8').includes('[never]') ? 'large pages are switched off' : null
  } catch {
    return 'this kernel has no large pages'
  }
}

interface Pages {
  /** Of a buffer of 64 MiB that nobody has written to yet. */
  asked: number
  used: number
  large: number
  gathered: number
  /** By an optimizer whose steps are queued. */
  aside: number
  right: boolean
}

const reason = missing()
async function pages(): Promise<Pages> {
  const { large } = await programs('pages', { large: join(ROOT, 'test/backend/largePages.ts') })
  return JSON.parse(execFileSync(process.execPath, [large], { encoding: 'utf8' })) as Pages
}

const because = reason === null ? '' : ` (${reason})`

test.skipIf(reason !== null)(`large pages are asked for before a buffer is used${because}`, async () => {
  const { asked, used, right } = await pages()
  expect(right).toBe(true)
  // All of 64 MiB: it begins on the boundary of a page.
  expect(asked).toBeGreaterThanOrEqual(2 ** 16)
  expect(used).toBeLessThanOrEqual(8)
})

test.skipIf(reason !== null)(
  `the system gives them, and an optimizer gathers small buffers in some at its 16th step${because}`,
  async (context) => {
    // The system may have no large page left for a moment.
    const tries = collapses() ? 5 : 1
    let largest = 0
    let moved = 0
    for (let k = 0; k < tries && moved <= 0; k++) {
      const { large, gathered, aside } = await pages()
      largest = Math.max(largest, large)
      moved = Math.min(gathered, aside)
    }
    if (largest === 0 && !hasFreeBlocks()) context.skip('the system was asked for large pages, and had none left')
    expect(largest).toBeGreaterThan(0)
    if (collapses()) expect(moved).toBeGreaterThan(0)
  }
)

// Whether the system has blocks of 2 MiB or more to give: counts of free blocks, each twice as large as the one before,
// the first a page. The last zone of a node is for programs; those before it may be kept for devices.
function hasFreeBlocks(): boolean {
  const list = '/proc/buddyinfo'
  const zones = new Map<string, number>()
  for (const line of existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []) {
    const [, node, counts] = /^Node (\d+), zone\s+\w+\s+(.*)/.exec(line) ?? []
    if (node === undefined) continue
    const large = counts!.trim().split(/\s+/).slice(9)
    zones.set(
      node,
      large.reduce((sum, count) => sum + Number(count), 0)
    )
  }
  return [...zones.values()].reduce((sum, count) => sum + count, 0) > 64
}

function collapses(): boolean {
  const [major, minor] = release().split('.').map(Number) as [number, number]
  return major > 6 || (major === 6 && minor >= 1)
}

const native = backend.name === 'native' && process.platform === 'linux'
test.skipIf(!native)(
  `a kernel takes no new pages at each call${native ? '' : ' (needs the native backend, on Linux)'}`,
  async () => {
    const { fresh } = await programs('new-pages', { fresh: join(ROOT, 'test/backend/newPages.ts') })
    const pages = JSON.parse(execFileSync(process.execPath, [fresh], { encoding: 'utf8' })) as number
    // Of these convolutions each took 240 when its memory went back to the system.
    expect(pages).toBeLessThan(40)
  }
)
