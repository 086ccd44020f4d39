// Modules that are loaded when they are needed: optional packages, and modules of users. Test runners that run programs as
// scripts of a context (jest) refuse `import()` there even of modules that exist: `require` loads those. Called by everything
// that loads such a module.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Bundlers that make CommonJS of a module leave import.meta empty.
const requireHere = (): NodeJS.Require =>
  createRequire((import.meta.url as string | undefined) ?? join(process.cwd(), 'package.json'))

const REFUSED = ['ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG']

async function orRequired<T>(load: () => Promise<T>, name: string): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!REFUSED.includes(String((error as NodeJS.ErrnoException | null)?.code))) throw error
    const module = requireHere()(name) as T & object
    return 'default' in module ? module : { ...module, default: module }
  }
}

/**
 * An optional package.
 *
 * @param load `() => import('name')`, spelled out so that bundlers see it; with the comment `webpackIgnore`, because webpack
 *   fails when a package is missing
 * @param absent makes the error when it is not installed, of the error that says so
 */
export function loadPackage<T>(name: string, load: () => Promise<T>, absent: (cause: unknown) => unknown): Promise<T> {
  return orRequired(load, name).catch((error) => {
    throw absent(error)
  })
}

/** A module of a user's by its address, as `import()` gives it. */
export function importModule(address: string): Promise<Record<string, unknown>> {
  const load = (): Promise<Record<string, unknown>> => import(/* webpackIgnore: true */ /* @vite-ignore */ address)
  return address.startsWith('file:') ? orRequired(load, fileURLToPath(address)) : load()
}

/**
 * The text of a file of an optional package.
 *
 * @param absent makes the error when the package is not installed
 */
export function packageFile(path: string, absent: (cause: unknown) => unknown): string {
  try {
    return readFileSync(requireHere().resolve(path), 'utf8')
  } catch (error) {
    throw absent(error)
  }
}
