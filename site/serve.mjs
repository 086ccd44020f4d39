// `npm run docs:serve`: the built documentation on a port of this machine, without a network. Also called by its test.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { ROOT } from './pages.mjs'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2'
}

/** Serves a folder on the loopback address; resolves with the server. */
export function serve(folder, port = 0) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
    const tries = [path, `${path}.html`, join(path, 'index.html')].map((each) => join(folder, each))
    const file = tries.find((each) => each.startsWith(folder) && existsSync(each) && statSync(each).isFile())
    response.writeHead(file ? 200 : 404, {
      'content-type': TYPES[extname(file ?? '.html')] ?? 'application/octet-stream'
    })
    if (file) createReadStream(file).pipe(response)
    else response.end('not found')
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const folder = join(ROOT, 'site/build/html')
  if (!existsSync(folder)) {
    console.error('there is no documentation yet; run npm run docs')
    process.exit(2)
  }
  const server = await serve(folder, Number(argv[2] ?? 4173))
  console.log(`http://127.0.0.1:${server.address().port}`)
}
