// Programs of this folder as ranks of a job, with each MPI that this machine has. Called by the tests of this folder.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsdown'
import { ROOT } from '../declarations.ts'

const FOLDER = join(ROOT, 'build-test/distributed')
const root = process.getuid?.() === 0 ? ['--allow-run-as-root'] : []

/** The launchers, by the names of their MPI. */
export const ENGINES = {
  openmpi: ['mpirun.openmpi', ...root, '--oversubscribe', '--bind-to', 'none'],
  mpich: ['mpirun.mpich', '-bind-to', 'none']
}
export type EngineName = keyof typeof ENGINES

const has = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

/** Why tests of an engine are left out; null if it is there. */
export function missing(engine: EngineName): string | null {
  const [command] = ENGINES[engine]
  return has(command!) ? null : `${command} is not installed (Debian: openmpi-bin, mpich)`
}

/** Builds programs of this folder as a user would bundle them, for the test file of that name: their paths by name. */
export async function programs<N extends string>(user: string, ...names: N[]): Promise<Record<N, string>> {
  const outDir = join(FOLDER, user)
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const entry = Object.fromEntries(names.map((name) => [name, join(ROOT, `test/distributed/${name}.ts`)]))
  await build({ entry, outDir, config: false, format: 'esm', dts: false, platform: 'node', logLevel: 'error' })
  return Object.fromEntries(names.map((name) => [name, join(outDir, `${name}.mjs`)])) as Record<N, string>
}

export interface Ended {
  readonly code: number | null
  readonly seconds: number
  readonly stdout: string
  readonly stderr: string
  /** The JSON that ranks printed, each a line with its rank. */
  readonly said: readonly { readonly rank: number; readonly [name: string]: unknown }[]
}

/** What each rank said by a name. */
export const each = ({ said }: Ended, name: string): unknown[] => said.map((line) => line[name])

/** What a rank wrote into its file of a folder, since long lines that several ranks print at once mix. */
export const writtenBy = (folder: string, rank: number): unknown =>
  JSON.parse(readFileSync(join(folder, `said.${rank}.json`), 'utf8'))

// Of the tests' own process: what a launcher, another MPI or a test runner says.
const FOREIGN = /^(OMPI|PMI|PMIX|HYDRA|MPI|THALWEG|VITEST|NODE_OPTIONS|UCX)/

/** Runs a command to its end. */
export function run(command: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)))
  const began = performance.now()
  const child = spawn(command[0]!, command.slice(1), {
    env: { THALWEG_NUM_THREADS: '1', NO_COLOR: '1', ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const out = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    out.stdout += text
  })
  child.stderr.on('data', (text) => {
    out.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      try {
        const said = out.stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
        said.sort((a, b) => a.rank - b.rank)
        resolve({ ...out, code, said, seconds: (performance.now() - began) / 1000 })
      } catch (error) {
        reject(error)
      }
    })
  })
}

/** Runs a program on so many ranks. */
export function ranks(
  engine: EngineName,
  n: number,
  path: string,
  args: readonly string[] = [],
  env: Record<string, string> = {}
): Promise<Ended> {
  return run([...ENGINES[engine], '-n', String(n), process.execPath, path, ...args], env)
}

/** Processes that still run this program. */
export function orphans(path: string): string {
  const { error, stdout } = spawnSync('pgrep', ['-f', path], { encoding: 'utf8' })
  if (error !== undefined) throw error
  return stdout
}
