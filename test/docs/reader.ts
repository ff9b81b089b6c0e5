import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test as base } from '../helpers/database.ts'
import { freePort } from '../helpers/postgres.ts'
import { type Program, runProgram } from '../helpers/program.ts'
import { root } from './page.ts'

const run = promisify(execFile)
const KEYS = {
  SECRET_KEY: 'secret-key-of-somebody-who-reads',
  READ_KEY: 'read-key-of-somebody-who-reads',
  WRITE_KEY: 'write-key-of-somebody-who-reads',
}
const TRIBUTARY_KEYS = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [`TRIBUTARY_${name}`, key]))

export interface Running {
  /** What it has printed so far, on either stream. */
  output(): string
  readonly ended: Promise<void>
}

export interface Reader {
  /** Pastes into a shell; answers what it prints. What it exports is there afterwards. */
  shell(code: string): Promise<string>
  /** The same in a terminal of its own, until the test is over. */
  terminal(code: string): Running
  /** Saves a program under the name in its first line. */
  save(code: string): string
  /** Saves it and runs it until the test is over. */
  program(code: string): Running
}

/** `reader`: somebody in a clone who has started the program, with private destinations allowed, and follows a page. */
export const test = base.extend<{ reader: Reader }>({
  reader: async ({ db }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-reader-'))
    for (const name of ['node_modules', 'examples', 'bin']) symlinkSync(join(root, name), join(folder, name))
    const env = { DATABASE_URL: db.url, DATA_DIR: folder, PORT: '0', ALLOW_PRIVATE_DESTINATIONS: '1', ...TRIBUTARY_KEYS }
    const server: Program = runProgram(['start'], env)
    const address = /http:\/\/(\S+)\/graphql/.exec(await server.printed('Ctrl-C stops it.'))?.[1] ?? ''
    const otherPort = String(await freePort())
    const here = (code: string) =>
      code
        .replaceAll('localhost:4000', address)
        .replaceAll('4001', otherPort)
        .replaceAll('npm run import --', `node ${root}/bin/tributary.mjs import`)
    const stop = new AbortController()
    const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATABASE_URL: db.url, DATA_DIR: folder, PORT: otherPort }
    const options = { cwd: folder, env: { ...own, TRIBUTARY_URL: `http://${address}`, ...KEYS }, maxBuffer: 2 ** 26 }
    const running: Promise<void>[] = []
    let exported = ''

    const watch = (started: Promise<unknown> & { child: ChildProcess }): Running => {
      let output = ''
      for (const stream of [started.child.stdout, started.child.stderr]) stream?.on('data', (text: string) => (output += text))
      const ended = started.then(() => {})
      running.push(ended.catch(() => {}))
      return { output: () => output, ended }
    }
    const save = (code: string): string => {
      const name = /^\/\/ (\S+)/.exec(code)?.[1] ?? 'program.mjs'
      writeFileSync(join(folder, name), here(code))
      return name
    }
    await use({
      save,
      async shell(code) {
        const { stdout } = await run('bash', ['-ec', exported + here(code)], options)
        exported += [...code.matchAll(/^export .*\n/gm)].map(([line]) => here(line)).join('')
        return stdout
      },
      // exec, so that what is stopped is the program and not its shell.
      terminal: (code) => watch(run('bash', ['-ec', `${exported}exec ${here(code)}`], { ...options, signal: stop.signal })),
      program: (code) => watch(run(process.execPath, [save(code)], { ...options, signal: stop.signal })),
    })
    stop.abort()
    await Promise.all(running)
    server.child.kill('SIGTERM')
    await server.ended
    rmSync(folder, { recursive: true, force: true })
  },
})
