// Where a resumed run continues its log: a file or folder that has the log of another run stays as it is. Called by
// lineLogger.ts and tensorBoard.ts.
import { join, parse } from 'node:path'
import type { LogPlace } from './logger.ts'

/**
 * The path that is given, or with '-2', '-3', ... before its extension: the first that this run may write to.
 *
 * @param isOurs whether what is there is the log of this run; null when nothing is there
 */
export async function ownPlace(
  call: string,
  path: string,
  isOurs: (path: string) => Promise<boolean | null>
): Promise<string> {
  const { dir, name, ext } = parse(path)
  let own = path
  for (let k = 2; (await isOurs(own)) === false; k++) own = join(dir, `${name}-${k}${ext}`)
  if (own !== path) {
    process.emitWarning(
      `${call}: ${path} has the log of another run and stays as it is; this run continues in ${own}; give every run its own path`,
      { code: 'THALWEG_LOG' }
    )
  }
  return own
}

/** Whether a record is one of these; null for what is not a record. */
export function isIn({ step, wallTime }: LogPlace, places: readonly LogPlace[]): boolean | null {
  if (Number.isNaN(step)) return null
  return places.some((each) => each.step === step && each.wallTime === wallTime)
}
