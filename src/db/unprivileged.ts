import { execFileSync, type SpawnOptions } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

interface User {
  readonly uid: number
  readonly gid: number
}

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

/** Postgres refuses to run as root: who runs it then. Null: whoever we are will do. */
export function serverUser(dataDir: string): User | null {
  if (process.getuid?.() !== 0) return null
  // Postgres wants its data to belong to who runs it.
  const { uid, gid } = existsSync(dataDir) ? statSync(dataDir) : { uid: 0, gid: 0 }
  return uid === 0 ? postgresUser() : { uid, gid }
}

/** How to run a program of Postgres as that user, so that it reaches its own files and its data. */
export function commandAs(user: User | null, file: string, args: readonly string[], paths: readonly string[]): Command {
  // Nothing of our environment is meant for it, and PGPORT or LC_ALL could mislead it. The folder we are in may be closed to it.
  const options = { cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } }
  if (!user) return { file, args, options }
  const closed = [file, ...paths].find((path) => !reaches(user, path))
  if (!closed) return { file, args, options: { ...options, ...user } }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))
  if (!setpriv) {
    throw new Error(
      `Postgres does not run as root, and user ${user.uid} cannot reach ${closed}: run as another user, or open its folders (chmod o+x).`,
    )
  }
  // As in /root, which only root enters: the unprivileged user with the one privilege of passing closed doors.
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { file: setpriv, args: [...identity, '--', file, ...args], options }
}

function postgresUser(): User {
  if (!hasPostgresUser()) execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function hasPostgresUser(): boolean {
  try {
    return idOf('-u') > 0
  } catch {
    return false
  }
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))

/** Whether every folder on the way lets the user pass. */
function reaches(user: User, path: string): boolean {
  const folder = dirname(path)
  if (folder === path) return true
  const { uid, gid, mode } = statSync(folder)
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  return (mode & bit) !== 0 && reaches(user, folder)
}
