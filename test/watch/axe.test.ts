// The check for accessibility finds what is wrong with a page, and nothing in a page that is right.
import { describe, expect, test } from 'vitest'
import { expectAccessible, violations } from './axe.ts'
import { CHROMIUM, visit } from './browser.ts'

const page = (body: string, lang = ' lang="en"'): string =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html${lang}><title>t</title><main><h1>t</h1>${body}</main></html>`)}`

describe.skipIf(CHROMIUM === null)('in a browser', () => {
  test('fails on what is serious, with a message that has the rest', async () => {
    const { page: tab } = await visit(
      page(`<h4>too deep</h4><img src="data:,"><p style="color: #999; background: #fff">pale</p>
        <div style="height: 20px; overflow: auto"><p style="height: 99px">text</p></div>`)
    )
    const { grave, other } = await violations(tab)
    expect(grave.map((text) => text.split(':')[0]).sort()).toEqual([
      'critical image-alt',
      'serious color-contrast',
      'serious scrollable-region-focusable'
    ])
    expect(other.map((text) => text.split(':')[0])).toEqual(['moderate heading-order'])
    await expect(expectAccessible(tab)).rejects.toThrow('moderate heading-order')
  })

  test('passes on a page that is right', async () => {
    const { page: tab } = await visit(page('<h2>right</h2><p>text</p>'))
    expect(await violations(tab)).toEqual({ grave: [], other: [] })
  })
})
