import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { isObject, type Json, type JsonObject } from '../../src/engine/json.ts'
import { openapiDocument } from '../../src/server/openapi/document.ts'
import { basic, startTestServer, type TestServer, test } from '../helpers/server.ts'
import { storedEvents } from '../helpers/stored.ts'

const document = JSON.parse(JSON.stringify(openapiDocument)) as JsonObject

const at = (path: string): Json =>
  path.split('/').reduce<Json>((part, key) => {
    const child = isObject(part) ? part[key.replaceAll('~1', '/')] : undefined
    if (child === undefined) throw new Error(`There is no ${path}.`)
    return child
  }, document)

/** The same with every reference replaced by what it refers to. */
function resolved(part: Json): Json {
  if (Array.isArray(part)) return part.map(resolved)
  if (!isObject(part)) return part
  if (typeof part['$ref'] === 'string') return resolved(at(part['$ref'].replace('#/', '')))
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, resolved(value)]))
}

interface Operation {
  readonly path: string
  readonly method: string
  readonly operation: JsonObject
}

const operations = Object.entries(resolved(at('paths')) as JsonObject).flatMap(([path, methods]) =>
  Object.entries(methods as JsonObject).map(([method, operation]): Operation => ({ path, method, operation: operation as JsonObject })),
)

const part = (value: Json | undefined, ...keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((found, key) => (isObject(found) ? found[key] : undefined), value)

/** Holds an answer against what the document says of it. */
async function expectAsDocumented({ path, operation }: Operation, response: Response): Promise<void> {
  const documented = part(operation, 'responses', String(response.status))
  expect(documented, `${path} answers ${response.status}`).toBeDefined()
  const content = part(documented, 'content')
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  expect(Object.keys(content as JsonObject), path).toEqual([type])
  for (const header of Object.keys((part(documented, 'headers') ?? {}) as JsonObject)) expect(response.headers.get(header), header).toMatch(/^\d+$/)
  const schema = part(content, type, 'schema')
  if (schema) expect(schemaOf(schema).safeParse(await response.json()), path).toMatchObject({ success: true })
  else await response.arrayBuffer()
}

const schemaOf = (schema: Json) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])

const bundles = readdirSync(join(dirname(createRequire(import.meta.url).resolve('@segment/analytics-next')), '../umd'))
const URLS = { writeKey: 'KEY', type: 'track', name: bundles.find((name) => name.endsWith('.js') && name.includes('.bundle.')) ?? '' }

function send({ path, method, operation }: Operation, server: TestServer, key = server.keys.write): Promise<Response> {
  const example = part(operation, 'requestBody', 'content', 'application/json', 'example')
  const url = Object.entries(URLS)
    .reduce((text, [name, value]) => text.replace(`{${name}}`, value), path)
    .replace('KEY', key)
  const body = method === 'post' ? JSON.stringify(example ?? {}) : null
  return fetch(server.url + url, { method, body, headers: { authorization: basic(`${key}:`) } })
}

describe('GET /openapi.json', () => {
  test('is the document', async ({ server }) => {
    const response = await fetch(`${server.url}/openapi.json`)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(await response.json()).toEqual(document)
  })

  test('has the paths that there are, and no others', ({ server }) => {
    const documented = operations.map(({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '*')}`)
    expect(documented.sort()).toEqual(server.tracking.map(({ method, path }) => `${method} ${path}`).sort())
  })

  test('names and describes every operation, its parameters and its answers', () => {
    const ids = operations.map(({ operation }) => operation['operationId'])
    expect(new Set(ids).size).toBe(operations.length)
    for (const { path, operation } of operations) {
      expect(operation['summary'], path).toEqual(expect.any(String))
      const parameters = (operation['parameters'] ?? []) as readonly JsonObject[]
      expect(parameters.filter((one) => one['in'] === 'path').map((one) => `{${one['name']}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      for (const answer of Object.values(operation['responses'] as JsonObject)) expect(part(answer, 'description'), path).toEqual(expect.any(String))
    }
  })

  test('has examples that are as its schemas say, are taken, and answers that are as it says', async ({ db, server }) => {
    for (const operation of operations) {
      const content = part(operation.operation, 'requestBody', 'content', 'application/json')
      if (content) expect(schemaOf(part(content, 'schema') ?? {}).safeParse(part(content, 'example'))).toMatchObject({ success: true })
      const response = await send(operation, server)
      expect(response.status, operation.path).toBe(200)
      await expectAsDocumented(operation, response)
    }
    expect((await storedEvents(db)).length).toBe(1)
    expect(server.errors).toEqual([])
  })

  test('knows the answers to what is wrong', async ({ db, server }) => {
    const full = await startTestServer(db, { inboxMaxBytes: 0 })
    const calls = operations.filter(({ operation }) => operation['requestBody'])
    for (const call of calls) {
      await expectAsDocumented(call, await send(call, server, 'nobody'))
      await expectAsDocumented(call, await server.post(call.path, '{'))
      await expectAsDocumented(call, await server.post(call.path, { userId: 5, batch: [5] }))
    }
    for (const operation of operations.filter(({ method }) => method === 'get'))
      await expectAsDocumented(operation, await send(operation, server, 'nobody'))
    const [call] = calls
    if (!call) throw new Error('unreachable')
    await server.post('/v1/track', { userId: 'u', event: 'E' })
    await expect.poll(async () => (await send(call, full, server.keys.write)).status, { timeout: 10_000, interval: 200 }).toBe(429)
    await expectAsDocumented(call, await send(call, full, server.keys.write))
    await full.close()
  })
})
