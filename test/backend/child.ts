// Runs programs in their own processes, against a bundle of the library: for what is decided once at load.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsdown'
import { ROOT } from '../declarations.ts'

export interface Ended {
  readonly status: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Bundles lib/backend and the root of the library into build-test/<name>/library.mjs and .cjs; returns the folder. */
export async function bundle(name: string): Promise<string> {
  const folder = join(ROOT, 'build-test', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await build({
    entry: { library: join(ROOT, 'test/backend/library.ts') },
    outDir: folder,
    config: false,
    format: ['esm', 'cjs'],
    dts: false,
    platform: 'node',
    logLevel: 'error'
  })
  return folder
}

/** Runs an ES module's text; `before` stands before node, such as ['taskset', '-c', '0'], `options` after it. */
export function node(
  text: string,
  env: Record<string, string> = {},
  before: readonly string[] = [],
  options: readonly string[] = []
): Ended {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(THALWEG|NODE_OPTIONS|VITEST)/.test(key))
  const [command, ...args] = [...before, process.execPath, ...options, '--input-type=module', '-e', text]
  const { status, signal, stdout, stderr, error } = spawnSync(command!, args, {
    env: { ...Object.fromEntries(inherited), ...env },
    encoding: 'utf8',
    timeout: 60_000
  })
  if (error) throw error
  return { status, signal, stdout, stderr }
}

/** Whether a command is on this machine. */
export function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined
}
