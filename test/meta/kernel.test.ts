// What a new kernel with its op costs, as docs/contributing/add-a-kernel.md says: six files that people write.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const GUIDE = read('docs/contributing/add-a-kernel.md')

// The files of a kernel and its op, from its row to its test.
const FILES = [
  'native/kernels.def',
  'native/kernels/recurrent.cc',
  'lib/backend/js/recurrent.ts',
  'lib/ops/recurrent.ts',
  'lib/ops/differentiable/layers.ts',
  'test/backend/cases/recurrent.ts'
]

// Files that people write and that name the kernel.
function naming(kernel: string): string[] {
  const folders = ['native', 'lib/backend', 'lib/ops', 'codegen', 'scripts', 'cmake', 'test/backend']
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
  )
  return [...inFolders, 'CMakeLists.txt', 'binding.gyp'].filter((path) => {
    const text = read(path)
    const generated = path.includes('/gen/') || text.slice(0, 200).includes('Do not edit.')
    return !generated && new RegExp(`\\b${kernel}(Backward)?\\b`).test(text)
  })
}

test('a kernel with its op is six files that people write', () => {
  expect(naming('recurrent').sort()).toEqual([...FILES].sort())
})

test('the guide asks for these six and ends with their proof', () => {
  expect(GUIDE).toContain('Six files by hand')
  expect(GUIDE.match(/^\*\*\d\. /gm)).toHaveLength(FILES.length)
  for (const path of FILES) expect(GUIDE).toContain(path.replace('recurrent', 'scale'))
  expect(GUIDE.trimEnd()).toMatch(/```\nnpm run generate && [^\n]*npm test\n```$/)
})
