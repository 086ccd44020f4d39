// What `npx thalweg info` says: the version, the machine, which backend runs the kernels, and why it was chosen.
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { machine } from '../backend/addon.ts'
import { availableLevels, backend } from '../backend/index.ts'
import { quota } from '../util/threads.ts'

export interface Info {
  version: string
  node: string
  machine: string
  backend: string
  level: string
  /** Every level that this machine supports. */
  levels: string[]
  threads: number
  why: { backend: string; level: string; threads: string }
}

/** The version of the package. */
export function version(): string {
  return (createRequire(import.meta.url)('thalweg/package.json') as { version: string }).version
}

/** The facts, as plain JSON. */
export function info(env: NodeJS.ProcessEnv = process.env): Info {
  const levels = availableLevels()
  return {
    version: version(),
    node: process.version,
    machine: machine(),
    backend: backend.name,
    level: backend.level,
    levels,
    threads: backend.threads,
    why: { backend: whyBackend(env), level: whyLevel(env, levels), threads: whyThreads(env) }
  }
}

function whyBackend(env: NodeJS.ProcessEnv): string {
  if (env.THALWEG_BACKEND) return `THALWEG_BACKEND=${env.THALWEG_BACKEND}`
  if (env.THALWEG_LEVEL) return `THALWEG_LEVEL=${env.THALWEG_LEVEL}`
  return backend.name === 'native' ? 'an addon for this machine was found' : backend.reason!
}

function whyLevel(env: NodeJS.ProcessEnv, levels: readonly string[]): string {
  if (env.THALWEG_LEVEL) return `THALWEG_LEVEL=${env.THALWEG_LEVEL}`
  return backend.name === 'native' ? `the best of ${levels.join(', ')}` : 'the JavaScript backend has no other'
}

function whyThreads(env: NodeJS.ProcessEnv): string {
  if (backend.name === 'js') return 'the JavaScript backend runs on one'
  if (backend.reason !== undefined) return backend.reason
  if (env.THALWEG_NUM_THREADS) return `THALWEG_NUM_THREADS=${env.THALWEG_NUM_THREADS}`
  const processors = availableParallelism()
  if (quota() < processors) return `the control group leaves ${quota()} of ${processors} processors`
  return 'the processors that this process may use'
}

/** The facts, a line each. */
export function describe(facts: Info): string {
  const { why } = facts
  return [
    ['thalweg', facts.version],
    ['node', facts.node],
    ['machine', facts.machine],
    ['backend', `${facts.backend}: ${why.backend}`],
    ['level', `${facts.level}: ${why.level}`],
    ['threads', `${facts.threads}: ${why.threads}`]
  ]
    .map(([name, value]) => `${name!.padEnd(8)} ${value}`)
    .join('\n')
}
