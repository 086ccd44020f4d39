// Picture: the same bytes everywhere, what an SVG holds, files by their endings, and packages that are not installed.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { Picture, pageOf, plotConfusion, plotHistory, plotLandscape } from '../../lib/plot/index.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'
import { pictures } from './pictures.ts'

const inFolder = temporaryFolder()
const all = pictures()

async function child(program: string, backend: string): Promise<{ backend: string; hashes: Record<string, string[]> }> {
  const env = {
    ...process.env,
    THALWEG_BACKEND: backend,
    LANG: backend === 'js' ? 'de_DE.UTF-8' : 'C',
    TZ: 'Asia/Tokyo'
  }
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: ROOT, env })
  return JSON.parse(stdout) as never
}

test('both backends in two processes give the same bytes of SVG, HTML and text', async () => {
  const program = (await programs('picture', { child: join(ROOT, 'test/plot/child.ts') })).child
  const [native, js] = await Promise.all([child(program, 'native'), child(program, 'js')])
  expect([native.backend, js.backend]).toEqual(['native', 'js'])
  expect(native.hashes).toEqual(js.hashes)
  const distinct = new Set(Object.values(native.hashes).flat())
  expect(distinct.size).toBe(3 * Object.keys(all).length)
})

test.each(Object.keys(all))(
  '%s: the second SVG has the bytes of the first, and no name is used twice',
  async (name) => {
    const [first, second] = [await all[name]!.toSVG(), await all[name]!.toSVG()]
    expect(second === first).toBe(true)
    expect(first).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img" aria-label="/)
    expect(first).not.toMatch(/zr\d|ecmeta|class=|<style|NaN|undefined|Infinity/)
    const ids = [...first.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of first.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id)
    expect(wellFormed(first)).toBe(true)
  }
)

// Every tag is closed, in order.
function wellFormed(xml: string): boolean {
  const open: string[] = []
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close === '/') {
      if (open.pop() !== name) return false
    } else if (self !== '/') open.push(name!)
  }
  const rest = xml.replace(/<\/?[\w:]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '')
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!amp;|lt;|gt;|quot;|#)/.test(rest)
}

test('an SVG has its title, and the words of its data as text', async () => {
  const svg = await all.history!.toSVG()
  expect(svg).toContain('<title>History of a, b &lt;&amp;&gt; &quot;c&quot;</title>')
  expect(svg).toContain('b &lt;&amp;&gt; &quot;c&quot;')
  for (const word of ['loss', 'accuracy', 'learningRate', 'epoch']) expect(svg).toContain(`>${word}</text>`)
  const [light, dark] = [svg, await all.history!.toSVG({ theme: 'dark' })]
  expect(light).toContain('fill="#ffffff"')
  expect(dark).not.toContain('fill="#ffffff"')
})

test('the ending decides what a file is', async () => {
  const picture = all.confusion!
  for (const kind of ['svg', 'html', 'txt', 'png']) await picture.save(inFolder(`x.${kind}`))
  expect(readFileSync(inFolder('x.svg'), 'utf8')).toBe(await picture.toSVG())
  expect(readFileSync(inFolder('x.html'), 'utf8')).toBe(await picture.toHTML())
  expect(readFileSync(inFolder('x.txt'), 'utf8')).toBe(`${picture.toText()}\n`)
  const png = readFileSync(inFolder('x.png'))
  expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1120, 840])
  await expect(picture.save(inFolder('x.pdf'))).rejects.toThrow(
    'Picture.save: expected a path that ends in .svg, .html, .txt or .png but received'
  )
  await expect(picture.save(3 as never)).rejects.toThrow('Picture.save: expected path to be a string but received 3')
})

test('wrong options', async () => {
  await expect(all.confusion!.toSVG({ theme: 'pink' as never })).rejects.toThrow(
    "Picture.toSVG: expected theme to be one of 'light', 'dark' but received 'pink'"
  )
  expect(() => all.confusion!.toText({ columns: 3 })).toThrow(
    'Picture.toText: expected columns to be a whole number >= 24 and <= 400 but received 3'
  )
  await expect(pageOf('x', [{ pictur: all.confusion } as never])).rejects.toThrow(
    'pageOf: sections[0]: unknown option pictur; did you mean picture?'
  )
  await expect(pageOf('x', {} as never)).rejects.toThrow('pageOf: expected sections to be an array')
})

// In a process that can neither import nor resolve them.
test('without the packages: an error that names the command, and text all the same', async () => {
  const program = `
    import Module, { register } from 'node:module'
    const absent = (name) => {
      if (/^(echarts|@resvg)/.test(name)) throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' })
    }
    const resolve = Module._resolveFilename
    Module._resolveFilename = (name, ...more) => absent(name) ?? resolve(name, ...more)
    register('data:text/javascript,' + encodeURIComponent(\`
      export async function resolve(name, context, next) {
        absent(name)
        return next(name, context)
      }
      const absent = \${absent}\`))
    const { plotConfusion } = await import('${join(ROOT, 'lib/plot/index.ts')}')
    const picture = plotConfusion([[1, 0], [0, 1]])
    const messages = []
    for (const draw of [() => picture.toSVG(), () => picture.toHTML(), () => picture.save('x.png')]) {
      messages.push(await draw().then(() => 'drawn', (error) => error.code + ' ' + error.message))
    }
    console.log(JSON.stringify({ messages, text: picture.toText().length > 50 }))`
  writeFileSync(inFolder('absent.mjs'), program)
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', inFolder('absent.mjs')], {
    cwd: ROOT
  })
  const install = 'cannot draw because the optional package echarts is not installed; run npm install echarts'
  expect(JSON.parse(stdout)).toEqual({
    messages: [
      `ERR_OPTION Picture.toSVG: ${install}`,
      `ERR_OPTION Picture.toHTML: ${install}`,
      `ERR_OPTION Picture.toSVG: ${install}`
    ],
    text: true
  })
})

test('a picture prints as its text', () => {
  const picture = plotHistory({ trainLoss: [3, 2, 1] })
  expect(picture).toBeInstanceOf(Picture)
  expect(String(picture)).toBe(picture.toText({ columns: 80 }))
  expect(String(plotConfusion([[1]]))).toContain('predicted')
  expect(() => plotLandscape(1 as never)).toThrow(
    'plotLandscape: expected fn to be a function of two tensors but received 1'
  )
})
