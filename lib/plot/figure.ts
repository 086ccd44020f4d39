// A figure as plain data: panels with axes and marks, in the units of the data. Made by charts/, drawn by draw/ as SVG, HTML and
// text. Everything in it is JSON, because an HTML file carries it.

/** What is drawn together. */
export interface Figure {
  readonly title: string
  readonly panels: readonly Panel[]
  /** Panels in a row of the SVG. */
  readonly columns: number
  /** Whether the HTML has a button that plays the lines with `moves` from start to end. */
  readonly animate?: boolean | undefined
}

/** One pair of axes, or one surface. */
export interface Panel {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly marks: readonly Mark[]
  /** How values become colors. */
  readonly scale?: Scale | undefined
  readonly surface?: Surface | undefined
}

export interface Axis {
  readonly label: string
  readonly from: number
  readonly to: number
  /** Logarithmic. Default false. */
  readonly log?: boolean | undefined
  /** Ticks are at whole numbers only. */
  readonly whole?: boolean | undefined
  /** Words at 0, 1, 2 ... instead of numbers. */
  readonly names?: readonly string[] | undefined
}

/** From a value to a place in the color ramp. */
export interface Scale {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly log?: boolean | undefined
}

/** A number, or null where there is none. */
export type Numbers = readonly (number | null)[]

export interface Line {
  readonly kind: 'line'
  readonly name: string
  readonly x: Numbers
  readonly y: Numbers
  /** The place in the palette. */
  readonly color: number
  /** Its color is that of this value on the scale instead. */
  readonly value?: number | undefined
  readonly dash?: boolean | undefined
  /** Thin and pale, such as the values below their average. */
  readonly faint?: boolean | undefined
  /** Grows from its start when the figure is played. */
  readonly moves?: boolean | undefined
  /** An edge in the color of the background, for lines over areas. */
  readonly halo?: boolean | undefined
}

export interface Points {
  readonly kind: 'points'
  readonly name: string
  readonly x: Numbers
  readonly y: Numbers
  readonly color: number
  readonly shape: 'dot' | 'ring' | 'star'
}

/** The area between two lines. */
export interface Band {
  readonly kind: 'band'
  readonly name: string
  readonly x: Numbers
  readonly low: Numbers
  readonly high: Numbers
  readonly color: number
}

/** Where a function is at least `level`, for several levels in ascending order: filled contours. */
export interface Areas {
  readonly kind: 'areas'
  readonly name: string
  /** Rings are x, y, x, y ...; holes run the other way round. */
  readonly areas: readonly { readonly level: number; readonly rings: readonly (readonly number[])[] }[]
}

/** A rectangle with a color of the palette, or one by its value on the scale. */
export interface Box {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly color?: number | undefined
  readonly value?: number | null | undefined
  /** Written on it, if it fits. */
  readonly label?: string | undefined
  /** Written in the table, and next to the mouse. */
  readonly note: string
}

/** Bars, cells of a heat map, blocks of a flame graph. */
export interface Boxes {
  readonly kind: 'boxes'
  readonly name: string
  readonly boxes: readonly Box[]
}

export type Mark = Line | Points | Band | Areas | Boxes

/** A function over a grid, in three dimensions. `z[j][i]` is at x[i], y[j]. */
export interface Surface {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly z: readonly Numbers[]
  readonly label: string
  readonly paths: readonly { name: string; color: number; x: Numbers; y: Numbers; z: Numbers }[]
}

/** Finite numbers as they are, others as null. */
export const numbers = (values: Iterable<number | null>): (number | null)[] =>
  Array.from(values, (v) => (v !== null && Number.isFinite(v) ? v : null))
