// docs/guide/lessons.md: every lesson has numbers that a test checks (snippets.test.ts) and a command that measures the same on
// real data; the commands are those of the command line.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ANALYSES } from '../../lib/analyze/registry.ts'
import { main } from '../../lib/cli/main.ts'
import * as landscapes from '../../lib/landscapes/index.ts'
import { ROOT } from '../declarations.ts'

const [, ...lessons] = readFileSync(join(ROOT, 'docs/guide/lessons.md'), 'utf8').split(/^## /m)
const commands = lessons.flatMap((lesson) =>
  Array.from(lesson.matchAll(/^npx thalweg (.+)$/gm), ([, line]) => line!.split(' '))
)

test('every lesson has numbers and a command', () => {
  expect(lessons.length).toBeGreaterThan(8)
  const lacking = lessons.filter((text) => !/^```js\n.*\/\/ => .*^```\n.*^```sh\nnpx thalweg /ms.test(text))
  expect(lacking.map((text) => text.split('\n')[0])).toEqual([])
})

test.each(commands.map((words) => [words.join(' '), words] as const))('thalweg %s', async (_, [command, ...rest]) => {
  // Of each command the help, which has the flags that the lesson uses.
  const lines: string[] = []
  const output = { out: (line: string) => void lines.push(line), error: (line: string) => void lines.push(line) }
  expect(await main([command!, '--help'], output)).toBe(0)
  for (const flag of rest.filter((word) => word.startsWith('--'))) expect(lines.join('\n')).toContain(flag)
  const first = rest[0]!
  if (command === 'analyze') {
    expect(Object.values(ANALYSES).map(({ definition }) => definition.name)).toEqual(
      expect.arrayContaining(first.split(','))
    )
  } else if (command === 'race') expect(Object.keys(landscapes)).toContain(first)
})
