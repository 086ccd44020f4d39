// The standard binary interface of MPI 5, where this machine has a library with it, as Debian has from MPICH 5 and Open
// MPI 6 on. The launcher's library with its own interface, and one process, say what is right.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolders } from '../util/folder.ts'
import { type Ended, type EngineName, each, missing, programs, ranks, run } from './mpirun.ts'

const folder = temporaryFolders()
const PLACES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/local/lib']

/** The library of this MPI with the standard interface, by the name that Debian gives it. */
function libraryOf(engine: EngineName): string | null {
  for (const place of PLACES.filter((path) => existsSync(path))) {
    const name = readdirSync(place).find((file) => file.startsWith(`libmpi_abi_${engine}.so.`))
    if (name !== undefined) return join(place, name)
  }
  return null
}

const subjects = (['openmpi', 'mpich'] as const).map((engine) => {
  const library = libraryOf(engine)
  const reason = missing(engine) ?? (library === null ? `there is no libmpi_abi_${engine}.so` : null)
  if (reason !== null) console.log(`left out: the standard interface of ${engine}: ${reason}`)
  return { engine, library: library ?? '', reason }
})
const some = subjects.some(({ reason }) => reason === null)

const paths = { calls: '', train: '' }
let alone: Ended

beforeAll(async () => {
  if (!some) return
  Object.assign(paths, await programs('abi', 'calls', 'train'))
  alone = await run([process.execPath, paths.train])
}, 120_000)

const hashes = (ended: Ended): Set<unknown> => new Set(each(ended, 'weights'))

describe.each(subjects)('$engine', ({ engine, library, reason }) => {
  const standard = { THALWEG_LIBMPI: library }

  test.skipIf(reason !== null)('every call gives what the other interface gives', async () => {
    const own = await ranks(engine, 3, paths.calls)
    expect(own.said, own.stderr).toHaveLength(3)
    // Without a name, by what the library says of itself, and by name.
    for (const env of [standard, { ...standard, THALWEG_MPIABI: 'standard' }]) {
      const ended = await ranks(engine, 3, paths.calls, [], env)
      expect(ended.said, ended.stderr).toEqual(own.said)
    }
  })

  test.skipIf(reason !== null)('the bits of one process; a rank dies, and the job continues', async () => {
    const path = folder(engine)
    const broken = await ranks(engine, 3, paths.train, [path, 'kill', '1'], standard)
    expect(broken.code, broken.stderr).not.toBe(0)
    const ended = await ranks(engine, 2, paths.train, [path, 'none', '0', '9', 'zero'], standard)
    expect(ended.code, ended.stderr).toBe(0)
    expect(each(ended, 'resumed')).toEqual([true, true])
    expect(hashes(ended)).toEqual(hashes(alone))
  })
})
