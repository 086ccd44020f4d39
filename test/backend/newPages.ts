// How many new pages of memory a call takes whose kernels need much of it for themselves, once calls like it have run.
// Prints JSON.
import { conv2d, conv2dInput, conv2dWeight } from '../../lib/backend/gen/calls.ts'
import { Storage, setNumThreads } from '../../lib/backend/index.ts'

const ROUNDS = 40
const images = () => Storage.allocate('float32', 16 * 64 * 32 * 32)
const weights = () => Storage.allocate('float32', 64 * 64 * 3 * 3)
const shape = {
  n: 16,
  ci: 64,
  h: 32,
  w: 32,
  co: 64,
  kh: 3,
  kw: 3,
  oh: 32,
  ow: 32,
  sh: 1,
  sw: 1,
  ph: 1,
  pw: 1,
  dh: 1,
  dw: 1,
  groups: 1
}
const [x, y, dy, dx, weight, dweight] = [images(), images(), images(), images(), weights(), weights()]

function round(): void {
  conv2d({ x, weight, bias: null, y, ...shape, relu: 0 })
  conv2dInput({ dy, weight, dx, ...shape, accumulate: 0 })
  conv2dWeight({ x, dy, dweight, dbias: null, ...shape, accumulate: 0 })
}

setNumThreads(2)
for (let k = 0; k < 3; k++) round()
const before = process.resourceUsage().minorPageFault
for (let k = 0; k < ROUNDS; k++) round()
console.log(JSON.stringify((process.resourceUsage().minorPageFault - before) / (3 * ROUNDS)))
