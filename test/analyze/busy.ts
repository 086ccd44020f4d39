// Keeps processors busy while a body runs: with endless loops in other processes. Called by the tests of what is timed.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

const PROGRAM = "process.stdout.write('.'); for (;;) Math.sqrt(2)"

/** Runs `body` next to `count` endless loops: by default one more than there are processors. */
export async function whileBusy<R>(body: () => Promise<R>, count = availableParallelism() + 1): Promise<R> {
  const children = Array.from({ length: count }, () => spawn(process.execPath, ['-e', PROGRAM]))
  try {
    await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))))
    return await body()
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}
