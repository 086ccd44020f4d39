// `thalweg watch`: a live page of the runs whose logs lie under folders. Called by main.ts.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describeFlags, helpFlag, numberFlag, readFlags, textFlag } from '../util/flags.ts'
import { Board, Follower, PAGE_RULES, PageServer } from '../watch/index.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg watch'
const FLAGS = {
  port: numberFlag('N', PAGE_RULES.port, 'the port; 0, the default, takes a free one'),
  host: textFlag('ADDRESS', 'the address to listen on; 127.0.0.1, the default, is for this machine only'),
  open: { help: 'open the page in the browser' },
  help: helpFlag
}

const HELP = `Usage: thalweg watch [folder or log] ... [flags]

Shows the runs whose JSON-lines logs (*.jsonl) lie under the folders, by default the current one, on a page that draws
them while they grow. Logs may appear later. Ctrl-C ends it.

${describeFlags(FLAGS)}`

/** Runs the command until a signal ends it; returns the exit code. */
export async function watch(args: readonly string[], { out }: Output): Promise<number> {
  const { values, positionals } = readFlags(NAME, args, FLAGS)
  if (values.help) {
    out(HELP)
    return 0
  }
  const roots = positionals.length === 0 ? ['.'] : positionals
  const board = new Board()
  const { port, host } = values
  const server = await PageServer.start(NAME, board, { port, host })
  for (const root of roots) if (!existsSync(root)) out(`${root} does not exist yet; the page waits for it`)
  out(`watching ${roots.join(', ')}: ${server.url} (Ctrl-C ends)`)
  const follower = new Follower(board, roots, out)
  follower.start()
  if (values.open) openBrowser(server.url, out)
  await interrupted()
  follower.close()
  await server.close()
  return 0
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve())
  })
}

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '']
}

function openBrowser(url: string, out: Output['out']): void {
  const [program, ...rest] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...rest, url], { detached: true, stdio: 'ignore' })
  child.once('error', () => out(`cannot open a browser because ${program} is missing; open ${url}`))
  child.unref()
}
