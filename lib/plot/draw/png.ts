// PNG from SVG by an optional package. Called by picture.ts.
import { OptionError } from '../../errors.ts'
import { loadPackage } from '../../util/packages.ts'

/** The file, with twice the pixels. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const absent = (cause: unknown): OptionError => {
    const error = new OptionError(
      'Picture.save: cannot write PNG because the optional package @resvg/resvg-js is not installed; run npm install @resvg/resvg-js'
    )
    error.cause = cause
    return error
  }
  const { Resvg } = await loadPackage(
    '@resvg/resvg-js',
    () => import(/* webpackIgnore: true */ '@resvg/resvg-js'),
    absent
  )
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: true } }).render().asPng()
}
