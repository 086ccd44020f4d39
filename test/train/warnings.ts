// What a process warns of while something runs.
import { vi } from 'vitest'

/** The messages of the warnings that `body` gives. */
export async function warningsOf(body: () => unknown): Promise<string[]> {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  try {
    await body()
    return warn.mock.calls.map(([message]) => String(message))
  } finally {
    warn.mockRestore()
  }
}
