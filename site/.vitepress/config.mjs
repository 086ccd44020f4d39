// VitePress: the pages that build.mjs has written, a sidebar made of their titles, and a search index in the site itself.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { listOf, ROOT } from '../pages.mjs'

const pages = join(ROOT, 'site/build/pages')
// The guides in the order of reading; a new one must be in one of the groups.
const GUIDES = {
  Start: ['install', 'tensors', 'nn', 'training', 'lessons'],
  Training: ['trainer', 'callbacks', 'logging', 'analyze', 'profiling', 'cli', 'search', 'precision', 'servers'],
  Parts: ['optim', 'data', 'preprocessing', 'linalg', 'distributions']
}

const guides = listOf('docs/guide', pages)
const named = Object.values(GUIDES).flat()
const linkOf = (name) => `/docs/guide/${name}`
const missing = named.filter((name) => !guides.some(({ link }) => link === linkOf(name)))
if (missing.length > 0) throw new Error(`site/.vitepress/config.mjs: there is no guide ${missing.join(', ')}`)
const more = guides.filter(({ link }) => !named.some((name) => link === linkOf(name)))
const group = ([text, names]) => ({
  text,
  items: names.map((name) => guides.find(({ link }) => link === linkOf(name)))
})
const guideBar = [...Object.entries(GUIDES).map(group), { text: 'More', items: more }]
const referenceBar = [
  { text: 'Reference', items: [...listOf('docs/reference', pages).filter(({ link }) => !link.includes('/optim/'))] },
  { text: 'Optimizers', items: listOf('docs/reference/optim', pages) }
]
const contributing = [
  {
    text: 'Contributing',
    items: [{ text: 'Contributing', link: '/CONTRIBUTING' }, ...listOf('docs/contributing', pages)]
  },
  { text: 'Decisions', link: '/docs/adr/', items: listOf('docs/adr', pages) }
]
// One sidebar for each entry, because one with everything would be in every page.
const entries = JSON.parse(readFileSync(join(pages, 'api/typedoc-sidebar.json'), 'utf8'))
const apiBar = (open) => [
  {
    text: 'API',
    link: '/api/',
    items: entries.map(({ text, link, items }) => ({
      text: text === 'thalweg' ? text : `thalweg/${text}`,
      link,
      ...(text === open ? { items } : {})
    }))
  }
]
const apiBars = entries.map(({ text, link }) => [link, apiBar(text)])

export default defineConfig({
  title: 'thalweg',
  description: 'Train neural networks in Node.js',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: pages,
  outDir: join(ROOT, 'site/build/html'),
  cacheDir: join(ROOT, 'site/build/cache'),
  lastUpdated: false,
  metaChunk: true,
  // Documents are text: what looks like a tag in them is not one.
  markdown: { config: (md) => md.set({ html: false }) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/docs/guide/install', activeMatch: '/docs/guide/' },
      { text: 'Reference', link: '/docs/reference/schedulers', activeMatch: '/docs/reference/' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
      { text: 'Examples', link: '/examples/' },
      { text: 'Changes', link: '/CHANGELOG' },
      { text: 'Contributing', link: '/CONTRIBUTING' }
    ],
    sidebar: {
      '/docs/guide/': guideBar,
      '/docs/reference/': referenceBar,
      '/docs/contributing/': contributing,
      '/docs/adr/': contributing,
      '/CONTRIBUTING': contributing,
      '/examples/': [{ text: 'Examples', link: '/examples/', items: listOf('examples', pages) }],
      ...Object.fromEntries(apiBars),
      '/api/': apiBar(),
      '/': guideBar
    }
  }
})
