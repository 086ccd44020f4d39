// Before the install tests: the programs they need, the packed package, other versions of Node, and roots of old and
// new Debian. Everything is fetched once and kept in build-install/cache. Says what it does, since it may take a
// minute.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ROOT } from '../declarations.ts'
import {
  CACHE,
  gompOf,
  JEST,
  LIBRARIES,
  MAJORS,
  NODES,
  nodeOf,
  RELEASES,
  type Release,
  rootOf,
  TARBALL,
  TOOL_FOLDER,
  TOOLS,
  WORK
} from './places.ts'

// A program and the Debian package that holds it.
const PROGRAMS = {
  bwrap: 'bubblewrap',
  'qemu-x86_64': 'qemu-user',
  'qemu-aarch64': 'qemu-user',
  'aarch64-linux-gnu-g++': 'g++-aarch64-linux-gnu'
}

export default function setup(): () => void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `test:install: expected Linux on x86-64 (Debian or Ubuntu) but this is ${process.platform}-${process.arch}`
    )
  }
  mkdirSync(CACHE, { recursive: true })
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  tools()
  for (const major of MAJORS) node(major, 'x64')
  node(20, 'arm64')
  for (const release of Object.keys(RELEASES) as Release[]) debian(release)
  once(JEST.folder, `jest@${JEST.version}`, (folder) => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run('npm', ['install', `jest@${JEST.version}`, '--no-audit', '--no-fund', '--loglevel=error'], folder)
  })
  once(TOOL_FOLDER, `${Object.keys(TOOLS).length} runtimes, package managers and bundlers`, (folder) => {
    const names = Object.entries(TOOLS).map(([name, version]) => `${name}@${version}`)
    run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...names])
  })
  pack()
  return () => rmSync(WORK, { recursive: true, force: true })
}

function say(text: string): void {
  process.stdout.write(`test:install: ${text}\n`)
}

function run(command: string, args: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 })
  if (status === 0) return stdout
  throw new Error(`test:install: ${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}\n${stderr}`}`)
}

function tools(): void {
  const missing = Object.entries(PROGRAMS).filter(([name]) => spawnSync(name, ['--version']).error !== undefined)
  if (missing.length === 0) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  const command = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages]
  if (process.getuid?.() !== 0) {
    throw new Error(
      `test:install: ${missing.map(([name]) => name).join(', ')} missing; run as root: ${command.join(' ')}`
    )
  }
  say(`installing ${packages.join(', ')}`)
  run('apt-get', ['update', '-qq'])
  run(command[0]!, command.slice(1))
}

// Makes a folder of the cache: complete, or not there.
function once(folder: string, what: string, make: (temporary: string) => void): void {
  if (existsSync(folder)) return
  say(`fetching ${what}`)
  const temporary = `${folder}.part`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { recursive: true })
  make(temporary)
  renameSync(temporary, folder)
}

function node(major: keyof typeof NODES, arch: 'x64' | 'arm64'): void {
  const name = `node-linux-${arch}@${NODES[major]}`
  once(join(nodeOf(major, arch), '../..'), name, (folder) => {
    const file = run('npm', ['pack', name, '--silent', '--pack-destination', folder]).trim()
    run('tar', ['xzf', file, '--strip-components=1', 'package/bin/node'], folder)
    rmSync(join(folder, file))
  })
}

// A root of the libraries alone: less than the slimmest image has, with no shell, no compiler, no Python, no libgomp.
// apt fetches and verifies them with its own lists, so that the release need not be this machine's.
function debian(release: Release): void {
  const suite = RELEASES[release]
  const parts: [string, string[]][] = [
    [rootOf(release), LIBRARIES],
    [join(gompOf(release), '../../..'), ['libgomp1']]
  ]
  if (parts.every(([folder]) => existsSync(folder))) return
  const apt = join(WORK, `apt-${suite}`)
  const options = aptOptions(apt, suite)
  say(`fetching the package lists of ${release}`)
  run('apt-get', [...options, 'update'])
  for (const [folder, packages] of parts) {
    once(folder, `${packages.join(', ')} of ${release}`, (temporary) => {
      run('apt-get', [...options, 'download', ...packages], temporary)
      for (const file of readdirSync(temporary).filter((name) => name.endsWith('.deb'))) {
        run('dpkg-deb', ['-x', file, '.'], temporary)
        rmSync(join(temporary, file))
      }
      rmSync(join(temporary, 'usr/share'), { recursive: true, force: true })
      for (const empty of ['proc', 'dev', 'tmp', 'app', 'node', 'npm', 'gomp']) mkdirSync(join(temporary, empty))
    })
  }
}

function aptOptions(folder: string, suite: string): string[] {
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'status'), '')
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  if (!existsSync(keyring))
    throw new Error(`test:install: ${keyring} missing; as root: apt-get install debian-archive-keyring`)
  writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${mirror()} ${suite} main\n`)
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State': folder,
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::Status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': 'root'
  }
  return ['-qq', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])]
}

// The mirror that this machine takes Debian from. apt knows it when it has lists.
function mirror(updated = false): string {
  const targets = run('apt-get', ['indextargets', '--format', '$(ORIGIN)|$(COMPONENT)|$(REPO_URI)'])
  const found = targets
    .split('\n')
    .map((line) => line.split('|'))
    .find(([origin, component, uri]) => origin === 'Debian' && component === 'main' && !uri!.includes('security'))
  if (found !== undefined) return found[2]!
  if (updated || process.getuid?.() !== 0)
    throw new Error('test:install: apt knows no mirror of Debian; on Debian, as root: apt-get update')
  run('apt-get', ['update', '-qq'])
  return mirror(true)
}

// With TARBALL=path in the environment that package is tested; otherwise one is made.
function pack(): void {
  const made = process.env.TARBALL
  if (made) {
    copyFileSync(resolve(ROOT, made), TARBALL)
    return
  }
  say('npm pack (builds what is not up to date)')
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--silent', '--pack-destination', WORK], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8
  })
  if (status !== 0) throw new Error(`test:install: npm pack failed: ${stderr.slice(-3000)}`)
  renameSync(join(WORK, stdout.trim().split('\n').at(-1)!), TARBALL)
}
