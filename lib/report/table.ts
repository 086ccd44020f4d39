// Tables and amounts as text, for the reports of lib/train.

/** Rows under a header: the first `left` columns are left-aligned, the others, numbers, right-aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], left = 1): string {
  const all = [head, ...rows]
  const widths = head.map((_, k) => Math.max(...all.map((row) => row[k]!.length)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, k) => (k < left ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd()
  return all.map(line).join('\n')
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Human-readable bytes: '512 B', '1.5 MiB'. */
export function formatBytes(bytes: number): string {
  let unit = 0
  let n = bytes
  while (n >= 1024 && unit < UNITS.length - 1) {
    n /= 1024
    unit++
  }
  return `${unit === 0 ? Math.round(n) : n.toFixed(n < 99.95 ? 1 : 0)} ${UNITS[unit]}`
}
