// What building the addon on this machine needs, and what to say where it is missing. Used by the other scripts here.
import { spawnSync } from 'node:child_process'

/** Whether a program is there and runs: macOS has stubs of compilers that fail. */
export const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

/** The tools that a build lacks here, such as "make and python3"; undefined when nothing is missing. */
export function missingTools() {
  if (process.platform === 'win32') return undefined
  const compilers = process.env.CXX ? [process.env.CXX.split(' ')[0]] : ['c++', 'g++', 'clang++']
  const missing = []
  if (!compilers.some(has)) missing.push('a C++20 compiler')
  if (has('cmake') ? !has('make') && !has('ninja') : !has('make')) missing.push('make')
  if (!has('cmake') && !has('python3')) missing.push('python3')
  if (missing.length === 0) return undefined
  return missing.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}

/** One line for a clone in which the addon cannot be built. */
export const withoutAddon = (missing) =>
  `no native addon: ${missing} not found, so the library runs on the JavaScript backend (same results, up to 250 times ` +
  'slower); for native speed install a C++20 compiler, make and python3 (Debian: apt-get install g++ make python3), ' +
  'then: npm run build:native'
