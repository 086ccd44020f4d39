// init: the ranks of this job. Called by users and by `thalweg train`.
import { isMainThread } from 'node:worker_threads'
import { DistributedError, OptionError } from '../errors.ts'
import { checkOptions, number } from '../util/options.ts'
import { Engine, LateError } from './engine.ts'
import { type Launch, launcherOf, librariesOf } from './library.ts'
import { World } from './world.ts'

/** Options of init. */
export interface InitOptions {
  /**
   * Seconds that a call waits for the other ranks, > 0: longer than the slowest thing that one rank does alone, such as
   * writing a checkpoint. The start waits at least 60 seconds. Default 300.
   */
  timeout?: number | undefined
}

// Processes may start one after the other.
const START = 60

let made: Promise<World> | null = null

/**
 * Joins the other processes that mpirun (or another launcher of MPI) started with this one. Without a launcher the
 * world has one rank, and the same program runs. MPI is found at run time: Open MPI 4.1 or later, MPICH 4.0 or later, or
 * a library with the standard binary interface of MPI 5.
 *
 * A later call gives the same world, until it is finalized. A process that ends without an error leaves the world by itself.
 *
 * Environment: `THALWEG_LIBMPI`, the path of the MPI library; `THALWEG_MPIABI`, its binary interface ('openmpi',
 * 'mpich' or 'standard') if detection fails.
 *
 * @param options timeout: seconds that a call waits for the other ranks. Default 300
 * @throws OptionError; DistributedError when a launcher started this process but MPI cannot be used
 * @example
 * const world = await init({ timeout: 60 })
 * world.size >= 1 // true
 */
export async function init(options: InitOptions = {}): Promise<World> {
  checkOptions('init', options, { timeout: number({ above: 0 }) })
  if (!isMainThread)
    throw new OptionError('init: expected the main thread but this is a worker; call it in the main thread')
  const { timeout = 300 } = options
  // MPI starts once in a process.
  const again = (world: World): World | Promise<World> => (world.ended && world.engine === null ? join(timeout) : world)
  made = made === null ? join(timeout) : made.then(again)
  return made
}

async function join(timeout: number): Promise<World> {
  const { env } = process
  const launch: Launch | null = launcherOf(env) ?? (env.THALWEG_LIBMPI ? { family: null, size: null } : null)
  if (launch === null) return new World(null, 0, 1, timeout)
  const { names, abi } = librariesOf(launch, env)
  const engine = Engine.open(names, abi)
  const { rank, size } = await begin(engine, timeout)
  if (launch.size !== null && launch.size !== size) {
    throw new DistributedError(
      `init: expected ${launch.size} ranks, as the launcher started, but ${engine.library} (${engine.product}) sees ${size}; it is not the launcher's MPI: set THALWEG_LIBMPI to the library of the mpirun that is used`
    )
  }
  const world = new World(engine, rank, size, timeout)
  leaveAtEnd(world, engine)
  return world
}

async function begin(engine: Engine, timeout: number): Promise<{ rank: number; size: number }> {
  const seconds = Math.max(timeout, START)
  try {
    return await engine.start(seconds)
  } catch (error) {
    const why =
      error instanceof LateError
        ? `the other ranks did not come within ${seconds} s; look at their output, or raise timeout`
        : (error as Error).message
    throw new DistributedError(`init: cannot start ${engine.library} (${engine.product}) because ${why}`, {
      cause: error
    })
  }
}

// Launchers abort a job when a process exits without MPI_Finalize, so a process that exits without an error calls it.
function leaveAtEnd(world: World, engine: Engine): void {
  process.once('beforeExit', (code) => {
    if (code !== 0 || world.ended) return
    world.finalize().catch((error: unknown) => {
      process.exitCode = 1
      console.error((error as Error).message)
    })
  })
  // process.exit() leaves no time for promises.
  process.once('exit', (code) => engine.end(code === 0 && !world.ended))
}
