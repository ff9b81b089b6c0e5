import { execute, Kind, parse, validate } from 'graphql'
import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { answerAhead } from '../../src/schema/answer-ahead.ts'
import type { SchemaContext } from '../../src/schema/context.ts'
import { schema } from '../../src/schema/index.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { randomFrom } from '../helpers/random-query.ts'
import { type Arguments, randomSelection } from '../helpers/random-selection.ts'

const RUNS = Number(process.env['LOOK_AHEAD_RUNS'] ?? 200)
const SEED = Number(process.env['LOOK_AHEAD_SEED'] ?? 20_261_125)

const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString()

/** The context of one operation, and the statements that it runs. */
function operationOf(db: Db, workspaceId: string, eachFieldAlone: boolean) {
  const statements: string[] = []
  const counting = <Run extends (...args: never[]) => unknown>(run: Run) =>
    ((...args: Parameters<Run>) => {
      const [query] = args as unknown as [string | { text: string }]
      statements.push(typeof query === 'string' ? query : query.text)
      return run(...args)
    }) as Run
  const pool = Object.create(db.pool, { query: { value: counting(db.pool.query.bind(db.pool)) } }) as Db['pool']
  const credential = { workspaceId, sourceId: null, kind: 'SECRET', scopes: ['read', 'write'], identityVersion: 0 } as const
  return { context: { db: { ...db, pool }, credential, eachFieldAlone } as unknown as SchemaContext, statements }
}

async function answer(db: Db, workspaceId: string, { text, eachFieldAlone }: { text: string; eachFieldAlone: boolean }) {
  const { context, statements } = operationOf(db, workspaceId, eachFieldAlone)
  const { data, errors = [] } = await execute({ schema, document: parse(text), contextValue: context, variableValues: { yes: true, no: false } })
  const problems = errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).sort()
  const written = JSON.stringify(data)
  return { answer: { data: JSON.parse(written) as unknown, problems }, text: written, statements, errors }
}

/** The same as it is answered without executing it; null: it is executed. */
async function answeredAtOnce(db: Db, workspaceId: string, text: string): Promise<string | null> {
  const document = parse(text)
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const { context } = operationOf(db, workspaceId, false)
  const answer = operation && (await answerAhead({ schema, document, operation, variables: { yes: true, no: false }, context }))
  return answer ? JSON.stringify(answer) : null
}

/** People with a history; the last of them is half merged: as the transaction that decides a merge leaves it until that of the chunk folds it. */
async function seed(db: Db): Promise<{ readonly workspaceId: string; fold(): Promise<void> }> {
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  const track = async (...calls: JsonObject[]) => {
    await send(db, workspace, ...calls)
    await worker.quiet()
  }
  const about = { workspaceId: workspace.id, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
  for (const [key, rule] of Object.entries({ everyone: { all: [] }, buyers: { event: { name: 'Order Completed' } }, nobody: { any: [] } }))
    await createAudience(db, { ...about, key, name: key, rule })
  const properties = { total: 1.5, deep: { list: [1, null, 'é"\\'] } }
  await track(
    { type: 'track', messageId: 'm1', anonymousId: 'anon', event: 'Order Completed', timestamp: at(1), properties },
    { type: 'identify', messageId: 'm2', userId: 'ada', timestamp: at(2), traits: { email: 'ada@x.org', plan: 'free', __proto__x: 1 } },
    { type: 'group', messageId: 'm3', userId: 'ada', groupId: 'acme', timestamp: at(3), traits: { seats: 3 } },
    { type: 'identify', messageId: 'm4', userId: 'bob', timestamp: at(2), traits: { plan: 'pro', gone: 1 }, integrations: { All: true } },
    { type: 'group', messageId: 'm5', userId: 'bob', groupId: 'acme', timestamp: at(3) },
    { type: 'group', messageId: 'm6', userId: 'bob', groupId: 'globex', timestamp: at(3) },
  )
  // What ends a cell, and numbers that Postgres and JavaScript print in two ways.
  const odd = { unit: '\u001f\u0000x', ['\u001f']: 'é\u007f\u2028', numbers: [1e3, 1e-7, 1.5e300, -0, 0.1, 2 ** 60], 10: 1, 9: 2 }
  await track({ type: 'track', messageId: 'm\u001f0', userId: 'bob', event: 'Unit\u001fSeen"\\', timestamp: at(3), properties: odd })
  await track({ type: 'identify', messageId: 'm7', userId: 'ada', anonymousId: 'anon', timestamp: at(4), traits: { plan: 'pro' } })
  for (let n = 0; n < 4; n++)
    await track({ type: 'track', messageId: `t${n}`, anonymousId: 'web', event: 'Page Seen', timestamp: at(5 + n), context: { ip: '::1' } })
  await track(
    { type: 'identify', messageId: 'm8', anonymousId: 'web', timestamp: at(9), traits: { plan: 'team', gone: null, city: 'Graz' } },
    { type: 'track', messageId: 'm9', anonymousId: 'web', event: 'Order Completed', timestamp: at(9) },
    { type: 'group', messageId: 'm10', anonymousId: 'web', groupId: 'initech', timestamp: at(9) },
  )
  const ids = await db.pool.query<{ id: string }>(`select profile_id as id from identifiers where value in ('bob', 'web')`)
  const [root, loser] = ids.rows.map(({ id }) => id).sort()
  await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [workspace.id, loser, root])
  await db.pool.query('update identifiers set profile_id = $1 where profile_id = $2', [root, loser])
  expect(worker.errors).toEqual([])
  return { workspaceId: workspace.id, fold: worker.quiet }
}

/** Whose cursors the lists of a field take. */
const CURSORS = {
  ...{ events: ['events'], identifiers: ['identifiers'], audiences: ['memberships'], accounts: ['accounts'], members: ['people', 'members'] },
}

async function argumentsOf(
  db: Db,
  workspaceId: string,
): Promise<{ readonly ids: readonly string[]; readonly place: string; readonly args: Arguments }> {
  const text = `{
    profiles { edges { cursor node { id events { edges { cursor node { id } } } audiences { edges { cursor node { id } } } identifiers { edges { cursor } } accounts { edges { cursor node { id } } } } } }
    accounts { edges { cursor node { members { edges { cursor } } } } } audiences { nodes { id members { edges { cursor } } } }
  }`
  const found = JSON.stringify((await answer(db, workspaceId, { text, eachFieldAlone: true })).answer)
  const all = (name: string) => [...new Set([...found.matchAll(new RegExp(`"${name}":"([^"]+)"`, 'g'))].map(([, value]) => JSON.stringify(value)))]
  const args = {
    ...Object.fromEntries(
      Object.entries(CURSORS).flatMap(([field, lists]) => {
        const own = all('cursor').filter((cursor) =>
          lists.includes((JSON.parse(Buffer.from(JSON.parse(cursor) as string, 'base64url').toString()) as [string])[0]),
        )
        return ['after', 'before'].map((end) => [`${field}.${end}`, [...own, ...own, '"none"', 'null']])
      }),
    ),
    first: ['1', '2', '3', '250', '0', 'null'],
    last: ['1', '2', '251', 'null'],
    names: ['"plan"', '"gone"', '"Page Seen"', '"$group"', '"none"'],
    types: ['"email"', '"anonymous_id"', '"none"'],
    name: ['"plan"', '"gone"', '"none"', '"__proto__"'],
    key: ['"everyone"', '"nobody"', '"none"', '"x\\u0000"'],
    from: [`"${at(2)}"`, `"${at(6)}"`],
    to: [`"${at(3)}"`, `"${at(8)}"`],
  }
  return { ids: all('id'), place: all('cursor')[0] ?? '', args }
}

/** Fields at the root, with the type that they answer. */
function roots(ids: readonly string[], after: string): [string, string][] {
  const by = [
    '{ userId: "ada" }',
    '{ anonymousId: "anon" }',
    '{ anonymousId: "web" }',
    '{ email: "ADA@x.org" }',
    '{ userId: "nobody" }',
    ...ids.map((id) => `{ id: ${id} }`),
  ]
  return [
    ...by.map((by): [string, string] => [`profile(by: ${by})`, 'Profile']),
    ...['{ groupId: "acme" }', '{ groupId: "none" }'].map((by): [string, string] => [`account(by: ${by})`, 'Account']),
    ...['everyone', 'buyers', 'none'].map((key): [string, string] => [`audience(by: { key: "${key}" })`, 'Audience']),
    ...[
      '',
      '(first: 2)',
      `(first: 2, after: ${after})`,
      '(orderBy: { field: LAST_SEEN_AT }, last: 2)',
      '(first: 0)',
      '(rule: { trait: { path: "plan", is: { eq: "pro" } } })',
    ].map((args): [string, string] => [`profiles${args}`, 'ProfileConnection']),
    ['accounts(last: 1)', 'AccountConnection'],
  ]
}

/** Which fields at the root have errors. Of several that end one object one is told, and which that is depends on what was waited for. */
const ended = ({ errors }: Awaited<ReturnType<typeof answer>>) => [...new Set(errors.map(({ path }) => path?.[0]))].sort()

test(`what is loaded ahead is what each field loads by itself: ${RUNS} random selections (seed ${SEED})`, async ({ db }) => {
  const { workspaceId, fold } = await seed(db)
  const { ids, place, args } = await argumentsOf(db, workspaceId)
  const random = randomFrom(SEED)
  const select = randomSelection(schema, random, args)
  const all = roots(ids, place)
  let [ahead, alone, taken, whole] = [0, 0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    // First while a merge is under way, then while none is.
    if (run === Math.floor(RUNS / 2)) await fold()
    const [field, type] = all[random(all.length)] ?? ['', '']
    const node = random(6) === 0 ? ids[random(ids.length)] : null
    const text = `query ($yes: Boolean!, $no: Boolean!) { ${node ? `node(id: ${node}) { id ... on Profile ${select('Profile', 3)} }` : `${field} ${select(type, 4)}`} used: __typename @include(if: $yes) other: __typename @skip(if: $no) }`
    // The same name for two things is refused before anything runs.
    if (validate(schema, parse(text)).length > 0) continue
    const each = await answer(db, workspaceId, { text, eachFieldAlone: true })
    const loaded = await answer(db, workspaceId, { text, eachFieldAlone: false })
    expect(loaded.answer.data, text).toEqual(each.answer.data)
    expect(ended(loaded), text).toEqual(ended(each))
    const atOnce = await answeredAtOnce(db, workspaceId, text)
    // Byte by byte: the order of the fields counts.
    if (atOnce !== null) expect({ text: atOnce, problems: [] }, text).toEqual({ text: each.text, problems: each.answer.problems })
    taken++
    if (atOnce !== null) whole++
    alone += each.statements.length
    ahead += loaded.statements.length
  }
  expect(taken).toBeGreaterThan(RUNS / 2)
  expect(ahead).toBeLessThan(alone)
  expect(whole).toBeGreaterThan(taken / 4)
})

test('nothing but the names of types, two things of one item under one name, long names, and a page there cannot be, are answered as well', async ({
  db,
}) => {
  const { workspaceId } = await seed(db)
  const nodes = (inner: string) => `{ profile(by: { userId: "ada" }) { ${inner} } }`
  const texts = [
    nodes('__typename audiences { nodes { __typename audience { __typename } } } identifiers { nodes { __typename source { __typename } } }'),
    nodes('events { nodes { x: messageId } edges { node { x: timestamp } } }'),
    nodes('events { nodes { source { id } } edges { node { source { name } profile { id } } } pageInfo { hasPreviousPage } }'),
    nodes(`${'a'.repeat(80)}: events { nodes { id } } ${'a'.repeat(81)}: events(last: 1) { nodes { id } }`),
    nodes('events(first: 0) { nodes { id } } identifiers(after: "x") { nodes { type } } id'),
    nodes('events(last: 2) { nodes { messageId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { count precision } }'),
    nodes('identityGraph { nodes { value } merges { into { id } } } events { nodes { profile { events(first: 1) { nodes { id } } } } }'),
  ]
  for (const text of texts) {
    const [ahead, alone] = [
      await answer(db, workspaceId, { text, eachFieldAlone: false }),
      await answer(db, workspaceId, { text, eachFieldAlone: true }),
    ]
    expect(ahead.answer, text).toEqual(alone.answer)
    expect(JSON.stringify(ahead.answer), text).not.toContain('INTERNAL')
  }
})

test('a query that comes again with other variables is answered for these, byte by byte as when it is executed', async ({ db }) => {
  const { workspaceId } = await seed(db)
  const texts = [
    'query ($by: ProfileBy!) { a: profile(by: $by) { __typename __proto__: traits id events(first: 2) { nodes { id } } } b: profile(by: { userId: "bob" }) { id } }',
    'query ($by: ProfileBy!, $n: Int) { profile(by: $by) { id events(first: $n) { totalCount { count } nodes { id } pageInfo { hasNextPage } } } }',
    'query ($by: ProfileBy!, $yes: Boolean!) { profile(by: $by) { id traits @include(if: $yes) ...More } } fragment More on Profile { trait(name: "plan") { value } }',
  ]
  const rounds = [
    { by: { userId: 'ada' }, n: 1, yes: true },
    { by: { anonymousId: 'web' }, n: 3, yes: false },
    { by: { userId: 'nobody' }, n: 2, yes: true },
    { by: { userId: 'ada' }, n: 4, yes: false },
  ]
  for (const text of texts) {
    const document = parse(text)
    const [operation] = document.definitions
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation comes first.')
    for (const variables of rounds) {
      const answered = await answerAhead({ schema, document, operation, variables, context: operationOf(db, workspaceId, false).context })
      const executed = await execute({ schema, document, contextValue: operationOf(db, workspaceId, true).context, variableValues: variables })
      expect(JSON.stringify({ data: answered }), text).toBe(JSON.stringify(executed))
    }
  }
})

const WHOLE = `{
  id version createdAt traits identifiers(first: 10) { nodes { type value source { name } } pageInfo { hasNextPage } totalCount { count } }
  events(first: 20) { nodes { id name timestamp properties source { name } } pageInfo { hasNextPage endCursor } }
  audiences { nodes { since audience { key name size version } } } accounts { nodes { groupId traits } }
  inAudience(key: "everyone") trait(name: "plan") { value source { name } }
}`

test('a nested query is one statement, and a second one while a merge is under way', async ({ db }) => {
  const { workspaceId, fold } = await seed(db)
  const texts = [
    `{ profile(by: { userId: "ada" }) ${WHOLE} }`,
    `{ audience(by: { key: "everyone" }) { name size members(first: 100) { nodes { since profile ${WHOLE} } pageInfo { hasNextPage } totalCount { count } } } }`,
    `{ profiles(first: 100, orderBy: { field: LAST_SEEN_AT }) { nodes ${WHOLE} pageInfo { hasNextPage } totalCount { count } } }`,
    `{ account(by: { groupId: "acme" }) { traits members { nodes ${WHOLE} } } }`,
    `query { ...A } fragment A on Query { profile(by: { userId: "ada" }) { ...B ... on Node { id } } } fragment B on Profile ${WHOLE}`,
  ]
  for (const count of [2, 1]) {
    for (const text of texts) {
      const { statements, errors } = await answer(db, workspaceId, { text, eachFieldAlone: false })
      expect(errors).toEqual([])
      expect(statements, text).toHaveLength(count)
    }
    await fold()
  }
})

test('a merge shows the whole person from when it is decided, and folding it changes nothing', async ({ db }) => {
  const { workspaceId, fold } = await seed(db)
  // Since when it is in an audience is told anew when the whole is evaluated.
  const texts = ['{ userId: "bob" }', '{ anonymousId: "web" }'].map(
    (by) => `{ profile(by: ${by}) ${WHOLE.replace(' version ', ' ').replace('since ', '').replaceAll(' size version', '')} }`,
  )
  const shown = async () => Promise.all(texts.map(async (text) => (await answer(db, workspaceId, { text, eachFieldAlone: false })).answer))
  const before = await shown()
  expect(before[0]).toMatchObject({
    data: {
      profile: {
        traits: { plan: 'team', city: 'Graz' },
        trait: { value: 'team' },
        accounts: { nodes: [{}, {}, {}] },
        audiences: { nodes: [{}, {}] },
      },
    },
    problems: [],
  })
  expect(before[1]).toEqual(before[0])
  await fold()
  expect((await db.pool.query('select from profile_aliases where folded_at is null')).rowCount).toBe(0)
  expect(await shown()).toEqual(before)
})

test('read field by field, a nested query takes a few statements, however many rows there are', async ({ db }) => {
  const { workspaceId } = await seed(db)
  const text = `{ profiles { nodes { events { nodes { source { name } profile { id } } } identifiers { nodes { type } } } } }`
  const { statements } = await answer(db, workspaceId, { text, eachFieldAlone: true })
  // The list, the profiles, their events, their identifiers, and the profiles of the events; sources are read through Prisma.
  expect(statements).toHaveLength(5)
})
