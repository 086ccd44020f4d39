// The comparison of fuzz.test.ts as a plain program, for places where a test runner is too slow or in the way: under
// qemu, with sanitizers, and for one addon against another. scripts/fuzz.mjs bundles it and runs it.
//
//   node fuzz.mjs [--runs N] [--hash] [--only TEXT]
//
// Without --hash it compares every level here with JavaScript, on N seeds a kernel, and a training run with bfloat16 products
// with the hash that it has everywhere; it exits with 1 on a difference. With --hash it prints one line a kernel: a hash of
// all that its calls left behind natively. --only takes the kernels whose names contain the text (the run is 'training').
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { backend, setNumThreads } from '../../lib/backend/index.ts'
import { mixedRun, ROUNDED_HASH } from '../train/roundedRun.ts'
import { choose, LEVELS, waysOf } from './bits.ts'
import { at, callOf, difference, everyWay, KERNELS, type KernelName, mismatch, outcome, soup } from './compare.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    hash: { type: 'boolean' },
    only: { type: 'string', default: '' }
  }
})
const chosen = KERNELS.filter((kernel) => kernel.includes(values.only))
const runs = Number(values.runs)
const serversOf = (kernel: KernelName) => everyWay(kernel, [1, 3])

function hashOf(kernel: KernelName): string {
  const hash = createHash('sha256')
  for (let seed = 1; seed <= runs; seed++) {
    const call = callOf(kernel, seed)
    for (const server of Object.values(serversOf(kernel))) {
      const { arrays, error } = outcome(server, kernel, call)
      hash.update(String(error))
      // A NaN is a NaN, whatever its payload.
      for (const array of arrays)
        if (array) hash.update(Float64Array.from(array, (x) => (Number.isNaN(x) ? Number.NaN : x)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

// Unsound calls end everywhere in the same way.
function spoilt(kernel: KernelName, seed: number): string | undefined {
  const call = soup(kernel, seed)
  const want = outcome(at('js', 1), kernel, call)
  const found = Object.values(serversOf(kernel)).map((server) => difference(outcome(server, kernel, call), want))
  const first = found.find((text) => text !== undefined)
  return first && `${kernel}(${call.sizes.join(', ')}) ${first}`
}

function compare(): void {
  let failed = 0
  for (const kernel of chosen) {
    let found: string | undefined
    for (let seed = 1; seed <= runs && found === undefined; seed++) {
      found = mismatch(kernel, seed, serversOf(kernel)) ?? spoilt(kernel, seed)
    }
    if (found !== undefined) {
      failed++
      console.error(found)
    }
  }
  const where = `${process.arch}, levels ${LEVELS.join(', ')}`
  console.log(
    `${chosen.length - failed} kernels have the bits of JavaScript, ${failed} have not (${where}, ${runs} seeds)`
  )
  process.exitCode = failed === 0 ? 0 : 1
}

// The same bits as on other processors, which are not here to compare with. Returns whether that is so.
async function train(): Promise<boolean> {
  let same = true
  for (const way of waysOf('gemmBfloat16')) {
    for (const threads of [1, 3]) {
      choose(way)
      setNumThreads(threads)
      const hash = await mixedRun('bfloat16')
      const where = `a training run with bfloat16 products (${process.arch}, ${way.name}, ${threads} threads)`
      if (hash === ROUNDED_HASH) console.log(`${where} has the hash that it has everywhere`)
      else console.error(`${where}: expected the hash ${ROUNDED_HASH} but it has ${hash}`)
      same &&= hash === ROUNDED_HASH
    }
  }
  return same
}

if (LEVELS.length === 0) {
  console.error(`nothing to compare: ${backend.reason}`)
  process.exitCode = 1
} else if (values.hash) {
  for (const kernel of chosen) console.log(`${hashOf(kernel)} ${kernel}`)
} else {
  const failed = 'training'.includes(values.only) && !(await train())
  compare()
  if (failed) process.exitCode = 1
}
