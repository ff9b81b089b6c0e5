import { expect, onTestFinished } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { startFarEnd, status } from '../helpers/far-end.ts'
import { errorCodes, type TestApi, test } from '../helpers/graphql-server.ts'
import { secretBox } from '../helpers/secret-box.ts'

const CREATE = graphql(`
  mutation CreateDestination($input: CreateDestinationInput!) {
    createDestination(input: $input) {
      destination { id name enabled settings sendEvents eventNames sendAudiences audienceKeys connector { slug } }
      secrets
      userErrors { code path message }
    }
  }
`)
const UPDATE = graphql(`
  mutation UpdateDestination($input: UpdateDestinationInput!) {
    updateDestination(input: $input) { destination { name enabled disabledReason settings eventNames } userErrors { code path } }
  }
`)
const DELETE = graphql(`
  mutation DeleteDestination($input: DeleteInput!) { deleteDestination(input: $input) { deletedId userErrors { code path } } }
`)
const TEST = graphql(`
  mutation TestDestination($input: TestDestinationInput!) { testDestination(input: $input) { ok error userErrors { code path } } }
`)
const REPLAY = graphql(`
  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code path } } }
`)
const DELIVERIES = graphql(`
  query Deliveries($id: ID!, $status: DeliveryStatus) {
    destination(id: $id) {
      name enabled
      deliveries(status: $status) {
        nodes { id status attempts messageId payload nextAttemptAt lastError deliveredAt outOfOrder profile { id } destination { id } }
        totalCount { count }
      }
    }
  }
`)

async function farEnd() {
  const end = await startFarEnd()
  onTestFinished(end.close)
  return end
}

async function create(api: TestApi, url: string, settings: object = {}) {
  const { createDestination } = await api.request(CREATE, { input: { name: 'Hook', connector: 'webhook', settings: { url, ...settings } } })
  expect(createDestination.userErrors).toEqual([])
  if (!createDestination.destination) throw new Error('There is no destination.')
  return { ...createDestination.destination, secrets: createDestination.secrets }
}

test('a destination is created with a secret that is shown once, and then masked', async ({ api }) => {
  const created = await create(api, 'http://127.0.0.1:9/')
  expect(created).toMatchObject({
    ...{ name: 'Hook', enabled: true, sendEvents: true, eventNames: null, sendAudiences: true, audienceKeys: null, connector: { slug: 'webhook' } },
    ...{ settings: { url: 'http://127.0.0.1:9/', secret: '********' }, secrets: { secret: expect.stringMatching(/^whsec_/) } },
  })
  const secret = String((created.secrets as { secret?: string }).secret)
  const given = await create(api, 'http://127.0.0.1:9/', { secret })
  expect(given.secrets).toEqual({})
  const all = await api.query<unknown>('{ destinations { nodes { settings } } nodes(ids: []) { id } }')
  expect(JSON.stringify(all)).not.toContain(secret)
})

test('a change keeps what it leaves out, also a masked secret', async ({ api, db }) => {
  const { id } = await create(api, 'http://127.0.0.1:9/')
  const secretOf = async () => {
    const { rows } = await db.pool.query(`select id, settings -> 'secret' as secret from destinations`)
    return rows.map((row) => secretBox.open(row.secret, `${row.id}.secret`))
  }
  const before = await secretOf()
  const input = { id, name: 'Other', settings: { url: 'http://127.0.0.1:10/', secret: '********' }, eventNames: ['Order Completed'], enabled: false }
  const { updateDestination } = await api.request(UPDATE, { input })
  expect(updateDestination.destination).toMatchObject({ name: 'Other', enabled: false, eventNames: ['Order Completed'] })
  expect(updateDestination.destination?.settings).toMatchObject({ url: 'http://127.0.0.1:10/' })
  expect(await secretOf()).toEqual(before)
  const cleared = await api.request(UPDATE, { input: { id, eventNames: null } })
  expect(cleared.updateDestination.destination).toMatchObject({ name: 'Other', eventNames: null })
})

test('what cannot be is said, with its place', async ({ api }) => {
  const { id } = await create(api, 'http://127.0.0.1:9/')
  const ok = { name: 'Hook', connector: 'webhook', settings: { url: 'http://127.0.0.1:9/' } }
  const refused: [object, string[]][] = [
    [{ name: ' ' }, ['name']],
    [{ connector: 'none' }, ['connector']],
    [{ settings: {} }, ['settings', 'url']],
    [{ settings: { url: 'ftp://example.com' } }, ['settings', 'url']],
    [{ settings: { url: 'http://127.0.0.1:9/', secret: 'short' } }, ['settings', 'secret']],
    [{ settings: { url: 'http://127.0.0.1:9/', more: 1 } }, ['settings']],
    [{ eventNames: [] }, ['eventNames']],
    [{ audienceKeys: ['nobody'] }, ['audienceKeys']],
  ]
  for (const [wrong, path] of refused) {
    const { createDestination } = await api.request(CREATE, { input: { ...ok, ...wrong } })
    expect(createDestination.userErrors, JSON.stringify(wrong)).toMatchObject([{ code: 'VALIDATION', path }])
  }
  const nobody = { id: id.slice(0, -1) + (id.endsWith('0') ? 'g' : '0') }
  const notFound = [{ code: 'NOT_FOUND', path: ['id'] }]
  expect((await api.request(UPDATE, { input: nobody })).updateDestination.userErrors).toEqual(notFound)
  expect((await api.request(DELETE, { input: nobody })).deleteDestination.userErrors).toEqual(notFound)
  expect((await api.request(TEST, { input: nobody })).testDestination.userErrors).toEqual(notFound)
  const replay = await api.request(REPLAY, { input: { destinationId: id, status: 'PENDING' } })
  expect(replay.replayDeliveries.userErrors).toEqual([{ code: 'VALIDATION', path: ['status'] }])
})

test('deliveries are listed, given up ones are refusals and can be replayed', async ({ api }) => {
  const end = await farEnd()
  end.answer(status(400, {}, 'no such field'))
  const { id } = await create(api, end.url)
  await api.track({ type: 'track', event: 'Order Completed', userId: 'ada', messageId: 'm1' })
  const read = async (variables: { status?: 'DEAD' | 'DELIVERED' } = {}) =>
    (await api.request(DELIVERIES, { id, ...variables })).destination?.deliveries.nodes ?? []
  await expect
    .poll(() => read({ status: 'DEAD' }), { timeout: 10_000 })
    .toMatchObject([
      { attempts: 1, messageId: 'm1', lastError: 'HTTP 400: no such field', nextAttemptAt: null, deliveredAt: null, destination: { id } },
    ])
  const refusals = await api.query('{ refusals(kinds: [DELIVERY]) { nodes { kind code message messageId } } }')
  expect(refusals).toMatchObject({ refusals: { nodes: [{ code: 'delivery_refused', messageId: 'm1' }] } })

  end.answer(status(204))
  expect((await api.request(REPLAY, { input: { destinationId: id } })).replayDeliveries).toEqual({ replayed: 1, userErrors: [] })
  await expect.poll(() => read({ status: 'DELIVERED' }), { timeout: 10_000 }).toMatchObject([{ attempts: 1, payload: { event: 'Order Completed' } }])
  expect(new Set(end.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set((await read()).map((one) => one.id)))
  expect(end.received).toHaveLength(2)
})

test('a destination can be tested, and deleted', async ({ api }) => {
  const end = await farEnd()
  const { id } = await create(api, end.url)
  expect((await api.request(TEST, { input: { id } })).testDestination).toEqual({ ok: true, error: null, userErrors: [] })
  end.answer(status(301, { location: end.url }))
  expect((await api.request(TEST, { input: { id } })).testDestination).toMatchObject({ ok: false, error: expect.stringContaining('HTTP 301') })
  expect(end.received).toMatchObject([{ data: { event: 'Test Sent' } }, { data: { event: 'Test Sent' } }])
  expect((await api.request(DELETE, { input: { id } })).deleteDestination).toEqual({ deletedId: id, userErrors: [] })
  expect(await api.request(DELIVERIES, { id })).toEqual({ destination: null })
})

test('nobody sees the destinations and deliveries of another workspace, and a read key changes nothing', async ({ api, db }) => {
  const end = await farEnd()
  const { id } = await create(api, end.url)
  await api.track({ type: 'track', event: 'E', userId: 'ada' })
  const delivery = (await api.request(DELIVERIES, { id })).destination?.deliveries.nodes[0]?.id
  const { keys } = await api.anotherWorkspace()
  const text = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } destinations { totalCount { count } } }'
  expect(await api.query(text, { ids: [id, delivery] })).toMatchObject({
    nodes: [{ id }, { id: delivery }],
    destinations: { totalCount: { count: 1 } },
  })
  expect(await api.query(text, { ids: [id, delivery] }, keys.secret)).toEqual({ nodes: [null, null], destinations: { totalCount: { count: 0 } } })
  const theirs = [
    await api.request(UPDATE, { input: { id, name: 'Mine' } }, keys.secret),
    await api.request(DELETE, { input: { id } }, keys.secret),
    await api.request(TEST, { input: { id } }, keys.secret),
    await api.request(REPLAY, { input: { destinationId: id } }, keys.secret),
  ]
  for (const answer of theirs) expect(JSON.stringify(answer)).toContain('NOT_FOUND')
  expect(await errorCodes(api.request(DELETE, { input: { id } }, api.keys.read))).toEqual(['FORBIDDEN'])
  expect((await db.pool.query('select name from destinations')).rows).toEqual([{ name: 'Hook' }])
})

test('connectors are listed with the schema of their settings', async ({ api }) => {
  const { connectors } = await api.query<{ connectors: { nodes: { id: string; settingsSchema: object }[]; totalCount: { count: number } } }>(
    '{ connectors(search: "hook") { nodes { id slug name kind settingsSchema } totalCount { count } } }',
  )
  expect(connectors).toMatchObject({
    nodes: [{ slug: 'webhook', kind: 'DESTINATION', settingsSchema: { required: ['url'], properties: { secret: { writeOnly: true } } } }],
  })
  expect(await api.query('query ($id: ID!) { node(id: $id) { id } }', { id: connectors.nodes[0]?.id })).toEqual({
    node: { id: connectors.nodes[0]?.id },
  })
})
