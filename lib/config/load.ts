// Finds a config file and reads it: JavaScript, JSON, or TypeScript by Node's type stripping or the package tsx. Called
// by the command line.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { OptionError } from '../errors.ts'
import { show } from '../util/options.ts'
import { importModule } from '../util/packages.ts'
import { isError } from '../util/realm.ts'

/** The file names to look for, in this order. */
export const CONFIG_NAMES = ['ts', 'mts', 'mjs', 'js', 'json'].map((kind) => `thalweg.config.${kind}`)

/** A config as its file has it. */
export interface Loaded {
  /** Absolute. */
  readonly path: string
  /** The file's name, the prefix of messages. */
  readonly file: string
  readonly config: unknown
}

/** Whether a folder has a config file of one of the usual names. */
export const hasConfig = (folder = process.cwd()): boolean =>
  CONFIG_NAMES.some((name) => existsSync(join(folder, name)))

/**
 * Reads the config file `path`, or the first of thalweg.config.ts, .mts, .mjs, .js and .json in a folder.
 *
 * @param call begins the messages
 * @throws OptionError naming the file when it does not exist or cannot be read
 */
export async function loadConfig(
  path: string | undefined,
  folder = process.cwd(),
  call = 'thalweg train'
): Promise<Loaded> {
  const found =
    path === undefined ? CONFIG_NAMES.map((name) => join(folder, name)).find(existsSync) : resolve(folder, path)
  if (found === undefined) {
    throw new OptionError(`${call}: expected a config file, ${CONFIG_NAMES[0]} or the like, but ${folder} has none`)
  }
  if (!existsSync(found)) throw new OptionError(`${call}: expected a config file but there is no ${found}`)
  const file = basename(found)
  if (extname(found) === '.json') return { path: found, file, config: parse(file, readFileSync(found, 'utf8')) }
  const { default: config } = await importFile(file, found)
  if (config === undefined) {
    throw new OptionError(
      `${file}: expected a default export, such as export default defineConfig({ ... }), but there is none`
    )
  }
  return { path: found, file, config: (await config) as unknown }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new OptionError(`${file}: expected JSON but ${(error as Error).message}`)
  }
}

/** A user's module. */
export async function importFile(file: string, path: string): Promise<Record<string, unknown>> {
  if (/\.[mc]?ts$/.test(path)) await prepareTypeScript(file, path)
  try {
    return await importModule(pathToFileURL(path).href)
  } catch (error) {
    // Without "type": "module" tsx treats a .ts file as CommonJS, which would load a second copy of this library.
    const hint = /require\(\) ES Module/.test((error as Error | null)?.message ?? '')
      ? 'name it .mts, or put "type": "module" into package.json'
      : message(error)
    throw new OptionError(`${file}: cannot be loaded: ${hint}`)
  }
}

// The first line of a syntax error's stack is its location.
function message(error: unknown): string {
  if (!isError(error)) return show(error)
  const place = error.name === 'SyntaxError' ? /^file:\/\/\S+:\d+/.exec(error.stack ?? '')?.[0] : undefined
  return `${error.message}${place === undefined ? '' : ` (${place})`}`
}

// Node 22.18 and later strip types themselves; older ones need tsx, looked up from the config's folder, then from here.
export async function prepareTypeScript(
  file: string,
  path: string,
  find = findTsx,
  strips: unknown = (process.features as { typescript?: unknown }).typescript
): Promise<void> {
  if (strips) return
  for (const from of [path, join(dirname(path), 'package.json'), import.meta.url]) {
    let address: string
    try {
      address = find(from)
    } catch {
      continue
    }
    const { register } = (await import(/* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(address).href)) as {
      register(): void
    }
    register()
    return
  }
  throw new OptionError(
    `${file}: TypeScript needs Node 22.18 or newer, or the package tsx (npm install --save-dev tsx); this is Node ${process.versions.node}`
  )
}

// require finds the CommonJS build, which cannot register; the ES module is in the same folder.
function findTsx(from: string): string {
  return createRequire(from)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs')
}
