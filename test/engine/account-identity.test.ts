import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { people } from '../helpers/people.ts'

const of = (...ids: readonly (readonly [type: string, id: string])[]) => ({
  context: { externalIds: ids.map(([type, id]) => ({ type, id, collection: 'accounts', encoding: 'none' })) },
})
const crm = (id: string) => of(['crm_id', id])
const refusals = async (db: Db) => (await db.prisma.refusal.findMany({ orderBy: { id: 'asc' } })).map(({ kind, code }) => `${kind} ${code}`)

/** Sends each list of calls together, in this order, under these rules. */
async function play(db: Db, chunks: readonly (readonly object[])[], rules: unknown = {}) {
  const workspace = await makeWorkspace(db, randomUUID())
  const worker = testWorker(db)
  await changeRules(db.pool, { workspaceId: workspace.id, rules })
  for (const [i, calls] of chunks.entries()) {
    const named = calls.map((call, n) => ({ type: 'track', event: 'E', userId: 'ada', messageId: `m${i}-${n}`, ...call }))
    await send(db, workspace, ...named)
    await worker.drain()
  }
  expect(worker.errors).toEqual([])
  return workspace
}
const alone = (...calls: readonly object[]) => calls.map((call) => [call])

const accounts = async (db: Db) => (await people(db)).filter((one) => one.some((name) => name.startsWith('group_id:')))

/** The group id of the account of each message. */
async function accountOf(db: Db): Promise<Record<string, string | null>> {
  const { rows } = await db.pool.query<{ id: string; group: string | null }>(
    `select message_id as id, (select value from identifiers where profile_id = e.account_id and type = 'group_id') as group from events e`,
  )
  return Object.fromEntries(rows.map(({ id, group }) => [id, group]))
}

describe('the identity of accounts', () => {
  test('what a call names beside the group id finds the account afterwards', async ({ db }) => {
    await play(
      db,
      alone(
        crm('7'),
        { type: 'group', groupId: 'acme', ...crm('7') },
        crm('7'),
        { context: { groupId: 'acme', ...of(['duns', '1']).context } },
        of(['duns', '1']),
      ),
    )
    expect(await accounts(db)).toEqual([['crm_id:7', 'duns:1', 'group_id:acme']])
    expect(await accountOf(db)).toEqual({ 'm0-0': null, 'm1-0': 'acme', 'm2-0': 'acme', 'm3-0': 'acme', 'm4-0': 'acme' })
    expect(await refusals(db)).toEqual([])
  })

  test('messages do not merge accounts by default: the group id wins, and the refusal is recorded', async ({ db }) => {
    const group = (groupId: string, id: string) => ({ type: 'group', groupId, ...crm(id) })
    await play(
      db,
      alone(group('acme', '7'), group('umbra', '8'), group('acme', '8'), group('new', '7'), of(['crm_id', '7'], ['duns', '1'], ['crm_id', '8'])),
    )
    expect(await accounts(db)).toEqual([['crm_id:7', 'group_id:acme'], ['crm_id:8', 'group_id:umbra'], ['group_id:new']])
    expect(await accountOf(db)).toEqual({ 'm0-0': 'acme', 'm1-0': 'umbra', 'm2-0': 'acme', 'm3-0': 'new', 'm4-0': 'acme' })
    expect(new Set(await refusals(db))).toEqual(new Set(['MERGE account_merge']))
    expect(await db.prisma.merge.count()).toBe(0)
  })

  test('messages merge accounts where the rules let an account have several group ids, and up to so many', async ({ db }) => {
    const group = (groupId: string, id: string) => ({ type: 'group', groupId, ...crm(id) })
    const calls = [group('acme', '7'), group('umbra', '8'), group('acme', '8'), group('new', '7'), group('more', '8'), crm('7')]
    await play(db, alone(...calls), { types: [{ type: 'group_id', limit: { count: 3 } }] })
    expect(await accounts(db)).toEqual([['crm_id:7', 'crm_id:8', 'group_id:acme', 'group_id:new', 'group_id:umbra'], ['group_id:more']])
    expect(await refusals(db)).toEqual(['MERGE account_merge'])
    const merges = await db.prisma.merge.findMany()
    expect(merges.map(({ messageId }) => messageId)).toEqual(['m2-0'])
  })

  test('an account that was made of two by hand takes what is new, and keeps both group ids', async ({ db }) => {
    const workspace = await play(db, alone({ type: 'group', groupId: 'acme' }, { type: 'group', groupId: 'umbra' }))
    const worker = testWorker(db)
    const rows = await db.prisma.profile.findMany({ where: { entity: 'ACCOUNT' } })
    const profileIds = rows.map((row) => row.id) as [string, string]
    await mergeProfiles(db.pool, { workspaceId: workspace.id, entity: 'ACCOUNT', profileIds, reason: 'one' })
    const named = [
      { type: 'group', groupId: 'umbra', ...crm('7') },
      { type: 'group', groupId: 'new', ...crm('7') },
    ].map((call, n) => ({ userId: 'ada', messageId: `later-${n}`, ...call }))
    await send(db, workspace, ...named)
    await worker.drain()
    expect(await accounts(db)).toEqual([['crm_id:7', 'group_id:acme', 'group_id:umbra'], ['group_id:new']])
    expect(await refusals(db)).toEqual(['MERGE account_merge'])
    expect(worker.errors).toEqual([])
  })

  test('an account holds at most five values of a type', async ({ db }) => {
    await play(db, alone(...['1', '2', '3', '4', '5', '6'].map((id) => ({ type: 'group', groupId: 'acme', ...crm(id) }))))
    expect(await accounts(db)).toEqual([['crm_id:1', 'crm_id:2', 'crm_id:3', 'crm_id:4', 'crm_id:5', 'group_id:acme']])
    expect(await refusals(db)).toEqual(['IDENTIFIER identifier_limit'])
  })

  test('the types of people are others, and so are their rules', async ({ db }) => {
    const normalisation = { lowerCase: true }
    const rules = { types: [{ type: 'crm_id', priority: 1, joins: false, normalisation, limit: { count: 1, period: 'DAY' } }] }
    const users = { type: 'duns', id: 'x', collection: 'users', encoding: 'none' }
    await play(
      db,
      alone(
        {
          type: 'group',
          groupId: 'acme',
          ...of(['crm_id', 'A'], ['crm_id', 'a'], ['email', 'a@b.de'], ['user_id', 'ada'], ['group_id', 'g'], ['duns', 'null']),
        },
        { type: 'group', groupId: 'acme', context: { externalIds: [users, ...of(['duns', 'x']).context.externalIds] } },
      ),
      rules,
    )
    expect(await people(db)).toEqual([
      ['crm_id:A', 'crm_id:a', 'duns:x', 'group_id:acme'],
      ['duns:x', 'user_id:ada'],
    ])
    expect(await refusals(db)).toEqual(['IDENTIFIER identifier_blocked'])
  })

  test('where nothing is in conflict, neither order nor chunks matter', async ({ db }) => {
    const groups = ['acme', 'umbra'].flatMap((groupId) => ['1', '2', '3'].map((n) => ({ type: 'group', groupId, ...crm(groupId + n) })))
    const expected = ['acme', 'umbra'].map((groupId) => [...['1', '2', '3'].map((n) => `crm_id:${groupId}${n}`), `group_id:${groupId}`])
    const orders = fc.tuple(fc.shuffledSubarray(groups, { minLength: groups.length }), fc.integer({ min: 1, max: groups.length }))
    await fc.assert(
      fc.asyncProperty(orders, async ([calls, size]) => {
        const { id } = await play(
          db,
          Array.from({ length: Math.ceil(calls.length / size) }, (_, i) => calls.slice(i * size, (i + 1) * size)),
        )
        const { rows } = await db.pool.query<{ names: string[] }>(
          `select array_agg(type || ':' || value order by type, value) as names from identifiers
           where workspace_id = $1 and type <> 'user_id' group by profile_id order by 1`,
          [id],
        )
        expect(rows.map(({ names }) => names)).toEqual(expected)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 5) },
    )
  })
})
