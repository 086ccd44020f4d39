// Runs an example and reads the numbers that it prints. Called by the tests of this folder.
import { join } from 'node:path'
import { vi } from 'vitest'
import { ROOT } from '../declarations.ts'

export const FOLDER = join(ROOT, 'examples')
const argv = process.argv

let runs = 0

/** What an example prints. `name` is its path in the folder without `.ts`. Undo it with `restore`. */
export async function run(name: string, ...options: string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  process.argv = [...argv.slice(0, 1), join(FOLDER, `${name}.ts`), ...options]
  // Another address is another module: it runs again, with the same library.
  await import(`${join(FOLDER, `${name}.ts`)}?run=${++runs}`)
  return lines.join('\n')
}

/** Gives the console and the command line back. */
export function restore(): void {
  process.argv = argv
  vi.restoreAllMocks()
}

/** The numbers after a word, in order. */
export const after = (text: string, word: string): number[] =>
  Array.from(text.matchAll(new RegExp(`${word} +(-?[\\d.]+)`, 'g')), ([, number]) => Number(number))
