// The process warnings that a call emits. Node emits them a tick later: those of earlier tests come before it is called.

export async function warningsOf(code: string, run: () => void): Promise<string[]> {
  const seen: string[] = []
  const listen = (warning: NodeJS.ErrnoException): void => {
    if (warning.code === code) seen.push(warning.message)
  }
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  await later()
  process.on('warning', listen)
  try {
    run()
    await later()
  } finally {
    process.off('warning', listen)
  }
  return seen
}
