// Real jobs of several processes: every call of a world, and training runs with one hash for any number of ranks, for
// both MPIs, whatever happens to a rank. soak.test.ts runs many more of them.
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolders } from '../util/folder.ts'
import { type Ended, type EngineName, each, missing, orphans, programs, ranks, run, writtenBy } from './mpirun.ts'

const folder = temporaryFolders()
const paths = { calls: '', train: '', disagree: '' }
// A run with sums in float32, then one in the modes that follow.
const TWICE = ['', 'none', '0', '9', 'then']
let alone: Ended

interface Hashes {
  readonly weights: string
  readonly rows: string
}

beforeAll(async () => {
  Object.assign(paths, await programs('mpi', 'calls', 'train', 'disagree'))
  alone = await run([process.execPath, paths.train, ...TWICE, 'bfloat16'])
}, 120_000)

test('a process without a launcher is a world of one', () => {
  expect(alone.stderr).toBe('')
  expect(alone.said).toHaveLength(1)
  expect(alone.said[0]).toMatchObject({ rank: 0, resumed: false })
})

// The float32 results of three ranks, along the tree: the first two, then the third.
const alongTree = (values: readonly number[], op: (a: number, b: number) => number): number =>
  values.reduce((a, b) => Math.fround(op(a, b)))

describe.each(['openmpi', 'mpich'] as const)('%s', (engine: EngineName) => {
  const reason = missing(engine)
  if (reason !== null) console.log(`left out: ${engine}: ${reason}`)

  test.skipIf(reason !== null)('every call of a world', async () => {
    const n = 3
    const ended = await ranks(engine, n, paths.calls)
    // What ended the job is the last call, which is another one on rank 1. MPICH kills the ranks that have not left when
    // the first one does, and its code may be that of the signal.
    expect(engine === 'mpich' ? [3, 9] : [3], ended.stderr).toContain(ended.code)
    expect(ended.stderr).not.toMatch(/error|warning/i)
    expect(each(ended, 'rank')).toEqual([0, 1, 2])
    const first = ended.said[0]!
    expect(String(first.engine)).toMatch(engine === 'openmpi' ? /^Open MPI/ : /^MPICH/)
    const rows = [0, 1, 2].map((k) =>
      [1e8 * (k % 2 === 0 ? 1 : -1), 0.1 * (k + 1), Math.fround(1 / (k + 3))].map(Math.fround)
    )
    const columns = [0, 1, 2].map((at) => rows.map((row) => row[at]!))
    const sums = columns.map((values) => alongTree(values, (a, b) => a + b))
    for (const line of ended.said) {
      const rank = line.rank
      expect(line).toMatchObject({
        size: n,
        large: true,
        whole: [3 * 2 ** 30 - 2 ** 32, 3],
        double: [0.1 + 0.2 + 0.1 * 3],
        broadcast: [2, 7],
        both: [[3], [1]],
        view: [
          [3, 9],
          [3, 12],
          [6, 15]
        ],
        gathered: [[0], [1], [2]],
        ragged: [
          [0, 2],
          [1, 2],
          [2, 2]
        ],
        scalar: [0, 1, 2],
        after: [3]
      })
      const ops = line.ops as Record<string, number[]>
      expect(ops.sum).toEqual(sums)
      expect(ops.avg).toEqual(sums.map((s) => Math.fround(s / 3)))
      expect(ops.product).toEqual(columns.map((values) => alongTree(values, (a, b) => a * b)))
      expect(ops.max).toEqual([1e8, Math.fround(0.3), Math.fround(1 / 3)].map(Math.fround))
      expect(ops.min).toEqual([-1e8, Math.fround(0.1), Math.fround(1 / 5)])
      const unlike = 'expected the same shape, dtype and options on all ranks but'
      expect(line.shapes).toContain(`ERR_OPTION: allReduce: ${unlike}`)
      expect(line.rows).toContain(`ERR_OPTION: allReduce: ${unlike}`)
      expect(line.widths).toContain(`ERR_OPTION: allGather: ${unlike}`)
      // 2 N (R - 1) / R, but for slices that differ by an element.
      const optimum = (2 * 4 * 100_003 * (n - 1)) / n
      expect(Math.abs((line.bytes as number) - optimum), `rank ${rank}`).toBeLessThan(32)
      const packed = line.packed as { bytes: number; right: boolean }
      expect(packed.right).toBe(true)
      expect(Math.abs(packed.bytes - optimum / 2), `rank ${rank}`).toBeLessThan(32)
      const [mine, other, its] = rank === 1 ? ['allReduce', 0, 'barrier'] : ['barrier', 1, 'allReduce']
      expect(line.unlike).toBe(
        `ERR_DISTRIBUTED: ${mine}: expected all ranks to make the same calls but rank ${rank} is in ${mine} and rank ${other} in ${its}; call it on every rank, in the same order`
      )
      expect(line.afterwards).toMatch(/^ERR_DISTRIBUTED: barrier: cannot continue because an earlier call failed/)
    }
  })

  test.skipIf(reason !== null)(
    'the bits of one process on several ranks, with products and sums in float32 and bfloat16',
    async () => {
      const modes = engine === 'openmpi' ? ['bfloat16'] : ['bfloat16', 'zero']
      const args = [...TWICE, ...modes]
      const ended = await ranks(engine, engine === 'openmpi' ? 4 : 3, paths.train, args, { THALWEG_NUM_THREADS: '2' })
      expect(ended.stderr).toBe('')
      expect(ended.code).toBe(0)
      expect(ended.said).toHaveLength(engine === 'openmpi' ? 4 : 3)
      const [whole] = alone.said as unknown as (Hashes & { second: Hashes })[]
      for (const own of ended.said as unknown as (Hashes & { second: Hashes })[]) {
        for (const name of ['weights', 'rows'] as const) {
          expect(own[name]).toBe(whole![name])
          expect(own.second[name]).toBe(whole!.second[name])
        }
      }
      expect(whole!.second.weights).not.toBe(whole!.weights)
      expect(new Set(each(ended, 'run')).size).toBe(1)
    }
  )

  // Open MPI with SIGKILL: zero.test.ts and soak.test.ts.
  const harm = engine === 'openmpi' ? 'stop' : 'kill'
  test.skipIf(reason !== null)(`${harm}: the others end, and fewer ranks continue to the same bits`, async () => {
    const path = folder(`${engine}-${harm}`)
    const broken = await ranks(engine, 4, paths.train, [path, harm, '2'])
    expect(broken.code, broken.stderr).not.toBe(0)
    expect(orphans(`train.mjs ${path}`)).toBe('')
    expect(each(broken, 'weights').filter((hash) => hash !== undefined)).toEqual([])
    const messages = each(broken, 'message').map(String)
    if (harm === 'stop') {
      // On a busy machine mpirun may end a rank before it speaks.
      expect(messages.length).toBeGreaterThan(0)
      for (const text of messages) {
        expect(text).toMatch(
          /expected all 4 ranks within 5 s but rank 2 did not answer rank [013]; it may have died or be stuck: start the job again from its last checkpoint \(resume\), with any number of ranks, or raise timeout/
        )
      }
      // Their event loops ran on meanwhile.
      for (const turns of each(broken, 'turns')) expect(turns as number).toBeGreaterThan(20)
    }
    const ended = await ranks(engine, 2, paths.train, [path])
    expect(ended.stderr).toBe('')
    expect(each(ended, 'resumed')).toEqual([true, true])
    expect(new Set(each(ended, 'weights'))).toEqual(new Set(each(alone, 'weights')))
    expect(existsSync(`${path}/last.safetensors`)).toBe(true)
  })
})

const reason = missing('openmpi')

test.skipIf(reason !== null)('ranks that differ are told how, and what one decides holds for all', async () => {
  const place = folder('disagree')
  const ended = await ranks('openmpi', 2, paths.disagree, [place])
  expect(ended.stderr).toBe('')
  expect(ended.code).toBe(0)
  const [zero, one] = [0, 1].map((rank) => writtenBy(place, rank)) as [Record<string, string>, Record<string, string>]
  const same = 'ERR_OPTION: Trainer.fit: expected the same run on all ranks but rank 1 differs from rank 0 in'
  const failed = (text: string): string => `cannot continue because rank 1 failed: ${text}`
  for (const name of [
    'profile',
    'findBatchSize',
    'reduce',
    'seed',
    'rate',
    'options',
    'callback',
    'stop',
    'rollBack',
    'search'
  ]) {
    expect(name === 'search' ? one[name]!.replace(/"seconds":[^,]*/, '') : one[name]).toBe(
      name === 'search' ? zero[name]!.replace(/"seconds":[^,]*/, '') : zero[name]
    )
  }
  for (const call of ['profile', 'findBatchSize']) {
    expect(zero[call]).toMatch(`ERR_OPTION: ${call}: expected a Trainer without distributed, because steps of several`)
  }
  expect(zero.reduce).toBe(`${same} reduceDtype ("float32" and "bfloat16")`)
  expect(zero.seed).toMatch(`${same} the loader ({"epoch":0,"batch":0,"seed":"0",`)
  expect(zero.rate).toMatch(`${same} the optimizer or its schedule (`)
  expect(zero.options).toBe(
    `${same} limits (["1","Infinity","Infinity"] and ["2","Infinity","Infinity"]), the options of the Trainer ({"scheduleEvery":"epoch"} and {"clipGradNorm":1,"scheduleEvery":"epoch"})`
  )
  expect(zero.resume).toContain(failed('loadCheckpoint: /nowhere: cannot be read'))
  expect(one.resume).toMatch(/^ENOENT: loadCheckpoint: \/nowhere/)
  expect(zero.callback).toBe(
    'ERR_DISTRIBUTED: Trainer.fit: expected the same weights on all ranks after an epoch but those of rank 1 differ from those of rank 0; look for a callback or hook that changes weights or learning rates on one rank alone'
  )
  expect(zero.data).toContain(failed('sample 17 is broken'))
  expect(one.data).toBe('undefined: sample 17 is broken')
  expect(zero.model).toContain(failed('a bug'))
  expect(zero.stop).toBe('[4,1]')
  expect(zero.abort).toBe('undefined: enough')
  expect(one.abort).toBe('ERR_DISTRIBUTED: Trainer.fit: cannot continue because rank 0 failed: enough')
  expect(zero.rollBack).toBe(
    'ERR_DISTRIBUTED: Trainer.rollBack: expected all ranks to roll back to the same state; call it on every rank'
  )
  expect(zero.save).toMatch(/^\[true,"ERR_CHECKPOINT: saveCheckpoint: \/nowhere/)
  expect(one.save).toMatch(
    /^\[true,"ERR_DISTRIBUTED: Trainer.save: cannot continue because rank 0 failed: saveCheckpoint: \/nowhere/
  )
  expect(zero.evaluate).toBe(one.evaluate)
  expect(JSON.parse(zero.search!)).toMatchObject({ state: 'complete' })
})

const both = reason ?? missing('mpich')

test.skipIf(both !== null)("a library that is not the launcher's MPI is noticed", async () => {
  const ended = await ranks('openmpi', 2, paths.calls, [], { THALWEG_LIBMPI: 'libmpich.so.12' })
  expect(ended.code).not.toBe(0)
  // MPICH 5 aborts before it can be asked.
  if (ended.stderr.includes('Runtime environment uses unsupported PMI version')) return
  expect(ended.stderr).toContain(
    'DistributedError: init: expected 2 ranks, as the launcher started, but libmpich.so.12 (MPICH 4'
  )
  expect(ended.stderr).toContain(
    "it is not the launcher's MPI: set THALWEG_LIBMPI to the library of the mpirun that is used"
  )
})

test('what was tried is named when no library opens', async () => {
  const ended = await run([process.execPath, paths.calls], { THALWEG_LIBMPI: '/nowhere/libmpi.so' })
  expect(ended.code).not.toBe(0)
  expect(ended.stderr).toMatch(
    /DistributedError: init: cannot use MPI because no library of it could be opened; install Open MPI or MPICH .*; tried \/nowhere\/libmpi\.so: /
  )
})
