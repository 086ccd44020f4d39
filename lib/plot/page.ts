// pageOf: several pictures with their words as one HTML file. Called by users and by analyses.
import { OptionError } from '../errors.ts'
import { checkOptions, checkValue, rule, text } from '../util/options.ts'
import { htmlOf } from './draw/html.ts'
import { Picture } from './picture.ts'

/** A section of a page: any of a heading, plain text, a table in fixed-width letters, and a picture, in this order. */
export interface PageSection {
  title?: string | undefined
  text?: string | undefined
  table?: string | undefined
  picture?: Picture | undefined
}

const RULES = { title: text, text, table: text, picture: rule('a Picture', (v) => v instanceof Picture) }

/**
 * Several pictures with their words as one HTML file that loads nothing; the chart library is in it once, and the size is
 * below 2 MB for ordinary pictures.
 *
 * @param title of the page
 * @param sections title, text, table (such as the text of a report), picture
 * @returns the text of the file
 * @throws OptionError, also when a picture needs the package echarts and it is not installed
 * @example
 * const picture = plotHistory({ epoch: [1, 2], trainLoss: [0.9, 0.5] })
 * const html = await pageOf('Run 7', [{ title: 'Loss', text: 'It falls.', picture }])
 */
export async function pageOf(title: string, sections: readonly PageSection[]): Promise<string> {
  checkValue('pageOf', 'title', title, text)
  if (!Array.isArray(sections)) throw new OptionError('pageOf: expected sections to be an array')
  for (const [k, section] of sections.entries()) checkOptions(`pageOf: sections[${k}]`, section, RULES)
  const parts = (sections as readonly PageSection[]).map(({ picture, ...rest }) =>
    picture === undefined ? rest : { ...rest, figures: [picture.figure] }
  )
  return htmlOf('pageOf', title, parts)
}
