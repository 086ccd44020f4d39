// The files of docs/guide/servers.md, written to a folder and run as a process. Called by the page's test and by requestCost.ts,
// which measures.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { ROOT } from '../declarations.ts'
import { programs } from '../util/programs.ts'

/** Writes the blocks of the page that begin with the name of a file to the folder; returns the names. */
export function writeFiles(folder: string): string[] {
  const text = readFileSync(join(ROOT, 'docs/guide/servers.md'), 'utf8')
  return Array.from(text.matchAll(/^```javascript\n\/\/ (\S+\.mjs)\n([\s\S]*?)^```$/gm), ([, name, code]) => {
    writeFileSync(join(folder, name!), code!)
    return name!
  })
}

export interface Server {
  readonly child: ChildProcess
  readonly url: string
  /** What the process has written to stderr. */
  readonly errors: () => string
}

/** Bundles files of the folder with the sources of the library into build-test/<name>, which starts faster; returns that folder. */
export async function bundle(name: string, folder: string, files: readonly string[]): Promise<string> {
  await programs(name, Object.fromEntries(files.map((file) => [parse(file).name, join(folder, file)])))
  return join(ROOT, 'build-test', name)
}

/** Runs a file of the folder; resolves when it listens. */
export function listen(folder: string, file: string, args: readonly string[] = []): Promise<Server> {
  const env = { ...process.env, PORT: '0' }
  const child = spawn(process.execPath, [join(folder, file), ...args], { env })
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      const port = /listening on (\d+)/.exec(String(text))?.[1]
      if (port !== undefined) resolve({ child, url: `http://127.0.0.1:${port}`, errors: () => errors })
    })
    child.on('exit', (code) => reject(new Error(`${file} ended with code ${code}: ${errors}`)))
  })
}
