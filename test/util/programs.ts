// Bundles of programs that tests start as processes: tsx, which compiles the library file by file,
// takes four times as long.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../declarations.ts'

/**
 * Bundles files, by the names that they get, for the test file `user`: their paths by name. What they share, such as the
 * library, is there once.
 */
export async function programs<N extends string>(user: string, files: Record<N, string>): Promise<Record<N, string>> {
  // Within the repository, where the library finds its addon.
  const outdir = join(ROOT, 'build-test', user)
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: files,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // A text outside of the repository is compiled as one inside, `thalweg` being the sources.
    tsconfig: join(ROOT, 'tsconfig.json'),
    logLevel: 'error'
  })
  const paths = Object.keys(files).map((name) => [name, join(outdir, `${name}.mjs`)])
  return Object.fromEntries(paths) as Record<N, string>
}
