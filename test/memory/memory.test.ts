// Memory does not grow over a run: steps.ts in its own process. `npm run memory` is the whole run of 10,000 steps.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { programs } from '../util/programs.ts'

const STEPS = '4000'
// A loop that waits for queued calls takes 2.5 MB more between steps 1,000 and 2,000, and 0.1 to 1 MB up to step 16,000.
const FROM = '2000'
// V8's young generation grows by up to 16 MB, the more the later its threads run on a busy machine. Not here.
const SMALL = '--max-semi-space-size=1'

let steps = ''
beforeAll(async () => {
  steps = (await programs('memory', { steps: join(ROOT, 'test/memory/steps.ts') })).steps
})

interface Resident {
  early: number
  late: number
  most: number
}

function train(...options: string[]): Resident {
  const program = [SMALL, steps, '--steps', STEPS, '--from', FROM, ...options]
  // One thread: what else the machine does must not decide how long this takes.
  const env = { ...process.env, THALWEG_NUM_THREADS: '1' }
  const text = execFileSync(process.execPath, program, { cwd: ROOT, encoding: 'utf8', env })
  console.log(`${STEPS} steps ${options.join(' ')}: ${text.trim()}`)
  return JSON.parse(text) as Resident
}

// What V8 gives back between the two is not growth.
test('with a scope around each step the resident memory stays what it was after 2,000 steps', () => {
  const { early, late } = train('--scope')
  expect(early).toBeGreaterThan(0)
  expect(late - early).toBeLessThan(2)
})

test('with queued calls it stays what it was', () => {
  const { early, late } = train('--scope', '--background')
  expect(early).toBeGreaterThan(0)
  expect(late - early).toBeLessThan(2)
})

test('without a scope the garbage collector keeps it below 500 MB', () => {
  expect(train().most).toBeLessThan(500)
})
