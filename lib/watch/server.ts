// The server of the live page: node:http, one page and one stream of events, read only. Called by `thalweg watch` and
// LivePage.
import { createHash } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { hostname } from 'node:os'
import { OptionError } from '../errors.ts'
import { text, wholeNumber } from '../util/options.ts'
import { packageFile } from '../util/packages.ts'
import type { Board } from './board.ts'
import { HTML, SCRIPT, STYLE } from './gen/page.ts'
import { Viewer } from './viewer.ts'

/** Options of every call that shows the page. */
export interface PageOptions {
  /** The port, 0 to 65535; 0 takes a free one. Default 0. */
  port?: number | undefined
  /**
   * The address to listen on. Default 127.0.0.1, which only this machine reaches. The page has no password: on another
   * address everybody who reaches the machine can read it.
   */
  host?: string | undefined
}

export const PAGE_RULES = { port: wholeNumber({ min: 0, max: 65_535 }), host: text }

// Milliseconds between updates, updates between heartbeats, and how many browsers may look.
const EVERY = 250
const BEAT = 60
const MOST_VIEWERS = 32

export class PageServer {
  readonly url: string
  readonly #server: Server
  readonly #viewers: Set<Viewer>
  readonly #timer: ReturnType<typeof setInterval>

  private constructor(server: Server, viewers: Set<Viewer>, url: string) {
    this.#server = server
    this.#viewers = viewers
    this.url = url
    let ticks = 0
    this.#timer = setInterval(() => this.send(++ticks % BEAT === 0), EVERY)
  }

  /**
   * Starts serving.
   *
   * @param call the name of the call, which begins the messages
   * @throws OptionError without the package uplot, and when it cannot listen there
   */
  static async start(call: string, board: Board, options: PageOptions = {}): Promise<PageServer> {
    const { port = 0, host = '127.0.0.1' } = options
    const page = makePage(call)
    const viewers = new Set<Viewer>()
    // Not on import: thalweg/train would load it for everybody.
    const { createServer } = process.getBuiltinModule('node:http')
    const server = createServer((request, response) => answer(request, response, { page, host, board, viewers }))
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(new OptionError(`${call}: ${reasonOf(error, host, port)}`)))
      server.listen(port, host, resolve)
    })
    const address = server.address() as AddressInfo
    return new PageServer(server, viewers, `http://${shownHost(host)}:${address.port}/`)
  }

  /** Sends every browser what is new. */
  send(beat = false): void {
    for (const viewer of this.#viewers) {
      if (beat) viewer.beat()
      viewer.send()
    }
  }

  /** Lets the process end while the page is open. */
  unref(): void {
    this.#server.unref()
    this.#server.on('connection', (socket) => socket.unref())
    this.#timer.unref()
  }

  /** Ends all connections; the address is free afterwards. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    if (!this.#server.listening) return
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `cannot listen on port ${port} because it is taken; choose another, or 0`
  return `cannot listen on ${host}, port ${port}, because ${error.message}; choose others`
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}

// --- answers ---

interface Page {
  readonly html: string
  readonly policy: string
}

interface Site {
  readonly page: Page
  readonly host: string
  readonly board: Board
  readonly viewers: Set<Viewer>
}

function answer(request: IncomingMessage, response: ServerResponse, site: Site): void {
  const { method, url = '/', headers } = request
  const path = url.split('?')[0]
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Cache-Control', 'no-store')
  if (!isOurs(headers.host, site.host)) refuse(response, 403, 'This name does not belong to the page.')
  else if (method !== 'GET' && method !== 'HEAD') refuse(response, 405, 'The page can only be read.', { Allow: 'GET' })
  else if (path === '/') {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': site.page.policy,
      'Referrer-Policy': 'no-referrer'
    })
    response.end(method === 'HEAD' ? undefined : site.page.html)
  } else if (path === '/events') stream(request, response, site)
  else refuse(response, 404, 'There is only /.')
}

function refuse(response: ServerResponse, code: number, why: string, headers: Record<string, string> = {}): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8', ...headers })
  response.end(`${why}\n`)
}

function stream(request: IncomingMessage, response: ServerResponse, { board, viewers }: Site): void {
  if (viewers.size >= MOST_VIEWERS) {
    refuse(response, 503, `${MOST_VIEWERS} browsers look at the page already.`)
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  response.write('retry: 1000\n\n')
  const viewer = new Viewer(board, response)
  viewers.add(viewer)
  response.on('close', () => viewers.delete(viewer))
  response.on('error', () => viewers.delete(viewer))
  viewer.send()
}

/**
 * Whether the Host header names this page, and not a site that points its name at this machine (DNS rebinding). Addresses
 * cannot be pointed elsewhere, so a page that listens beyond loopback accepts any.
 */
export function isOurs(header: string | undefined, host: string): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::\d+)?$/.exec(header ?? '')
  const name = (match?.[1] ?? match?.[2])?.toLowerCase()
  if (name === undefined) return false
  if (['localhost', '127.0.0.1', '::1', host.toLowerCase()].includes(name)) return true
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return !isLoopback && (isIP(name) !== 0 || name === hostname().toLowerCase())
}

// --- the page ---

// One file that requests nothing else: the browser allows these two texts, by their hashes, and this server.
function makePage(call: string): Page {
  const absent = (): OptionError =>
    new OptionError(`${call}: the live page draws with the optional package uplot; npm install uplot`)
  const script = `${packageFile('uplot/dist/uPlot.iife.min.js', absent)}\n${SCRIPT}`.replaceAll(
    '</script',
    '<\\/script'
  )
  const style = `${packageFile('uplot/dist/uPlot.min.css', absent)}\n${STYLE}`
  const html = HTML.replace('/* style */', () => style).replace('/* script */', () => script)
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ]
  return { html, policy: policy.join('; ') }
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
