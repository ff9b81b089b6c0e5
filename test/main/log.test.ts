import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLog, reportErrors } from '../../src/commands/log.ts'
import { readable } from '../../src/commands/readable-log.ts'
import { emptyDatabase } from '../helpers/database.ts'
import { runProgram } from '../helpers/program.ts'
import { test as importTest } from '../import/fixtures.ts'

const CANARY = 'canary-3f9a'
const KEYS = {
  TRIBUTARY_SECRET_KEY: 'canary-3f9a-secret-key-of-logs',
  TRIBUTARY_READ_KEY: 'canary-3f9a-read-key-of-logs',
  TRIBUTARY_WRITE_KEY: 'canary-3f9a-write-key-of-logs',
}

function logged(): { log: ReturnType<typeof createLog>; lines: string[]; entries: () => Record<string, unknown>[] } {
  const lines: string[] = []
  return { log: createLog({ write: (line) => void lines.push(line) }), lines, entries: () => lines.map((line) => JSON.parse(line)) }
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('the log', () => {
  test('says what failed, where and in which request, and nothing that the message quotes', () => {
    const { log, lines, entries } = logged()
    const report = reportErrors('HTTP', log)
    report(new Error(`Key "${CANARY}" of ada@${CANARY}.com is wrong`, { cause: thrownBy(() => JSON.parse(`{"a": ${CANARY}}`)) }), 'req-1')
    report(thrownBy(() => BigInt(`${CANARY}x`)))
    report(Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:5432`), { code: 'ECONNREFUSED' }))
    log.info({ userId: CANARY, call: { traits: CANARY, properties: CANARY } }, 'by mistake')
    expect(lines.join('')).not.toContain(CANARY)
    expect(entries()[0]).toMatchObject({ level: 'error', part: 'HTTP', requestId: 'req-1', msg: 'HTTP: Key … of … is wrong' })
    expect(entries()[0]).toMatchObject({ err: { type: 'Error', stack: expect.stringContaining('log.test.ts'), cause: { type: 'SyntaxError' } } })
    expect(entries()[2]).toMatchObject({ err: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' } })
  })

  test('says once what goes on and on', () => {
    const { log, lines } = logged()
    const report = reportErrors('Queue', log)
    for (let n = 0; n < 50; n++) report(new Error('away'))
    report(new Error('something else'))
    expect(lines).toHaveLength(2)
  })

  test('is readable on a terminal', () => {
    const { log, lines } = logged()
    log.warn({ part: 'HTTP', requestId: 'req-1', err: new Error('gone') }, 'HTTP: gone')
    const [first = '', second = ''] = readable(lines[0] ?? '').split('\n')
    expect(first).toMatch(/^\d\d:\d\d:\d\d WARN {2}HTTP: gone requestId=req-1$/)
    expect(second).toMatch(/^ {4}at .*log\.test\.ts/)
  })
})

describe('the log of the program', () => {
  importTest('has every request and failure, and nothing of a person or a key', { timeout: 120_000 }, async ({ db, folder }) => {
    await emptyDatabase(db)
    const env = { DATABASE_URL: db.url, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'debug', ...KEYS }
    const program = runProgram(['start'], env)
    let log = ''
    program.child.stderr?.on('data', (text: Buffer) => (log += text.toString()))
    const url = /GraphQL +(\S+)\/graphql/.exec(await program.printed('Ctrl-C stops it.'))?.[1] ?? ''
    await expect.poll(() => log).toContain('ENCRYPTION_KEYS is not set: secrets are kept in clear.')
    const auth = { authorization: `Basic ${btoa(`${KEYS.TRIBUTARY_WRITE_KEY}:`)}` }
    const post = (path: string, body: string, headers: Record<string, string> = auth) => fetch(url + path, { method: 'POST', body, headers })
    const call = { type: 'identify', userId: CANARY, traits: { email: `${CANARY}@x.com`, [CANARY]: CANARY }, messageId: `${CANARY}-1` }
    await post('/v1/batch', JSON.stringify({ batch: [call, { type: 'track', userId: CANARY, event: CANARY }, { type: CANARY }] }))
    await post('/v1/track', `no json ${CANARY}`)
    await post('/v1/identify', JSON.stringify(call), { authorization: `Basic ${btoa(`${CANARY}-unknown-key:`)}` })
    await fetch(`${url}/v1/pixel/track?data=${btoa(JSON.stringify(call))}&writeKey=${KEYS.TRIBUTARY_WRITE_KEY}`)
    await fetch(`${url}/v1/projects/${KEYS.TRIBUTARY_WRITE_KEY}/settings`)
    await fetch(`${url}/${CANARY}`)

    const ask = (query: string, headers: Record<string, string> = {}) =>
      post('/graphql', JSON.stringify({ query }), {
        authorization: `Bearer ${KEYS.TRIBUTARY_SECRET_KEY}`,
        'content-type': 'application/json',
        ...headers,
      })
    await ask(`{ profile(by: { userId: "${CANARY}" }) { ${CANARY.replaceAll('-', '_')} } }`)
    // A failure of ours, within a request that has an id of its own: the database loses a table.
    await db.pool.query('alter table audiences rename to audiences_hidden')
    const failed = await ask(`{ audience(by: { key: "canary_3f9a" }) { name } }`, { 'x-request-id': 'failing-request' })
    expect(await failed.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL', requestId: 'failing-request' } }] })
    // And a chunk that cannot take effect.
    await db.pool.query('alter table traits rename to traits_hidden')
    await post('/v1/identify', JSON.stringify({ ...call, messageId: `${CANARY}-2` }))
    await expect.poll(() => log, { timeout: 30_000 }).toContain('Worker: ')
    await db.pool.query('alter table traits_hidden rename to traits')
    await db.pool.query('alter table audiences_hidden rename to audiences')

    const file = join(folder, 'calls.ndjson')
    writeFileSync(file, `${JSON.stringify(call)}\n{ ${CANARY}\n`)
    const imported = runProgram(['import', file], env)
    expect(await imported.ended, imported.output()).toBe(0)

    program.child.kill('SIGTERM')
    expect(await program.ended, program.output()).toBe(0)
    const entries = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    // Nor in what it says to whoever started it: what is no terminal is kept.
    expect(program.output()).not.toMatch(/canary.3f9a/i)
    expect(imported.output()).not.toContain(CANARY)
    const requests = entries.filter(({ msg }) => msg === 'request').map(({ method, route, status }) => `${method} ${route} ${status}`)
    expect(requests).toEqual(
      expect.arrayContaining(['POST /v1/batch 200', 'POST /v1/track 400', 'POST /v1/identify 401', 'GET /v1/pixel/* 200', 'GET none 404']),
    )
    expect(entries).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId: 'failing-request',
        err: expect.objectContaining({ stack: expect.stringContaining('/src/') }),
      }),
    )
  })
})
