// `npm run docs`: the documentation as static files in site/build/html. Pages from the documents, the API from the
// docstrings (TypeDoc), HTML and the search index (VitePress), then a look at every link (check.mjs).
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repairAnchors } from './anchors.mjs'
import { check } from './check.mjs'
import { ROOT, writePages } from './pages.mjs'

const site = join(ROOT, 'site')
const built = join(ROOT, 'site/build')
const run = (program, ...args) => execFileSync(program, args, { cwd: site, stdio: ['ignore', 'inherit', 'inherit'] })
const seconds = () => `${Math.round(process.uptime())} s`

// The site has its own package.json and lock file: installing the library must not install VitePress and TypeDoc.
const lock = join(site, 'package-lock.json')
const installed = join(site, 'node_modules/.package-lock.json')
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
}

rmSync(built, { recursive: true, force: true })
const pages = join(built, 'pages')
writePages(pages)

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
// Entries whose folder is not that of their name.
const FOLDERS = { '.': '', './schedules': 'optim/schedules' }
const entries = Object.entries(exports)
  .filter(([, to]) => typeof to === 'object')
  .map(([name]) => join(ROOT, 'lib', FOLDERS[name] ?? name, 'index.ts'))
const program = (name) => join(site, 'node_modules/.bin', name)
run(program('typedoc'), '--options', 'typedoc.json', '--docsRoot', pages, '--out', join(pages, 'api'), ...entries)
repairAnchors(join(pages, 'api'))
console.log(`${seconds()}: the pages are written`)

run(program('vitepress'), 'build')
const { pages: count, links } = check(join(built, 'html'))
console.log(
  `${seconds()}: ${count} pages in site/build/html, ${links} links lead somewhere; npm run docs:serve shows them`
)
