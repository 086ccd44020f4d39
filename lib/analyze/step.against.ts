// An earlier result of analyze.step to compare with: a file of --json or save. Called by step.ts.
import { readFile } from 'node:fs/promises'
import { OptionError } from '../errors.ts'
import type { Row } from './rows.ts'

/** The rows of an earlier result, and the machine it was made on. */
export interface Earlier {
  readonly rows: readonly Row[]
  /** 'native avx512, 2 processors'. */
  readonly machine: string
}

interface Document {
  readonly name?: unknown
  readonly rows?: unknown
  readonly machine?: { readonly backend?: unknown; readonly level?: unknown; readonly processors?: unknown }
  readonly analyses?: readonly Document[]
}

/**
 * Reads the rows of `step` from a path or a plain object.
 *
 * @throws OptionError when there are none
 */
export async function earlierOf(call: string, against: string | object): Promise<Earlier> {
  const what = typeof against === 'string' ? against : 'an object'
  const fail = (why: string): OptionError =>
    new OptionError(`${call}: expected against to be a result of analyze step, from --json or save, but ${what} ${why}`)
  let document: Document
  try {
    const plain = typeof against === 'string' ? await readFile(against, 'utf8') : JSON.stringify(against)
    document = JSON.parse(plain) as Document
  } catch (error) {
    throw fail(`cannot be read: ${(error as Error).message}`)
  }
  const found = [document, ...(document?.analyses ?? [])].find((each) => each?.name === 'step')
  if (!Array.isArray(found?.rows)) throw fail('has no analysis of that name')
  return { rows: found.rows as Row[], machine: machineText(found.machine ?? {}) }
}

/** What must be equal for times to be compared. */
export const machineText = ({ backend, level, processors }: NonNullable<Document['machine']>): string =>
  `${backend} ${level}, ${processors} processors`
