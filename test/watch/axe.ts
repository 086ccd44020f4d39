// Runs axe-core in a page of a real browser. Called by the tests of the live page, of thalweg/plot, of reports and of the site.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, Result } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const SCRIPT = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']

const textOf = ({ impact, id, help, nodes }: Result): string =>
  `${impact} ${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`

/** What axe-core finds in the page, as texts: `grave` is serious or critical, `other` the rest. */
export async function violations(page: Page): Promise<{ grave: string[]; other: string[] }> {
  // The policy of a page does not apply to what a debugger evaluates.
  await page.evaluate(SCRIPT)
  const found = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as AxeResults
  // A page that axe did not read has no violations either.
  expect(found.passes.length).toBeGreaterThan(5)
  const [grave, other] = [true, false].map((wanted) =>
    found.violations.filter(({ impact }) => GRAVE.includes(impact ?? '') === wanted).map(textOf)
  ) as [string[], string[]]
  return { grave, other }
}

/** Fails on a serious or critical violation; the message has the others too. */
export async function expectAccessible(page: Page): Promise<void> {
  const { grave, other } = await violations(page)
  expect(grave, ['axe-core found:', ...grave, ...other].join('\n')).toEqual([])
}
