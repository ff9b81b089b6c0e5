import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test as base } from '../helpers/database.ts'
import { type Program, runProgram } from '../helpers/program.ts'
import { root } from './page.ts'

const run = promisify(execFile)
const KEYS = {
  SECRET_KEY: 'secret-key-of-the-readme-test',
  READ_KEY: 'read-key-of-the-readme-test',
  WRITE_KEY: 'write-key-of-the-readme-test',
}
const TRIBUTARY_KEYS = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [`TRIBUTARY_${name}`, key]))

export interface Reader {
  /** Pastes into a shell. */
  shell(code: string): Promise<string>
  /** Saves a program under the name in its first line, and runs it until the test is over. */
  program(code: string): { output(): string; readonly ended: Promise<void> }
}

/** `test` with somebody who has started the program, and follows the page. */
export const test = base.extend<{ reader: Reader }>({
  reader: async ({ db }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-readme-'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const server: Program = runProgram(['start'], { DATABASE_URL: db.url, DATA_DIR: folder, PORT: '0', ...TRIBUTARY_KEYS })
    const base = /http:\/\/(\S+)\/graphql/.exec(await server.printed('Ctrl-C stops it.'))?.[1] ?? ''
    const here = (code: string) => code.replaceAll('localhost:4000', base).replaceAll('npm run import --', `node ${root}/bin/tributary.mjs import`)
    const options = { cwd: folder, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATABASE_URL: db.url, DATA_DIR: folder, ...KEYS } }
    const stop = new AbortController()
    const programs: Promise<void>[] = []
    await use({
      shell: async (code) => (await run('bash', ['-ec', here(code)], options)).stdout,
      program(code) {
        const name = /^\/\/ (\S+)/.exec(code)?.[1] ?? 'program.mjs'
        writeFileSync(join(folder, name), here(code))
        const running = run(process.execPath, [name], { ...options, signal: stop.signal })
        let output = ''
        running.child.stdout?.on('data', (text: string) => (output += text))
        const ended = running.then(() => {})
        programs.push(ended.catch(() => {}))
        return { output: () => output, ended }
      },
    })
    stop.abort()
    await Promise.all(programs)
    server.child.kill('SIGTERM')
    await server.ended
    rmSync(folder, { recursive: true, force: true })
  },
})
