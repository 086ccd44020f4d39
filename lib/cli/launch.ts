// `thalweg launch`: starts the same program several times through the mpirun of this machine, with the flags that it
// needs here. Called by main.ts.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BackendError, OptionError } from '../errors.ts'
import { describeFlags, type Flag, helpFlag, numberFlag, readFlags, textFlag, threadsFlag } from '../util/flags.ts'
import { oneOf, wholeNumber } from '../util/options.ts'
import { defaultThreads } from '../util/threads.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg launch'

const FLAGS = {
  ranks: { ...numberFlag('N', wholeNumber({ min: 1, max: 65536 }), 'how many processes (default 2)'), short: 'n' },
  hosts: textFlag('A,B', 'the machines, by name; default this one'),
  engine: {
    ...textFlag('NAME', 'openmpi or mpich; default the one that is installed'),
    rule: oneOf('openmpi', 'mpich')
  },
  threads: { ...threadsFlag, help: 'threads of each process (default: the processors shared out)' },
  'dry-run': { help: 'print the command instead of running it' },
  help: helpFlag
}

const HELP = `Usage: thalweg launch [flags] train [config] [flags of train]
       thalweg launch [flags] search [config] [flags of search]
       thalweg launch [flags] program.mjs [arguments]

Runs thalweg train, thalweg search, or a program that calls init() of thalweg/distributed, as several processes through
mpirun. For train the config needs distributed: { shards }.

${describeFlags(FLAGS)}`

export type MpiEngine = 'openmpi' | 'mpich'

/** What is to be started, and where. */
export interface Job {
  readonly engine: MpiEngine
  readonly mpirun: string
  readonly ranks: number
  readonly hosts: readonly string[]
  readonly root: boolean
  readonly threads: number
  readonly command: readonly string[]
}

/** The command line of mpirun for a job. */
export function commandOf({ engine, mpirun, ranks, hosts, root, threads, command }: Job): string[] {
  const each = Math.ceil(ranks / Math.max(1, hosts.length))
  const env = `THALWEG_NUM_THREADS=${threads}`
  if (engine === 'mpich') {
    const where = hosts.length === 0 ? [] : ['-hosts', hosts.join(','), '-ppn', String(each)]
    return [mpirun, '-bind-to', 'none', ...where, '-n', String(ranks), '-genv', ...env.split('='), ...command]
  }
  // Open MPI counts cores, and refuses more processes than that; a process of ours is not bound, because it has threads.
  const where = hosts.length === 0 ? ['--oversubscribe'] : ['--host', hosts.map((host) => `${host}:${each}`).join(',')]
  const flags = [...(root ? ['--allow-run-as-root'] : []), ...where, '--bind-to', 'none']
  return [mpirun, ...flags, '-n', String(ranks), '-x', env, ...command]
}

/** Runs the command; returns the exit code of mpirun. */
export async function launch(args: readonly string[], { out, error }: Output): Promise<number> {
  const at = startOfProgram(args)
  const { values } = readFlags(NAME, args.slice(0, at), FLAGS)
  const program = args.slice(at)
  if (values.help) {
    out(HELP)
    return 0
  }
  if (program.length === 0)
    throw new OptionError(`${NAME}: expected train, search or a program but received none of them`)
  const { ranks = 2, threads } = values
  const hosts = (values.hosts ?? '').split(',').filter((host) => host !== '')
  const found = findMpirun(values.engine as MpiEngine | undefined)
  const here = Math.ceil(ranks / Math.max(1, hosts.length))
  const command = commandOf({
    ...found,
    ranks,
    hosts,
    root: process.getuid?.() === 0,
    threads: threads ?? Math.max(1, Math.floor(defaultThreads() / here)),
    command: [process.execPath, ...process.execArgv, ...nodeArguments(program)]
  })
  if (values['dry-run']) {
    out(command.join(' '))
    return 0
  }
  const again =
    program[0] === 'search'
      ? 'with --file, the same command continues'
      : 'if checkpoints were written, the same command with train --resume continues from the last one, with any number of ranks up to shards'
  return run(command, again, error)
}

// Where the program begins: after the flags and their values.
function startOfProgram(args: readonly string[]): number {
  const flags = Object.entries(FLAGS)
  for (let k = 0; k < args.length; k++) {
    const arg = args[k]!
    if (arg === '--') return k + 1
    if (!arg.startsWith('-')) return k
    const flag = flags.find(([name, flag]) => arg === `--${name}` || arg === `-${(flag as Flag).short}`)?.[1]
    if (flag !== undefined && 'value' in flag) k++
  }
  return args.length
}

// A command of this program, or a program for Node.
function nodeArguments(program: readonly string[]): readonly string[] {
  if (/\.[cm]?[jt]s$/.test(program[0]!)) return program
  if (['train', 'search'].includes(program[0]!)) return [process.argv[1] ?? fileURLToPath(import.meta.url), ...program]
  throw new OptionError(
    `${NAME}: expected train, search or a program of JavaScript (.mjs, .js, .ts) but received ${program[0]}`
  )
}

const NAMES: Record<MpiEngine, readonly string[]> = {
  openmpi: ['mpirun.openmpi', 'mpirun', 'mpiexec'],
  mpich: ['mpirun.mpich', 'mpiexec.hydra', 'mpirun', 'mpiexec']
}

function findMpirun(wanted: MpiEngine | undefined): Pick<Job, 'engine' | 'mpirun'> {
  const engines: MpiEngine[] = wanted === undefined ? ['openmpi', 'mpich'] : [wanted]
  for (const engine of engines) {
    for (const mpirun of NAMES[engine]) if (engineOf(mpirun) === engine) return { engine, mpirun }
  }
  const tried = [...new Set(engines.flatMap((engine) => NAMES[engine]))].join(', ')
  throw new BackendError(
    `${NAME}: cannot find ${wanted ?? 'an MPI'}; install it (Debian: apt-get install openmpi-bin, or mpich); tried ${tried}`
  )
}

function engineOf(mpirun: string): MpiEngine | null {
  const { stdout, error } = spawnSync(mpirun, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  if (error !== undefined || stdout === null) return null
  if (/Open ?MPI|OpenRTE|PRTE/i.test(stdout)) return 'openmpi'
  return /HYDRA|MPICH/i.test(stdout) ? 'mpich' : null
}

// Runs mpirun with our streams; signals reach it too, and it passes them on.
function run([mpirun, ...args]: readonly string[], again: string, error: Output['error']): Promise<number> {
  const child = spawn(mpirun!, args, { stdio: 'inherit' })
  let signaled = false
  const pass = (signal: NodeJS.Signals): void => {
    signaled = true
    child.kill(signal)
  }
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new BackendError(`${NAME}: cannot start ${mpirun}: ${cause.message}`)))
    child.once('close', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      // Some launchers report success of a job that a signal ended.
      const failed = code === null || (code === 0 && signaled)
      if (failed || code !== 0) {
        error(`${NAME}: ${mpirun} ended with ${signal ?? `code ${code}`}; ${again}`)
      }
      resolve(failed ? 1 : code!)
    })
  })
}
