// A program that ends with an error unless a walk outside of scopes recycles its small temporaries, and nothing else. In a
// process by itself: once a leaf has had a hook, such walks leave all memory to the garbage collector. Run by release.test.ts.
import { deepEqual, equal, ok } from 'node:assert/strict'
import { manualSeed, matmul, randn, scope, type Tensor } from '../../lib/index.ts'
import { resetPeak, scopeMemory } from '../../lib/tensor/lifetime.ts'

const SHAPE = [24, 24]
manualSeed(2)
const x = randn(SHAPE)
x.requiresGrad = true
const loss = (): Tensor => matmul(x.tanh(), x).relu().mean()

const y = loss()
resetPeak()
const { held } = scopeMemory()
y.backward()
ok(scopeMemory().peak > held + 4 * x.size)
equal(scopeMemory().held, held)
const wanted = x.grad!.toArray()
x.grad = null
const z = loss()
for (let k = 0; k < 20; k++) randn(SHAPE)
scope(() => {
  for (let k = 0; k < 40; k++) randn(SHAPE)
})
z.backward()
deepEqual(x.grad!.toArray(), wanted)
equal(z.item(), y.item())
