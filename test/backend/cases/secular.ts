// Cases of kernels/secular.cc, and the tests of their meaning: what defines roots and vectors.
import { ok } from 'node:assert/strict'
import { run, Storage } from '../../../lib/backend/index.ts'
import { skew } from '../../linalg/vectors.ts'
import { generator } from '../bits.ts'
import type { Call, Pick } from '../pick.ts'

export const secularEquation = {
  secular(p: Pick): Call {
    const k = p.chance(4) ? p.int(60, 150) : p.int(1, 40)
    const squares = p.chance(2)
    let pole = squares || p.chance(2) ? 0 : -1
    const d = p.place('float64', k, (j) => {
      if (j > 0) pole += p.one([1, 1e-3, 1e-12]) * (0.1 + p.next())
      return pole
    })
    const z = p.place('float64', k, () => (p.next() - 0.5) * p.one([1, 1, 1e-6]))
    const buffers = [
      d,
      p.chance(8) ? p.floats(k, { dtype: 'float64' }) : z,
      p.indices(k, 4, false),
      p.out(k, 'int32'),
      p.out(k, 'float64'),
      p.out(k * k, 'float64'),
      squares ? p.out(k * (k - 1), 'float64') : null,
      squares ? p.out(k, 'float64') : null
    ]
    return { buffers, sizes: [k], numbers: [0.1 + p.next()] }
  }
}

// --- the tests of meaning ---

// Each sum that a test looks at has fewer than 400 terms of at most 1: it is off by less than this.
const CLOSE = 1e-13

export const tests = {
  'secular finds roots between the poles, and orthonormal vectors of the changed matrix'() {
    for (let seed = 1; seed <= 300; seed++) {
      const { k, d, z, squares } = equation(seed)
      const { origins, distances, vectors, sides } = solve(d, z, new Array(k).fill(0), squares)
      const pole = (j: number): number => (squares ? d[j]! * d[j]! : d[j]!)
      const apart = (j: number, i: number): number => (squares ? (d[j]! - d[i]!) * (d[j]! + d[i]!) : d[j]! - d[i]!)
      ok(skew(vectors, k) < CLOSE, `seed ${seed}: orthonormal`)
      if (squares) ok(skew(sides, k) < CLOSE, `seed ${seed}: the other side`)
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) ok(apart(j, origins[i]!) - distances[i]! < 0 === j <= i, `seed ${seed}: root ${i}`)
        const x = vectors.subarray(i * k, (i + 1) * k)
        const along = x.reduce((sum, own, j) => sum + own * z[j]!, 0)
        const root = pole(origins[i]!) + distances[i]!
        for (let j = 0; j < k; j++) {
          const off = (pole(j) - root) * x[j]! + 0.5 * z[j]! * along
          ok(Math.abs(off) < CLOSE, `seed ${seed}: (P + z z^T) x = root x`)
        }
      }
    }
  },

  'secular puts columns in the order of their groups'() {
    for (let seed = 1; seed <= 20; seed++) {
      const { k, d, z, squares, group } = equation(seed)
      const groups = Array.from({ length: k }, group)
      const order = groups.map((_, j) => j).sort((i, j) => groups[i]! - groups[j]! || i - j)
      const [plain, grouped] = [solve(d, z, new Array(k).fill(0), squares), solve(d, z, groups, squares)]
      const others = order.filter((j) => j > 0)
      for (let i = 0; i < k; i++) {
        ok(order.every((j, at) => grouped.vectors[i * k + at] === plain.vectors[i * k + j]))
        if (squares) ok(others.every((j, at) => grouped.sides[i * k + at + 1] === plain.sides[i * k + j]))
      }
    }
  }
}

// With `squares` also the vectors of the other side: a row of them begins with its middle element.
function solve(d: Float64Array, z: Float64Array, groups: readonly number[], squares: boolean) {
  const k = d.length
  const made = (length: number) => Storage.allocate('float64', length)
  const [origins, distances, vectors] = [Storage.allocate('int32', k), made(k), made(k * k)]
  const [left, middles] = squares ? [made(k * (k - 1)), made(k)] : [null, null]
  const [poles, weights] = [Storage.wrap(d, 'float64'), Storage.wrap(z, 'float64')]
  const order = Storage.wrap(Int32Array.from(groups), 'int32')
  run('secular', [poles, weights, order, origins, distances, vectors, left, middles], [k], [0.5])
  const sides = new Float64Array(squares ? k * k : 0)
  for (let i = 0; squares && i < k; i++) {
    sides[i * k] = middles!.array[i]!
    for (let j = 1; j < k; j++) sides[i * k + j] = left!.array[i * (k - 1) + j - 1]!
  }
  return { origins: origins.array, distances: distances.array, vectors: vectors.array as Float64Array, sides }
}

function equation(seed: number) {
  const next = generator(seed)
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const k = seed % 20 === 0 ? whole(100, 400) : whole(1, 30)
  const [apart, lightest, squares] = [whole(-14, 0), whole(-15, 0), next() < 0.5]
  const d = new Float64Array(k)
  for (let j = 1; j < k; j++) d[j] = d[j - 1]! + 10 ** (apart * next())
  const most = Math.max(d[k - 1]!, 1)
  for (let j = 0; j < k; j++) d[j] = d[j]! / most
  const z = Float64Array.from(d, () => ((next() < 0.5 ? -1 : 1) * 10 ** (lightest * next())) / Math.sqrt(k))
  return { k, d, z, squares, group: () => whole(0, 3) }
}
