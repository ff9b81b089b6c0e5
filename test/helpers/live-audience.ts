import { expect, vi } from 'vitest'
import { parseUuid } from '../../src/schema/global-id.ts'
import type { TestApi } from './graphql-server.ts'

/** Creates an audience with this key, of everybody, and waits until it is LIVE; answers its uuid. */
export async function createEverybody(api: TestApi, key: string): Promise<string> {
  const create = 'mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } } }'
  const input = { key, name: key, definition: { rule: { all: [] } } }
  const { createAudience } = await api.query<{ createAudience: { audience: { id: string } } }>(create, { input })
  const status = 'query ($key: String!) { audience(by: { key: $key }) { status } }'
  await vi.waitFor(async () => expect(await api.query(status, { key })).toEqual({ audience: { status: 'LIVE' } }), 20_000)
  return parseUuid('aud', createAudience.audience.id) ?? ''
}
