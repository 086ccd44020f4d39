// Colors of both themes, the palette of series and the ramp of values. Called by draw/ and the script of HTML files.
import { power } from '../backend/math.ts'

export interface Theme {
  readonly background: string
  readonly text: string
  readonly axis: string
  readonly grid: string
  readonly palette: readonly string[]
}

// The colors of Okabe and Ito (2008), which people with color blindness can tell apart, then gray and brown.
const LIGHT = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f', '#8b4513']
const DARK = ['#56b4e9', '#ff8c42', '#2fd6a3', '#e8a6cd', '#f5c242', '#9ad7ff', '#b0b0b0', '#d39a6a']

export const THEMES: Readonly<Record<'light' | 'dark', Theme>> = {
  light: { background: '#ffffff', text: '#24292f', axis: '#57606a', grid: '#e4e7eb', palette: LIGHT },
  dark: { background: '#15191f', text: '#e6e9ee', axis: '#9aa4b2', grid: '#2b323c', palette: DARK }
}

/** The color of a series: gray (6) for what is not a series. */
export const colorOf = ({ palette }: Theme, color: number): string => palette[color % palette.length]!

// Even steps of lightness from dark violet to yellow: readable in gray.
const RAMP = ['440154', '482878', '3e4989', '31688e', '26828e', '1f9e89', '35b779', '6ece58', 'b5de2b', 'fde725']

/** The color of a share from 0 to 1; gray for null. */
export function ramp(share: number | null): string {
  if (share === null) return '#9a9a9a'
  const at = Math.min(1, Math.max(0, share)) * (RAMP.length - 1)
  const k = Math.min(RAMP.length - 2, Math.floor(at))
  const mix = [0, 2, 4].map((c) => {
    const [a, b] = [RAMP[k]!, RAMP[k + 1]!].map((hex) => Number.parseInt(hex.slice(c, c + 2), 16)) as [number, number]
    return Math.round(a + (at - k) * (b - a))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${mix.join('')}`
}

const INKS = ['#111111', '#ffffff'] as const

/** Black or white, whichever reads better on the ramp. */
export const inkOn = (share: number | null): string => ((share ?? 0.5) > 0.6 ? INKS[0] : INKS[1])

/** Black or white, whichever has more contrast with a color such as '#0072b2'. */
export function inkOver(color: string): string {
  const parts = [1, 3, 5].map((k) => {
    const part = Number.parseInt(color.slice(k, k + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055, 2.4)
  })
  const luminance = 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!
  // Where the contrasts with both are equal (WCAG).
  return luminance > 0.1916 ? INKS[0] : INKS[1]
}
