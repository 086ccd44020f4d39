// What the system says of large buffers, in a process whose memory nobody used before. Prints JSON.
import { readFileSync } from 'node:fs'
import { Storage } from '../../lib/backend/index.ts'
import { background } from '../../lib/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { ones, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

// Of all mappings: KiB for which large pages were asked (VmFlags has "hg"), how many of these were used already, and KiB
// that lie in large pages.
function pages(): { asked: number; used: number; large: number } {
  const kib = { asked: 0, used: 0, large: 0 }
  for (const mapping of readFileSync('/proc/self/smaps', 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)) {
    if (/^VmFlags:.* hg\b/m.test(mapping)) {
      kib.asked += Number(/^Size:\s*(\d+)/m.exec(mapping)![1])
      kib.used += Number(/^Rss:\s*(\d+)/m.exec(mapping)![1])
    }
    kib.large += Number(/^AnonHugePages:\s*(\d+)/m.exec(mapping)?.[1] ?? 0)
  }
  return kib
}

const before = pages()
const storage = Storage.allocate('float32', 2 ** 24)
const unused = pages()
storage.array.fill(1)
const after = pages()

const make = (): Tensor[] => {
  const params = Array.from({ length: 128 }, () => zeros([2 ** 17], { requiresGrad: true }))
  for (const p of params) p.grad = ones([2 ** 17])
  return params
}
const isRight = (params: Tensor[]): boolean => params.every((p) => p.data[0] === -16 && p.data[2 ** 17 - 1] === -16)

const params = make()
const optimizer = new SGD(params, { lr: 1 })
for (let step = 0; step < 15; step++) optimizer.step()
const scattered = pages()
optimizer.step()
const gathered = pages()

// In the background another thread moves them, and nobody waits for it. Where none were moved above, none will be.
const queued = make()
const second = new SGD(queued, { lr: 1 })
for (let step = 0; step < 15; step++) await background(() => second.step())
const still = pages()
await background(() => second.step())
let aside = 0
const patience = gathered.large > scattered.large ? 5000 : 0
for (const end = performance.now() + patience; aside <= 0 && performance.now() < end; )
  aside = pages().large - still.large

process.stdout.write(
  JSON.stringify({
    asked: unused.asked - before.asked,
    used: unused.used - before.used,
    large: after.large - before.large,
    gathered: gathered.large - scattered.large,
    aside,
    right: isRight(params) && isRight(queued)
  })
)
