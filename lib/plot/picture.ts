// Picture: one figure as SVG, HTML, text or PNG. Made by charts/; `pageOf` of page.ts joins several.
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { OptionError } from '../errors.ts'
import { checkOptions, checkValue, oneOf, show, text, wholeNumber } from '../util/options.ts'
import { htmlOf } from './draw/html.ts'
import { pngOf } from './draw/png.ts'
import { svgOf } from './draw/svg.ts'
import { textOf } from './draw/text.ts'
import type { Figure } from './figure.ts'

/** Options of Picture.toSVG. */
export interface SvgOptions {
  /** Default 'light'. */
  theme?: 'light' | 'dark' | undefined
}

/** Options of Picture.toText. */
export interface TextOptions {
  /** Characters of a line, 24 to 400. Default 80. */
  columns?: number | undefined
}

/**
 * A chart that is ready to be written. The same data give the same bytes on every machine. SVG and HTML need the package
 * `echarts` (npm install echarts), text needs none.
 *
 * @example
 * const picture = plotHistory({ epoch: [1, 2, 3], trainLoss: [0.9, 0.5, 0.4] })
 * await picture.save('loss.svg')
 * console.log(String(picture))
 */
export class Picture {
  /** What it shows, as plain data. */
  readonly figure: Figure

  /** @internal */
  constructor(figure: Figure) {
    this.figure = figure
  }

  get title(): string {
    return this.figure.title
  }

  /**
   * The picture as an SVG file.
   *
   * @param options theme: 'light' (default) or 'dark'
   * @throws OptionError when the package echarts is not installed
   */
  async toSVG(options: SvgOptions = {}): Promise<string> {
    checkOptions('Picture.toSVG', options, { theme: oneOf('light', 'dark') })
    return svgOf(this.figure, options.theme ?? 'light')
  }

  /**
   * The picture as an HTML file with everything in it: it loads nothing. It follows the system's light or dark colors, and has
   * the data as tables.
   *
   * @throws OptionError when the package echarts is not installed
   */
  async toHTML(): Promise<string> {
    return htmlOf('Picture.toHTML', this.title, [{ figures: [this.figure] }])
  }

  /**
   * The picture as text: Braille dots with axes. Surfaces are left out.
   *
   * @param options columns: 24 to 400 characters. Default 80
   * @throws OptionError
   */
  toText(options: TextOptions = {}): string {
    checkOptions('Picture.toText', options, { columns: wholeNumber({ min: 24, max: 400 }) })
    return textOf(this.figure, options.columns ?? 80)
  }

  /**
   * Writes the picture; the ending of the path decides: .svg, .html, .txt or .png (npm install @resvg/resvg-js).
   *
   * @throws OptionError for another ending or a package that is not installed
   */
  async save(path: string): Promise<void> {
    checkValue('Picture.save', 'path', path, text)
    const kinds: Record<string, () => Promise<string | Uint8Array>> = {
      '.svg': () => this.toSVG(),
      '.html': () => this.toHTML(),
      '.txt': async () => `${this.toText()}\n`,
      '.png': async () => pngOf(await this.toSVG())
    }
    const make = kinds[extname(path).toLowerCase()]
    if (make === undefined) {
      throw new OptionError(
        `Picture.save: expected a path that ends in .svg, .html, .txt or .png but received ${show(path)}`
      )
    }
    await writeFile(path, await make())
  }

  toString(): string {
    return this.toText()
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}
