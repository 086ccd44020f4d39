// Runs pieces of documents: imports become calls, `expression // => value` becomes a check. Called by the tests next to
// it.
export const ENTRIES: Record<string, () => Promise<Record<string, unknown>>> = {
  thalweg: () => import('../../lib/index.ts'),
  'thalweg/analyze': () => import('../../lib/analyze/index.ts'),
  'thalweg/checkpoint': () => import('../../lib/checkpoint/index.ts'),
  'thalweg/config': () => import('../../lib/config/index.ts'),
  'thalweg/data': () => import('../../lib/data/index.ts'),
  'thalweg/distributions': () => import('../../lib/distributions/index.ts'),
  'thalweg/landscapes': () => import('../../lib/landscapes/index.ts'),
  'thalweg/metrics': () => import('../../lib/metrics/index.ts'),
  'thalweg/nn': () => import('../../lib/nn/index.ts'),
  'thalweg/optim': () => import('../../lib/optim/index.ts'),
  'thalweg/plot': () => import('../../lib/plot/index.ts'),
  'thalweg/preprocessing': () => import('../../lib/preprocessing/index.ts'),
  'thalweg/schedules': () => import('../../lib/optim/schedules/index.ts'),
  'thalweg/distributed': () => import('../../lib/distributed/index.ts'),
  'thalweg/search': () => import('../../lib/search/index.ts'),
  'thalweg/train': () => import('../../lib/train/index.ts')
}

/** Imports as calls of `load`, claims as calls of `check`. */
export function bodyOf(code: string): string {
  return code
    .replace(/^import \* as (\w+) from '([^']+)'$/gm, "const $1 = await load('$2')")
    .replace(/^import \{([^}]+)\} from '([^']+)'$/gm, (_, names: string, entry: string) => {
      return `const {${names.replaceAll(' as ', ': ')}} = await load('${entry}')`
    })
    .replace(/^(.+?) \/\/ => (.+)$/gm, 'check($1, $2)')
}

type Body = (...values: unknown[]) => Promise<void>
const AsyncFunction = (async () => undefined).constructor as new (...args: string[]) => Body

/** Runs JavaScript that may use `load`, `check` and the given names. */
export async function runBody(
  body: string,
  check: (got: unknown, want: unknown) => void,
  names: Record<string, unknown> = {}
): Promise<void> {
  const load = (entry: string): unknown => (ENTRIES[entry] ?? (() => import(entry)))()
  await new AsyncFunction('load', 'check', ...Object.keys(names), body)(load, check, ...Object.values(names))
}
