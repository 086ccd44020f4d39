// Writing of files where systems differ: links, modes, long names, devices, refused syncs. The numbers are those of public
// reports.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadSafetensors, saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { readCsv, writeNpy } from '../../lib/data/index.ts'
import { tensor } from '../../lib/index.ts'
import { writeAtomically } from '../../lib/util/files.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from './folder.ts'
import { programs } from './programs.ts'

const file = temporaryFolder()
const x = tensor([1, 2])
const writers = {
  saveSafetensors: (path: string) => saveSafetensors(path, { x }),
  saveCheckpoint: (path: string) => saveCheckpoint(path, { x }),
  writeNpy: (path: string) => writeNpy(path, x)
}

test.each(Object.entries(writers))('python-atomicwrites#11: %s keeps links and modes', async (name, write) => {
  mkdirSync(file(name))
  const [target, link, second] = [join(file(name), 'target'), join(file(name), 'link'), join(file(name), 'second')]
  writeFileSync(target, 'old')
  chmodSync(target, 0o664)
  symlinkSync('target', link)
  symlinkSync(link, second)
  await write(second)
  expect(lstatSync(link).isSymbolicLink() && lstatSync(second).isSymbolicLink()).toBe(true)
  expect([readlinkSync(link), statSync(target).mode & 0o7777]).toEqual(['target', 0o664])
  expect(readFileSync(target).length).toBeGreaterThan(3)
  // A link to what is not there yet makes it there.
  symlinkSync('later', join(file(name), 'dangling'))
  await write(join(file(name), 'dangling'))
  expect(lstatSync(join(file(name), 'dangling')).isSymbolicLink()).toBe(true)
  expect(lstatSync(join(file(name), 'later')).isFile()).toBe(true)
  // Nothing is left behind.
  expect(readdirSync(file(name)).sort()).toEqual(['dangling', 'later', 'link', 'second', 'target'])
})

test('python-atomicwrites#11: new files get the mode of the umask; names of 255 bytes', async () => {
  const before = process.umask()
  await saveSafetensors(file('new'), { x })
  expect(statSync(file('new')).mode & 0o777).toBe(0o666 & ~before)
  for (const name of ['n'.repeat(255), 'ü'.repeat(127)]) {
    await saveSafetensors(file(name), { x })
    await saveSafetensors(file(name), { x })
    expect((await loadSafetensors(file(name))).tensors.x!.toArray()).toEqual([1, 2])
  }
})

test('calls for one path take effect in their order, whichever link is read first', async () => {
  const { readlink } = fs
  let calls = 0
  fs.readlink = (async (path: string) => {
    // A busy machine may answer the later calls first.
    await setTimeout(calls++ === 0 ? 50 : 0)
    return readlink(path)
  }) as typeof readlink
  syncBuiltinESMExports()
  try {
    await Promise.all(['first', 'second', 'third'].map((text) => writeAtomically(file('order'), [Buffer.from(text)])))
  } finally {
    fs.readlink = readlink
    syncBuiltinESMExports()
  }
  expect(calls).toBe(3)
  expect(readFileSync(file('order'), 'utf8')).toBe('third')
})

test('a device is written, not replaced', async () => {
  await writeAtomically('/dev/null', [Buffer.from('abc'), { length: 1, bytes: Promise.resolve(Buffer.from('d')) }])
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})

test.skipIf(process.platform === 'win32')('a pipe is read', async () => {
  const program = `const { readCsv } = await import('./lib/data/index.ts'); console.log((await readCsv('/dev/stdin')).features.toArray().join())`
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `printf 'a,b\\n1,2\\n' | "${process.execPath}" --import tsx --input-type=module -e "${program}"`],
    { cwd: ROOT, encoding: 'utf8' }
  )
  expect([stderr, stdout.trim()]).toEqual(['', '1,2'])
  await expect(readCsv(file('.'))).rejects.toThrow('cannot be read (EISDIR')
})

// What refuses a sync, from outside: Node's permission model (27 and late 26), Yarn's Plug'n'Play, synced folders.
const REFUSING = `
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import fs from 'node:fs'
const handle = await open('.', 'r')
const kind = Object.getPrototypeOf(handle)
await handle.close()
const refuse = () => { throw Object.assign(new Error('Method not implemented.'), { code: process.argv[2] }) }
kind.sync = async () => refuse()
kind.datasync = async () => refuse()
fs.fdatasyncSync = refuse
syncBuiltinESMExports()
const { saveCheckpoint } = await import('${join(ROOT, 'lib/checkpoint/index.ts')}')
const { writeNpy } = await import('${join(ROOT, 'lib/data/index.ts')}')
const { search, int } = await import('${join(ROOT, 'lib/search/index.ts')}')
const { tensor } = await import('${join(ROOT, 'lib/index.ts')}')
await saveCheckpoint('a', { x: tensor([1]) })
await writeNpy('b', tensor([1]))
await search({ k: int(1, 9) }, ({ k }) => k, { method: 'grid', file: 'c' })
`

test('berry#6580, nsolid#409: where fsync is refused everything is written, and said once; a disk that fails is an error', async () => {
  writeFileSync(file('refused.mts'), REFUSING)
  const { refused } = await programs('files', { refused: file('refused.mts') })
  const run = (code: string) => {
    const folder = file(`refused-${code}`)
    mkdirSync(folder)
    const { stderr } = spawnSync(process.execPath, [refused, code], { cwd: folder, encoding: 'utf8' })
    return { stderr, files: readdirSync(folder).sort() }
  }
  for (const code of ['ERR_ACCESS_DENIED', 'ENOSYS', 'EPERM', 'EINVAL']) {
    const { stderr, files } = run(code)
    expect(files).toEqual(['a', 'b', 'c'])
    expect(stderr.match(/THALWEG_NOT_SYNCED/g)!.length).toBe(1)
    expect(stderr).toContain(
      'a is written but cannot be synced to the disk: it may be lost when the power fails (Method not implemented.)'
    )
  }
  const { stderr, files } = run('EIO')
  expect(stderr).toContain('Method not implemented.')
  expect(files).toEqual([])
})
