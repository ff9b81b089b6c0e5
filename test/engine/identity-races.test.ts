import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import { DEFAULT_RULES } from '../../src/engine/identity/identity-rules.ts'
import type { Claim } from '../../src/engine/identity/resolve.ts'
import { resolveClaims } from '../../src/engine/identity/resolve-claims.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 40)
let messages = 0

const identifier = ({ id }: Workspace, value: string) => ({
  type: `kind_${value}`,
  value,
  raw: value,
  hash: identifierHash(id, `kind_${value}`, value),
})

/** That one message carried these. */
function claim(workspace: Workspace, ...values: readonly string[]): Claim {
  const identifiers = values.map((value) => identifier(workspace, value))
  return { entity: 'PROFILE', identifiers, messageId: `m${messages++}`, sourceId: workspace.sourceId, timestamp: Date.now() }
}

const resolve = (db: Db, workspace: Workspace, ...claims: readonly Claim[]) => resolveClaims(db.pool, workspace.id, { claims, rules: DEFAULT_RULES })

/** Who holds what, and whether every alias leads to a root in one step. */
async function clusters(db: Db, { id }: Workspace): Promise<string[][]> {
  const { rows } = await db.pool.query<{ values: string[] }>(
    `select array_agg(value order by value) as values from identifiers where workspace_id = $1 group by profile_id order by 1`,
    [id],
  )
  const { rows: wrong } = await db.pool.query(
    `select from profile_aliases a where workspace_id = $1 and (root_id >= loser_id or exists (
       select from profile_aliases b where b.workspace_id = $1 and b.loser_id = a.root_id) or exists (
       select from identifiers i where i.workspace_id = $1 and i.profile_id = a.loser_id))`,
    [id],
  )
  expect(wrong).toHaveLength(0)
  return rows.map(({ values }) => values)
}

/** Runs a race again and again, each time in a workspace of its own. */
async function rounds(db: Db, race: (workspace: Workspace) => Promise<void>): Promise<void> {
  for (let n = 0; n < ROUNDS; n++) await race(await makeWorkspace(db, `round ${n}`))
}

describe('at the same moment', () => {
  test('merges of sets that overlap end in one profile', async ({ db }) => {
    await rounds(db, async (workspace) => {
      for (const value of ['a', 'b', 'c', 'd', 'e']) await resolve(db, workspace, claim(workspace, value))
      const pairs = [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
        ['d', 'e'],
        ['e', 'a'],
      ]
      await Promise.all(pairs.map((pair) => resolve(db, workspace, claim(workspace, ...pair))))
      expect(await clusters(db, workspace)).toEqual([['a', 'b', 'c', 'd', 'e']])
    })
  })

  test('an identifier that is added to a profile while it is merged away is that of the whole', async ({ db }) => {
    await rounds(db, async (workspace) => {
      await resolve(db, workspace, claim(workspace, 'a'))
      await resolve(db, workspace, claim(workspace, 'b'))
      const both = [claim(workspace, 'a', 'b'), claim(workspace, 'b', 'new'), claim(workspace, 'b', 'newer')]
      await Promise.all(both.map((one) => resolve(db, workspace, one)))
      expect(await clusters(db, workspace)).toEqual([['a', 'b', 'new', 'newer']])
    })
  })

  test('the same unknown identifiers make one profile', async ({ db }) => {
    await rounds(db, async (workspace) => {
      await Promise.all(['a', 'b', 'c', 'd'].map((other) => resolve(db, workspace, claim(workspace, 'x', other))))
      expect(await clusters(db, workspace)).toEqual([['a', 'b', 'c', 'd', 'x']])
    })
  })

  test('what somebody does without a name, and the call that says who it is, are of one person', async ({ db }) => {
    const workers = [testWorker(db), testWorker(db)]
    for (let n = 0; n < ROUNDS / 4; n++) {
      const workspace = await makeWorkspace(db, `round ${n}`)
      await send(db, workspace, { type: 'track', event: 'Viewed', anonymousId: `web ${n}`, messageId: 'v' })
      await send(db, workspace, { type: 'identify', userId: `user ${n}`, anonymousId: `web ${n}`, messageId: 'i', traits: { plan: 'pro' } })
      await send(db, workspace, { type: 'track', event: 'Bought', userId: `user ${n}`, messageId: 'b' })
      await Promise.all(workers.map((worker) => worker.drain()))
      await workers[0]?.quiet()
      const { rows } = await db.pool.query(
        `select p.traits, (select count(*)::int from events e left join profile_aliases a on a.workspace_id = $1 and a.loser_id = e.profile_id
           where e.workspace_id = $1 and coalesce(a.root_id, e.profile_id) = p.id) as events from profiles p where workspace_id = $1`,
        [workspace.id],
      )
      expect(rows).toEqual([{ traits: { plan: 'pro' }, events: 3 }])
    }
    expect(
      workers
        .flatMap(({ errors }) => errors)
        .filter((error) => !/40P01|40001|55P03/.test(String((error as { cause?: { code?: string } }).cause?.code))),
    ).toEqual([])
  })
})

describe('merging', () => {
  test('comes to the same in any order and grouping, and twice is once', async ({ db }) => {
    const orders = [
      [
        ['a', 'b'],
        ['c', 'd'],
        ['b', 'c'],
      ],
      [
        ['b', 'c'],
        ['a', 'b'],
        ['c', 'd'],
      ],
      [
        ['d', 'c'],
        ['c', 'b'],
        ['b', 'a'],
      ],
      [
        ['a', 'd'],
        ['d', 'b'],
        ['a', 'c'],
        ['a', 'b'],
        ['d', 'c'],
      ],
    ]
    for (const order of orders) {
      const workspace = await makeWorkspace(db, JSON.stringify(order))
      const ids: string[] = []
      for (const value of ['a', 'b', 'c', 'd']) ids.push(...(await resolve(db, workspace, claim(workspace, value))).profileIds.map(String))
      for (const pair of order) {
        const one = claim(workspace, ...pair)
        const { profileIds } = await resolve(db, workspace, one)
        const again = await resolve(db, workspace, one)
        expect([again.profileIds, again.merges, again.added]).toEqual([profileIds, [], []])
      }
      expect(await clusters(db, workspace)).toEqual([['a', 'b', 'c', 'd']])
      const { rows } = await db.pool.query<{ id: string }>('select distinct profile_id as id from identifiers where workspace_id = $1', [
        workspace.id,
      ])
      // The oldest; of those of one millisecond, the one with the smallest id.
      expect(rows.map(({ id }) => id)).toEqual([ids.toSorted()[0]])
    }
  })

  test('by hand gives back what a split has parted', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, ...['a', 'b', 'c'].map((id) => ({ type: 'identify', anonymousId: id, messageId: id, traits: { [id]: id } })))
    await worker.quiet()
    const owner = async (value: string) => (await db.prisma.identifier.findFirstOrThrow({ where: { workspaceId: workspace.id, value } })).profileId
    const state = async () => [
      await clusters(db, workspace),
      (await db.pool.query('select traits from profiles where workspace_id = $1', [workspace.id])).rows,
    ]
    const merge = async (one: string, other: string) =>
      mergeProfiles(db.pool, { workspaceId: workspace.id, profileIds: [await owner(one), await owner(other)], reason: 'one' })
    await merge('a', 'b')
    await merge('b', 'c')
    const whole = await state()
    for (const values of [['b'], ['a', 'c']]) {
      const identifiers = values.map((value) => ({ type: 'anonymous_id', value, hash: identifierHash(workspace.id, 'anonymous_id', value) }))
      await splitProfile(db.pool, { workspaceId: workspace.id, profileId: await owner('a'), identifiers })
      expect(await state()).not.toEqual(whole)
      await merge('a', 'b')
      expect(await state()).toEqual(whole)
    }
  })
})
