// Two hosts and the launcher's with a network between them: network namespaces, a bridge in that of the launcher, and a
// small program in place of ssh. No link is ever in the system's own namespace, where an Open MPI of another test file
// would find it, and see it vanish. The link of one host is cut in the middle of a step: the ranks end with the
// deadline's error, and the job continues later.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../util/folder.ts'
import { type Ended, type EngineName, missing, programs, ranks, run } from './mpirun.ts'

const file = temporaryFolder()
const NAMES = ['twa', 'twb']
const LAUNCHER = 'twnet'
const BRIDGE = 'twbridge'
const NET = '10.77.31'
const ip = (...args: string[]): string =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

// In the launcher's namespace.
const link = (...args: string[]): string => ip('-n', LAUNCHER, 'link', ...args)

function remove(): void {
  for (const name of [...NAMES, LAUNCHER]) spawnSync('ip', ['netns', 'del', name])
}

function make(): void {
  remove()
  ip('netns', 'add', LAUNCHER)
  link('set', 'lo', 'up')
  link('add', BRIDGE, 'type', 'bridge')
  ip('-n', LAUNCHER, 'addr', 'add', `${NET}.1/24`, 'dev', BRIDGE)
  link('set', BRIDGE, 'up')
  for (const [k, name] of NAMES.entries()) {
    ip('netns', 'add', name)
    link('add', `${name}-host`, 'type', 'veth', 'peer', 'name', `${name}-own`, 'netns', name)
    link('set', `${name}-host`, 'master', BRIDGE, 'up')
    ip('-n', name, 'addr', 'add', `${NET}.${10 + k}/24`, 'dev', `${name}-own`)
    ip('-n', name, 'link', 'set', `${name}-own`, 'up')
    ip('-n', name, 'link', 'set', 'lo', 'up')
  }
}

// Why this machine cannot do it; null if it can.
function obstacle(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces need Linux and root'
  try {
    make()
    return null
  } catch (error) {
    return `network namespaces cannot be made: ${String((error as Error).message)
      .split('\n')
      .at(-1)}`
  } finally {
    remove()
  }
}

const reason = missing('openmpi') ?? missing('mpich') ?? obstacle()
if (reason !== null) console.log(`left out: hosts: ${reason}`)

let path = ''
let alone: Ended
const agent = file('agent')

beforeAll(async () => {
  if (reason !== null) return
  make()
  path = (await programs('hosts', 'train')).train
  alone = await run([process.execPath, path])
  // In place of ssh: runs the command in the namespace of that name or address. Hosts share no folder for temporary files:
  // daemons of Open MPI that make the same one at the same time fail.
  writeFileSync(
    agent,
    `#!/bin/sh\nwhile [ "\${1#-}" != "$1" ]; do shift; done\nhost=$1; shift\ncase $host in ${NET}.10) host=twa;; ${NET}.11) host=twb;; esac\nmkdir -p "${file('.')}/$host"\nTMPDIR="${file('.')}/$host" exec ip netns exec "$host" sh -c "$*"\n`
  )
  chmodSync(agent, 0o755)
  writeFileSync(file('hosts'), 'twa slots=2\ntwb slots=2\n')
}, 120_000)
afterAll(() => {
  if (reason === null) remove()
})

function launcher(engine: EngineName): string[] {
  const within = ['ip', 'netns', 'exec', LAUNCHER]
  if (engine === 'mpich') {
    const hosts = [`${NET}.10`, `${NET}.11`].join(',')
    const flags = `-bind-to none -launcher ssh -launcher-exec ${agent} -hosts ${hosts} -iface ${BRIDGE}`.split(' ')
    return [...within, 'mpirun.mpich', ...flags]
  }
  const only = ['oob_tcp_if_include', 'btl_tcp_if_include'].flatMap((name) => ['--mca', name, `${NET}.0/24`])
  const flags = ['--mca', 'plm_rsh_agent', agent, '--mca', 'btl', 'tcp,self', ...only, '--bind-to', 'none']
  return [...within, 'mpirun.openmpi', '--allow-run-as-root', '--hostfile', file('hosts'), ...flags]
}

const hashes = (ended: Ended): Set<unknown> => new Set(ended.said.map(({ weights }) => weights))

test.skipIf(reason !== null).each(['openmpi', 'mpich'] as const)(
  '%s: a link is cut, and the job continues',
  async (engine) => {
    const folder = file(engine)
    mkdirSync(folder)
    // MPICH tells hosts apart by their names, which namespaces share, and would use common memory.
    const env = engine === 'mpich' ? { MPIR_CVAR_NOLOCAL: '1', UCX_TLS: 'tcp' } : {}
    const command = [process.execPath, path, folder]
    const running = run([...launcher(engine), '-n', '4', ...command, 'cut', '0', '5'], env)
    const ended: { code?: number | null } = {}
    void running.then(({ code }) => Object.assign(ended, { code }))
    while (!existsSync(`${folder}/harmed`) && !('code' in ended))
      await new Promise((resolve) => setTimeout(resolve, 10))
    link('set', 'twb-host', 'down')
    writeFileSync(`${folder}/done`, '')
    // Longer than the deadline of 5 s; then the launcher may reach its own processes again.
    await new Promise((resolve) => setTimeout(resolve, 9000))
    link('set', 'twb-host', 'up')
    const broken = await running
    expect(broken.code, broken.stderr).not.toBe(0)
    expect(broken.said.length).toBeGreaterThan(1)
    for (const { code, message } of broken.said) {
      expect(code).toBe('ERR_DISTRIBUTED')
      expect(message).toMatch(/expected all 4 ranks within 5 s but .* did not answer rank \d/)
    }
    // On two hosts again, or on one.
    const resumed =
      engine === 'openmpi'
        ? await run([...launcher(engine), '-n', '4', ...command])
        : await ranks(engine, 2, path, [folder])
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(new Set(resumed.said.map((line) => line.resumed))).toEqual(new Set([true]))
    expect(hashes(resumed)).toEqual(hashes(alone))
  }
)
