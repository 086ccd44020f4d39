// Searches over real ranks: one result for any number of them and every method, one owner of the file, and the same end
// when a rank dies.
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolders } from '../util/folder.ts'
import { type Ended, missing, programs, ranks, run } from './mpirun.ts'

const folder = temporaryFolders()
let path = ''
let alone: Ended

const said = (ended: Ended): Record<string, unknown>[] => ended.said.map((line) => line.said as Record<string, unknown>)

beforeAll(async () => {
  path = (await programs('search', 'search')).search
  alone = await run([process.execPath, path, folder('alone')])
}, 120_000)

const engines = (['openmpi', 'mpich'] as const).filter((engine) => {
  const reason = missing(engine)
  if (reason !== null) console.log(`left out: ${engine}: ${reason}`)
  return reason === null
})

test('a world of one searches as without ranks where trials do not know of each other', () => {
  const [one] = said(alone)
  expect(one!.random).toEqual(one!.plain)
  expect(one!.tpe).toMatchObject({ states: expect.stringMatching(/^cccccfcc/) })
})

test.runIf(engines.includes('openmpi'))('three ranks find what one finds, with every method', async () => {
  const ended = await ranks('openmpi', 3, path, [folder('three')])
  expect(ended.stderr).toBe('')
  const [one] = said(alone)
  for (const mine of said(ended)) {
    for (const name of ['random', 'grid', 'tpe', 'halving', 'seen']) expect(mine[name], name).toEqual(one![name])
  }
  const failed = (rank: number, text: string): string => `search: cannot continue because rank ${rank} failed: ${text}`
  const [zero, first] = said(ended)
  expect(first!.unlike).toMatch(/^ERR_OPTION: search: expected the same space and options on all ranks but rank 0/)
  expect(zero!.noFile).toMatch(/^ERR_DATA: search: expected file to be one that can be written/)
  expect(first!.noFile).toContain(failed(0, 'search: expected file to be one that can be written'))
  expect(first!.stop).toBe('ERR_DATA: search: trial 5 failed: trial 5 cannot be')
  expect(zero!.callback).toBe(`ERR_DISTRIBUTED: ${failed(1, 'a bug')}`)
  expect(first!.callback).toBe('undefined: a bug')
  expect(zero!.few).toContain('expected at most 1 ranks, one for each trial of a round, but there are 3')
  // Each ran its part of the trials.
  const calls = ended.said.map((line) => line.calls as number)
  expect(Math.max(...calls)).toBeLessThan((alone.said[0]!.calls as number) / 2)
})

test.runIf(engines.includes('mpich'))(
  'a rank dies, and one process finds what an undisturbed search finds',
  async () => {
    const made = folder('killed')
    const broken = await ranks('mpich', 2, path, [made, 'kill'])
    expect(broken.code).not.toBe(0)
    // Whole lines, less the head: at most the round before, which rank 0 may not have written to its end.
    const kept = readFileSync(`${made}/trials.jsonl`, 'utf8').split('\n').length - 2
    expect(kept).toBeLessThanOrEqual(8)
    const ended = await run([process.execPath, path, made, 'resume'])
    const whole = await run([process.execPath, path, folder('whole'), 'resume'])
    expect(said(ended)[0]!.tpe).toEqual(said(whole)[0]!.tpe)
    expect(ended.said[0]!.calls).toBe(24 - Math.max(0, kept))
    expect(readFileSync(`${made}/trials.jsonl`, 'utf8').trim().split('\n')).toHaveLength(1 + 24)
  }
)
