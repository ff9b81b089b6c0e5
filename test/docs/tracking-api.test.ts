import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { MAX_BATCH_MESSAGES } from '../../src/engine/ingest/limits.ts'
import { test } from '../helpers/server.ts'
import { page, root, snippetsOf } from './page.ts'

const { text, tables } = page('docs/tracking-api.md')

/** Paths in code, as `/v1/track` or `/v1/pixel/{type}`. */
const PATHS = [...new Set([...text.matchAll(/`(?:(GET|POST) )?(\/v1\/[^\s`?]+)`/g)].map(([, method = 'POST', path]) => `${method} ${path}`))]

function codesOfTheServer(): Set<string> {
  const folders = ['src/server', 'src/server/tracking']
  const sources = folders.flatMap((folder) => readdirSync(`${root}/${folder}`, { withFileTypes: true }).filter((entry) => entry.isFile()))
  const texts = sources.map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'utf8'))
  return new Set(texts.flatMap((source) => [...source.matchAll(/\bcode: '([a-z_]+)'/g)].map(([, code = '']) => code)))
}

describe('docs/tracking-api.md', () => {
  test('names endpoints that exist', async ({ server }) => {
    expect(PATHS.length).toBeGreaterThan(15)
    for (const endpoint of PATHS) {
      const [method = '', path = ''] = endpoint.split(' ')
      const url = server.url + path.replace('{type}', 'track').replace('{writeKey}', server.keys.write)
      const { status } = await fetch(url, { method })
      expect([200, 400], endpoint).toContain(status)
    }
  })

  test('has calls that are taken as it says', async ({ server, db }) => {
    const calls = snippetsOf('docs/tracking-api.md', 'sh').flatMap((code) => [
      ...code.matchAll(/localhost:4000(\/v1\/\w+) -u \$WRITE_KEY: -d '([^']+)'/g),
    ])
    expect(calls).toHaveLength(4)
    for (const [, path = '', body = ''] of calls) {
      const response = await server.post(path, JSON.parse(body))
      const answer: unknown = await response.json()
      if (path !== '/v1/batch') expect(answer).toEqual({ success: true })
      else expect(answer).toEqual(JSON.parse(snippetsOf('docs/tracking-api.md', 'json')[0] ?? ''))
    }
    expect(await db.prisma.$queryRaw`select sum(messages)::int as messages from inbox`).toEqual([{ messages: 5 }])
  })

  test('lists the codes of the answers', () => {
    const listed = tables
      .filter(({ head }) => head[0] === 'status')
      .flatMap(({ rows }) => rows.flatMap(([, codes = '']) => [...codes.matchAll(/`(\w+)`/g)].map(([, code = '']) => code)))
    // Of /readyz, of the board of the queues, of a failure of ours, and of the files of exports.
    const others = ['not_ready', 'unauthenticated', 'internal', 'range_not_satisfiable']
    const codes = [...codesOfTheServer()].filter((code) => !others.includes(code))
    expect(listed.sort()).toEqual(codes.sort())
  })

  test('names the limits there are', () => {
    expect(text).toContain(`${new Intl.NumberFormat('en').format(MAX_BATCH_MESSAGES)} messages`)
  })
})
