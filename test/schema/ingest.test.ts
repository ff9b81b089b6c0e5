import { describe, expect, vi } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { test } from '../helpers/graphql-server.ts'

const INGEST = graphql(`
  mutation Ingest($input: IngestInput!) {
    ingest(input: $input) { accepted messageIds userErrors { __typename message code path ... on MessageRefusedError { index refusalCode messageId } } }
  }
`)
const SOURCES = graphql(`query SourcesForIngest { sources { nodes { id name enabled createdAt writeKeys { id key createdAt revokedAt } } } }`)
const REFUSALS = graphql(`
  query Refusals($kinds: [RefusalKind!], $sourceId: ID) { refusals(kinds: $kinds, sourceId: $sourceId) { nodes { id at kind code message messageId sample source { name } } totalCount { count } } }
`)
const PIPELINE = graphql(`query Pipeline { pipeline { backlog lagMs } }`)
const quiet = { pipeline: { backlog: 0, lagMs: 0 } }

describe('ingest', () => {
  test('takes the messages it can, says why it cannot take the others, and both can be looked up', async ({ api }) => {
    const batch = [
      { type: 'track', userId: 'ada', event: 'A' },
      { type: 'track', userId: 'ada', messageId: 'bad' },
      { type: 'identify', userId: 'ada', messageId: 'good' },
    ]
    const { ingest } = await api.request(INGEST, { input: { batch } })
    expect(ingest).toMatchObject({
      accepted: 2,
      messageIds: [expect.any(String), 'good'],
      userErrors: [{ __typename: 'MessageRefusedError', code: 'MESSAGE_REFUSED', path: ['batch', '1'], index: 1, messageId: 'bad' }],
    })
    await vi.waitFor(async () => expect(await api.request(PIPELINE)).toEqual(quiet), 10_000)
    const EVENTS = graphql(`query IngestedEvents { profile(by: { userId: "ada" }) { events { nodes { messageId source { name } } } } }`)
    const { profile } = await api.request(EVENTS)
    expect(profile?.events.nodes.map(({ messageId }) => messageId).toSorted()).toEqual([...ingest.messageIds].toSorted())
    expect(profile?.events.nodes[0]?.source?.name).toBe('GraphQL')
    const { refusals } = await api.request(REFUSALS, { kinds: ['MESSAGE'] })
    expect(refusals).toMatchObject({
      nodes: [{ kind: 'MESSAGE', messageId: 'bad', source: { name: 'GraphQL' }, sample: batch[1] }],
      totalCount: { count: 1 },
    })
    expect(await api.request(REFUSALS, { kinds: ['MERGE'] })).toMatchObject({ refusals: { nodes: [] } })
    expect(await api.request(REFUSALS, { kinds: [] })).toMatchObject({ refusals: { nodes: [] } })
  })

  test('can name a source; refusals are listed by source', async ({ api }) => {
    const { sources } = await api.request(SOURCES)
    const source = sources.nodes.find(({ name }) => name === 'HTTP')
    expect(source?.writeKeys).toEqual([{ id: expect.stringMatching(/^key_/), key: api.keys.write, createdAt: expect.any(String), revokedAt: null }])
    const batch = [{ type: 'track', userId: 'ada' }]
    await api.request(INGEST, { input: { batch, sourceId: source?.id ?? '' } })
    await vi.waitFor(async () => expect(await api.request(PIPELINE)).toEqual(quiet), 10_000)
    expect(await api.request(REFUSALS, { sourceId: source?.id ?? '' })).toMatchObject({ refusals: { totalCount: { count: 1 } } })
    for (const other of [sources.nodes.find(({ name }) => name === 'GraphQL')?.id ?? '', 'nonsense']) {
      expect(await api.request(REFUSALS, { sourceId: other })).toMatchObject({ refusals: { totalCount: { count: 0 } } })
    }
    const { ingest } = await api.request(INGEST, { input: { batch, sourceId: 'src_nonsense' } })
    expect(ingest).toMatchObject({ accepted: 0, messageIds: [], userErrors: [{ code: 'VALIDATION', path: ['sourceId'] }] })
  })

  test('stores what cannot be stored as it is, and refuses an empty batch', async ({ api }) => {
    const { ingest } = await api.request(INGEST, {
      input: { batch: [{ type: 'identify', userId: 'a\0\ud800', traits: { ['__proto__']: 1, 'x\0': '\ud800' } }] },
    })
    expect(ingest).toMatchObject({ accepted: 1, userErrors: [] })
    await vi.waitFor(async () => expect(await api.request(PIPELINE)).toEqual(quiet), 10_000)
    const TRAITS = graphql(`query StoredTraits($userId: String!) { profile(by: { userId: $userId }) { traits } }`)
    const { profile } = await api.request(TRAITS, { userId: 'a\0\ud800' })
    expect(Object.keys(profile?.traits ?? {}).toSorted()).toEqual(['__proto__', 'x\ufffd'])
    expect((await api.request(INGEST, { input: { batch: [] } })).ingest).toMatchObject({
      accepted: 0,
      userErrors: [{ code: 'VALIDATION', path: ['batch'] }],
    })
    expect(api.errors).toEqual([])
  })
})
