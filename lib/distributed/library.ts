// Which MPI library to open: that of the launcher which started this process. With the other one, every rank would be
// alone in a world of one without noticing. Called by init.ts.

import { OptionError } from '../errors.ts'
import { oneOf } from '../util/options.ts'

/** A binary interface of MPI. */
export type Abi = 'openmpi' | 'mpich' | 'standard'

/** What the environment says of the launcher. */
export interface Launch {
  /** The family of its MPI; null if only the processes' manager is known (PMIx). */
  readonly family: 'openmpi' | 'mpich' | null
  /** The number of processes that it started; null if it does not say. */
  readonly size: number | null
}

type Environment = Readonly<Record<string, string | undefined>>

/** The launcher that started this process; null if there is none. */
export function launcherOf(env: Environment): Launch | null {
  const count = (name: string): number | null => (/^\d+$/.test(env[name] ?? '') ? Number(env[name]) : null)
  const open = count('OMPI_COMM_WORLD_SIZE')
  if (open !== null) return { family: 'openmpi', size: open }
  const hydra = count('PMI_SIZE')
  if (hydra !== null) return { family: 'mpich', size: hydra }
  return count('PMIX_RANK') === null ? null : { family: null, size: null }
}

const LINUX = {
  openmpi: ['libmpi.so.40', 'libmpi_abi.so.1', 'libmpi_abi.so.0', 'libmpi_abi.so', 'libmpi.so'],
  mpich: ['libmpich.so.12', 'libmpi.so.12', 'libmpi_abi.so.1', 'libmpi_abi.so.0', 'libmpi_abi.so', 'libmpi.so']
}
const MAC = {
  openmpi: ['libmpi.40.dylib', 'libmpi_abi.1.dylib', 'libmpi_abi.0.dylib', 'libmpi.dylib'],
  mpich: ['libmpi.12.dylib', 'libmpi_abi.1.dylib', 'libmpi_abi.0.dylib', 'libmpi.dylib']
}

/** The names to try, and the binary interface if it is given instead of found out. */
export function librariesOf(
  { family }: Launch,
  env: Environment,
  platform: string = process.platform
): { names: readonly string[]; abi: Abi | '' } {
  const { THALWEG_LIBMPI: own, THALWEG_MPIABI: abi = '' } = env
  const rule = oneOf('openmpi', 'mpich', 'standard')
  if (abi !== '' && !rule.test(abi)) {
    throw new OptionError(`init: expected THALWEG_MPIABI to be ${rule.expected} but received ${abi}`)
  }
  const named = platform === 'darwin' ? MAC : LINUX
  const names =
    own !== undefined && own !== ''
      ? [own]
      : [...new Set(family === null ? [...named.openmpi, ...named.mpich] : named[family])]
  return { names, abi: abi as Abi | '' }
}
