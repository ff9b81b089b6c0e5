import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import { type Program, runProgram } from '../helpers/program.ts'

interface Installation {
  readonly dataDir: string
  /** Starts the program on any free port. */
  start(env?: Readonly<Record<string, string>>): Program
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Program
}

/** `home`: one data folder for the file, because making a cluster takes seconds; after each test all of its programs have ended. */
const test = base.extend<{ $test: { home: Installation }; $file: { dataDir: string } }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'tributary-main-'))
      await use(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'file' },
  ],
  home: async ({ dataDir }, use) => {
    const programs: Program[] = []
    const run = (args: readonly string[], env = {}) => {
      const program = runProgram(args, { DATA_DIR: dataDir, PORT: '0', DEMO: '0', ...env })
      programs.push(program)
      return program
    }
    await use({ dataDir, run, start: (env) => run(['start'], env) })
    for (const { child, ended } of programs) {
      child.kill('SIGTERM')
      await ended
    }
  },
})

const READY = 'Ctrl-C stops it.'

/** What a started program prints, as somebody who pastes from it reads it. */
async function ready(program: Program) {
  const text = await program.printed(READY)
  const find = (pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
  const keys = { secret: find(/Secret key +(\S+)/), read: find(/Read key +(\S+)/), write: find(/Write key +(\S+)/) }
  return { base: find(/GraphQL +(\S+)\/graphql/), keys }
}

type Ready = Awaited<ReturnType<typeof ready>>

async function track({ base: url, keys }: Ready, messageId: string): Promise<unknown> {
  const body = JSON.stringify({ userId: 'ada', event: 'Signed Up', messageId })
  const response = await fetch(`${url}/v1/track`, { method: 'POST', body, headers: { authorization: `Basic ${btoa(`${keys.write}:`)}` } })
  return response.json()
}

async function ask<Data>(url: string, key: string, query: string): Promise<Data> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}/graphql`, { method: 'POST', body: JSON.stringify({ query }), headers })
  const { data } = (await response.json()) as { data: Data }
  return data
}

async function messagesOfAda({ base: url, keys }: Ready): Promise<string[]> {
  const query = '{ profile(by: { userId: "ada" }) { events { nodes { messageId } } } }'
  const { profile } = await ask<{ profile: { events: { nodes: { messageId: string }[] } } | null }>(url, keys.read, query)
  return (profile?.events.nodes ?? []).map(({ messageId }) => messageId)
}

function serverRuns(dataDir: string): boolean {
  return statSync(join(dataDir, 'postgres', 'postmaster.pid'), { throwIfNoEntry: false }) !== undefined
}

describe('npm start', () => {
  test('takes an event and shows its person; stops in order at a signal; goes on where it ended', async ({ home }) => {
    const first = home.start()
    const one = await ready(first)
    expect(await track(one, 'first')).toEqual({ success: true })
    await expect.poll(() => messagesOfAda(one)).toContain('first')
    // As Ctrl-C comes: from the terminal, and once more through npm.
    first.child.kill('SIGINT')
    first.child.kill('SIGINT')
    const since = performance.now()
    expect(await first.ended, first.output()).toBe(0)
    expect(performance.now() - since).toBeLessThan(15_000)
    expect(serverRuns(home.dataDir)).toBe(false)

    const second = await ready(home.start())
    expect(second.keys).toEqual(one.keys)
    expect(await messagesOfAda(second)).toContain('first')
  })

  test('loses nothing that it acknowledged when it is killed', async ({ home }) => {
    const killed = home.start()
    const before = await ready(killed)
    await track(before, 'acknowledged')
    killed.child.kill('SIGKILL')
    await killed.ended
    const after = await ready(home.start())
    await expect.poll(() => messagesOfAda(after), { timeout: 10_000 }).toContain('acknowledged')
  })

  test('keeps its keys where only their owner reads them', async ({ home }) => {
    const { keys } = await ready(home.start())
    const file = join(home.dataDir, 'keys.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(keys)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('refuses a second program on the same data, and lets an import in', async ({ home }) => {
    const running = await ready(home.start())
    const second = home.start()
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^Tributary, process \d+, runs on .*: stop it, or set DATA_DIR to another folder\.\n$/)

    const file = join(home.dataDir, 'calls.ndjson')
    writeFileSync(file, `${JSON.stringify({ type: 'track', userId: 'ada', event: 'Signed Up', messageId: 'imported' })}\n`)
    const imported = home.run(['import', file])
    expect(await imported.ended, imported.output()).toBe(0)
    expect(await messagesOfAda(running)).toContain('imported')
  })

  test('has a demo with keys and traffic of its own, which goes on after a restart', async ({ home }) => {
    const members = async (url: string) => {
      const { read } = JSON.parse(readFileSync(join(home.dataDir, 'demo-keys.json'), 'utf8')) as { read: string }
      const { audiences } = await ask<{ audiences: { nodes: { key: string; size: number }[] } }>(url, read, '{ audiences { nodes { key size } } }')
      return audiences.nodes.reduce((sum, { size }) => sum + size, 0)
    }
    const first = home.start({ DEMO: '1' })
    const { base: url } = await ready(first)
    const file = join(home.dataDir, 'demo-keys.json')
    const keys = readFileSync(file, 'utf8')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (const key of Object.values(JSON.parse(keys) as Record<string, string>)) expect(first.output()).toContain(key)
    await expect.poll(() => members(url), { timeout: 60_000, interval: 200 }).toBeGreaterThan(0)
    first.child.kill('SIGTERM')
    expect(await first.ended, first.output()).toBe(0)

    const second = home.start({ DEMO: '1', DEMO_RATE: '50' })
    const { base: again } = await ready(second)
    expect(readFileSync(file, 'utf8')).toBe(keys)
    const size = await members(again)
    await expect.poll(() => members(again), { timeout: 60_000, interval: 200 }).not.toBe(size)
  })

  test('says of a worker alone how it is, at a port that nobody else has', async ({ home }) => {
    const worker = home.run(['worker'])
    const base = /(http:\S+)\/readyz/.exec(await worker.printed(READY))?.[1] ?? ''
    expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/^tributary_info\{version="[\d.]+",roles="worker"\} 1$/m)
    expect((await fetch(`${base}/graphql`)).status).toBe(404)
    worker.child.kill('SIGTERM')
    expect(await worker.ended, worker.output()).toBe(0)
  })

  test('says in one line why it cannot start, without any password', async ({ home }) => {
    const taken = createServer().listen(0, '127.0.0.1')
    const address = await new Promise<number>((resolve) => taken.once('listening', () => resolve((taken.address() as { port: number }).port)))
    const reasons: [Record<string, string>, RegExp][] = [
      [{ PORT: String(address) }, /^Port \d+ of 127\.0\.0\.1 is taken by another program: stop that one, or set PORT\.$/],
      [{ DATABASE_URL: 'postgresql://u:hidden@127.0.0.1:1/x' }, /^Postgres at 127\.0\.0\.1:1 \(DATABASE_URL\) cannot be reached: .*ECONNREFUSED.*$/],
      [{ REDIS_URL: 'redis://:hidden@127.0.0.1:1' }, /^Redis at 127\.0\.0\.1:1 \(REDIS_URL\) cannot be reached: .*ECONNREFUSED.*$/],
      [{ PORT: 'http', ROLES: 'api' }, /^Invalid environment:\n✖ .*\n {2}→ at PORT$/],
    ]
    for (const [env, reason] of reasons) {
      const program = home.start(env)
      expect(await program.ended).toBe(1)
      expect(program.output().trim()).toMatch(reason)
      expect(program.output()).not.toContain('hidden')
    }
    taken.close()
  })
})
