// The command line: commands by name, options by node:util. Called by index.ts, which is the program.
import { parseArgs } from 'node:util'
import { nearest } from '../util/options.ts'
import { describe, info } from './info.ts'

const HELP = `Usage: thalweg <command>

  info [--json]   version, backend, level and threads, and why it is these
  help            this text`

/** Where the program writes. */
export interface Output {
  out(line: string): void
  error(line: string): void
}

/** Runs a command line (without the program's name); returns the exit code. */
export function main(args: readonly string[], { out, error }: Output): number {
  const [command = 'help', ...rest] = args
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command]! : undefined
  if (run === undefined) {
    const near = nearest(command, Object.keys(COMMANDS))
    error(`thalweg: unknown command ${command}${near === null ? '' : `; did you mean ${near}?`}\n\n${HELP}`)
    return 2
  }
  try {
    out(run([...rest]))
    return 0
  } catch (failure) {
    // What parseArgs has against the options.
    if (!String((failure as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) throw failure
    error(`thalweg ${command}: ${(failure as Error).message}`)
    return 2
  }
}

const COMMANDS: Record<string, (args: string[]) => string> = {
  info: (args) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const facts = info()
    return values.json ? JSON.stringify(facts, null, 2) : describe(facts)
  },
  help: () => HELP,
  '--help': () => HELP,
  '-h': () => HELP
}
