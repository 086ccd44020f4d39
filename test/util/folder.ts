// A separate folder for each test file that writes files; gone after its tests.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export function temporaryFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'thalweg-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}

/** The same for folders, which are made. */
export function temporaryFolders(): (name: string) => string {
  const inFolder = temporaryFolder()
  return (name) => {
    const folder = inFolder(name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
}
