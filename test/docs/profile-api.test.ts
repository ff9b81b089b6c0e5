import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { isObject, type Json, type JsonObject } from '../../src/engine/json.ts'
import { profileApiDocument } from '../../src/server/openapi/profile-document.ts'
import { EVENT_LIMITS, EXTERNAL_ID_LIMITS, LINK_LIMITS, TRAIT_LIMITS } from '../../src/server/profile-api/parameters.ts'
import { profileApiRoutes } from '../../src/server/profile-api/profile-api-routes.ts'
import { test as api } from '../helpers/graphql-server.ts'
import { basic } from '../helpers/server.ts'
import { page, root } from './page.ts'
import { test as reader } from './reader.ts'

const { text, tables, snippets } = page('docs/profile-api.md')
const document = JSON.parse(JSON.stringify(profileApiDocument)) as JsonObject

const at = (part: Json | undefined, ...keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((found, key) => (isObject(found) ? found[key] : undefined), part)

/** The same with every reference replaced by what it refers to. */
function resolved(part: Json): Json {
  if (Array.isArray(part)) return part.map(resolved)
  if (!isObject(part)) return part
  if (typeof part['$ref'] === 'string') return resolved(at(document, ...part['$ref'].split('/').slice(1)) ?? null)
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, resolved(value)]))
}

const operations = Object.entries(resolved(document['paths'] ?? null) as JsonObject).map(([path, methods]) => ({
  path,
  operation: at(methods, 'get'),
}))

describe('docs/profile-api.md', () => {
  reader('has requests that are answered as it says', { timeout: 120_000 }, async ({ reader }) => {
    await reader.shell(`curl -s http://localhost:4000/v1/identify -u $WRITE_KEY: -d '{ "userId": "ada", "traits": { "email": "ada@example.com", "plan": "pro" } }'
      curl -s http://localhost:4000/v1/group -u $WRITE_KEY: -d '{ "userId": "ada", "groupId": "acme", "traits": { "name": "Acme" } }'
      curl -s http://localhost:4000/v1/track -u $WRITE_KEY: -d '{ "userId": "ada", "event": "Order Completed", "messageId": "o-1" }'`)
    const [first = '', others = ''] = snippets.filter(({ language }) => language === 'sh').map(({ code }) => code)
    const shown =
      snippets
        .find(({ language }) => language === 'text')
        ?.code.trimEnd()
        .split('\n') ?? []
    expect(shown).toHaveLength(2)
    await expect.poll(() => reader.shell(first), { timeout: 20_000 }).toContain(shown[0])
    expect(await reader.shell(first)).toContain(shown[1])
    const requests = others.trimEnd().split('\n')
    expect(requests).toHaveLength(7)
    for (const request of requests) {
      await expect.poll(() => reader.shell(request), { timeout: 20_000 }).toMatch(/"(?:Acme|acme|pro|ada|o-1|first_message_id)"/)
      expect(await reader.shell(request)).not.toContain('"error"')
    }
  })

  api('lists the codes, the limits and the parameters that there are', () => {
    const folder = `${root}/src/server/profile-api`
    const sources = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    const codes = new Set(sources.flatMap((source) => [...source.matchAll(/\bcode: '([a-z_]+)'/g)].map(([, code = '']) => code)))
    const listed = tables.find(({ head }) => head[0] === 'status')?.rows.flatMap(([, code = '']) => code.match(/\w+/g) ?? []) ?? []
    expect(listed.sort()).toEqual([...codes].sort())
    const limits = { traits: TRAIT_LIMITS, external_ids: EXTERNAL_ID_LIMITS, events: EVENT_LIMITS, links: LINK_LIMITS }
    const rows = new Map(
      tables
        .find(({ head }) => head[0] === 'route')
        ?.rows.map(([route = '', parameters, limit]) => [route.replaceAll('`', ''), { parameters, limit }]),
    )
    for (const [route, { usual, most }] of Object.entries(limits)) expect(rows.get(route)?.limit, route).toBe(`${usual}, ${most}`)
    for (const { path, operation } of operations.filter(({ path }) => path.includes('/users/'))) {
      const parameters = (at(operation, 'parameters') as JsonObject[]).filter((one) => one['in'] === 'query').map(({ name }) => String(name))
      for (const name of parameters) expect(rows.get(path.split('/').at(-1) ?? '')?.parameters, path).toContain(`\`${name}\``)
    }
    expect(text).toContain('GET /v1/spaces/openapi.json')
  })

  api('has an OpenAPI document of the routes there are, and of their answers', async ({ api, db }) => {
    await api.track(
      { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      { type: 'group', userId: 'ada', groupId: 'acme', traits: { name: 'Acme' } },
      { type: 'track', userId: 'ada', event: 'Order Completed' },
    )
    const routes = profileApiRoutes({ db: db.pool, credentials: { find: async () => null } }).map(({ path }) => path)
    expect([...operations.map(({ path }) => path.replaceAll(/\{\w+\}/g, '*')), '/v1/spaces/**'].sort()).toEqual(routes.sort())
    expect(await (await fetch(`${api.url}/v1/spaces/openapi.json`)).json()).toEqual(document)
    for (const { path, operation } of operations)
      for (const [key, profile] of [
        [api.keys.read, path.includes('/users/') ? 'user_id:ada' : 'group_id:acme'],
        [api.keys.read, 'user_id:nobody'],
        ['nobody', 'x'],
      ]) {
        const url = path.replace('{spaceId}', 'default').replace('{profile}', profile ?? '')
        for (const query of path.endsWith('openapi.json') ? [''] : ['', '?limit=0', '?verbose=true']) {
          const response = await fetch(api.url + url + query, { headers: { authorization: basic(`${key}:`) } })
          const schema = at(operation, 'responses', String(response.status), 'content', 'application/json', 'schema')
          expect(schema, `${url}${query} answers ${response.status}`).toBeDefined()
          const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(await response.json())
          expect(parsed, url).toMatchObject({ success: true })
        }
      }
  })
})
