// The command line: commands by name, flags by lib/util/flags.ts. Called by index.ts, which is the program.
import { OptionError, ThalwegError } from '../errors.ts'
import { describeFlags, helpFlag, readFlags } from '../util/flags.ts'
import { nearest } from '../util/options.ts'
import { describe, info, version } from './info.ts'

const HELP = `Usage: thalweg <command>

  train [config]   runs the training of a config file; thalweg train --help lists the flags
  launch -n N ...  runs train, or a program, as N processes through mpirun; thalweg launch --help lists the flags
  analyze <name>   measures a run and says what follows; thalweg analyze --list names the analyses
  find-lr, profile, plan, search [config]   measure, plan or search a run of a config file
  evaluate         what trained weights are worth; thalweg evaluate --help lists the flags
  watch [folder]   shows the runs under a folder on a live page; thalweg watch --help lists the flags
  plot <log.jsonl> draws logs as .svg, .html or text; thalweg plot --help lists the flags
  plot landscape <name>
                   draws a landscape and the paths of optimizers on it
  race <name>      ranks optimizers on a landscape
  info [--json]    version, backend, level and threads, and why it is these
  help             this text
  --version        the version`

/** The streams that the program writes to. */
export interface Output {
  out(line: string): void
  error(line: string): void
}

type Command = (args: readonly string[], output: Output) => number | Promise<number>

/** Runs a command line (without the program's name); returns the exit code: 2 for a usage error, 1 for other errors. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const [command = 'help', ...rest] = args
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command]! : undefined
  if (run === undefined) {
    const near = nearest(command, Object.keys(COMMANDS))
    output.error(`thalweg: unknown command ${command}${near === null ? '' : `; did you mean ${near}?`}\n\n${HELP}`)
    return 2
  }
  try {
    return await run(rest, output)
  } catch (failure) {
    if (!(failure instanceof ThalwegError)) throw failure
    output.error(failure.message)
    return failure instanceof OptionError ? 2 : 1
  }
}

const print =
  (text: () => string): Command =>
  (_, { out }) => {
    out(text())
    return 0
  }

// Each is imported when it runs: none waits for the modules of the others.
const COMMANDS: Record<string, Command> = {
  train: async (...of) => (await import('./train.ts')).train(...of),
  launch: async (...of) => (await import('./launch.ts')).launch(...of),
  analyze: async (...of) => (await import('./analyze.ts')).analyzeCommand(...of),
  'find-lr': async (...of) => (await import('./inspect.ts')).findLr(...of),
  profile: async (...of) => (await import('./inspect.ts')).profileCommand(...of),
  plan: async (...of) => (await import('./inspect.ts')).plan(...of),
  search: async (...of) => (await import('./search.ts')).searchCommand(...of),
  evaluate: async (...of) => (await import('./evaluate.ts')).evaluateCommand(...of),
  'serve-replica': async (...of) => (await import('./replica.ts')).serveReplica(...of),
  watch: async (...of) => (await import('./watch.ts')).watch(...of),
  plot: async (...of) => (await import('./plot.ts')).plot(...of),
  race: async (...of) => (await import('./race.ts')).race(...of),
  info: (args, { out }) => {
    const flags = { json: { help: 'as JSON' }, help: helpFlag }
    const { values } = readFlags('thalweg info', args, flags)
    if (values.help) {
      out(`Usage: thalweg info [flags]\n\n${describeFlags(flags)}`)
      return 0
    }
    const facts = info()
    out(values.json ? JSON.stringify(facts, null, 2) : describe(facts))
    return 0
  },
  help: print(() => HELP),
  '--help': print(() => HELP),
  '-h': print(() => HELP),
  '--version': print(version),
  '-v': print(version)
}
