import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { ConflictError, ValidationError } from '../../src/engine/errors.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { drainLane } from '../../src/engine/ingest/drain-lane.ts'
import { LANES } from '../../src/engine/ingest/lanes.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { people } from '../helpers/people.ts'

const refusals = async (db: Db) => (await db.prisma.refusal.findMany({ orderBy: { id: 'asc' } })).map(({ kind, code }) => `${kind} ${code}`)
const external = (type: string, id: string) => ({ context: { externalIds: [{ id, type, collection: 'users', encoding: 'none' }] } })

/** Sends each call by itself, in this order, under these rules. */
async function play(db: Db, rules: unknown, calls: readonly object[]) {
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  await changeRules(db.pool, { workspaceId: workspace.id, rules })
  for (const [i, call] of calls.entries()) {
    await send(db, workspace, { type: 'track', event: 'E', messageId: `m${i}`, ...call })
    await worker.drain()
  }
  expect(worker.errors).toEqual([])
  return { workspace, worker }
}

describe('identity rules', () => {
  test('a type of your own is read from paths of the event, as a string or a whole number', async ({ db }) => {
    await play(db, { types: [{ type: 'crm_id', paths: ['traits.crm.id', 'properties.crmId'], priority: 2 }] }, [
      { type: 'identify', userId: 'ada', traits: { crm: { id: 7 } } },
      { anonymousId: 'a', properties: { crmId: '7' } },
      { anonymousId: 'b', properties: { crmId: 7.5 } },
      { type: 'group', anonymousId: 'c', groupId: 'g', traits: { crm: { id: 7 } } },
      { anonymousId: 'd', context: { traits: { crm: { id: '7' } } } },
    ])
    expect(await people(db)).toEqual([
      ['anonymous_id:a', 'anonymous_id:d', 'crm_id:7', 'user_id:ada'],
      ['anonymous_id:b'],
      ['anonymous_id:c'],
      ['group_id:g'],
    ])
  })

  test('what devices say is read where a workspace wants it, an advertising id only where tracking is allowed', async ({ db }) => {
    const device = { type: 'iOS', id: 'd1', advertisingId: 'ad1', token: 't1' }
    const integrations = { 'Google Analytics': { clientId: 'ga1' } }
    const types = ['ios.id', 'ios.idfa', 'ga_client_id'].map((type) => ({ type, builtIn: true }))
    await play(db, { types }, [
      { anonymousId: 'a', context: { device } },
      { anonymousId: 'b', context: { device: { ...device, id: 'd2', adTrackingEnabled: true }, integrations } },
      { anonymousId: 'c', context: { device: { ...device, type: 'android' }, integrations } },
    ])
    expect(await people(db)).toEqual([
      ['anonymous_id:a', 'ios.id:d1'],
      ['anonymous_id:b', 'anonymous_id:c', 'ga_client_id:ga1', 'ios.id:d2', 'ios.idfa:ad1'],
    ])
  })

  test('values are normalised before they are matched, and keep how they were sent', async ({ db }) => {
    const rules = {
      types: [
        { type: 'email', normalisation: { removePlusTag: true } },
        { type: 'phone', normalisation: { defaultCountry: 'DE' } },
        {
          type: 'crm_id',
          paths: ['properties.crm'],
          normalisation: { trim: true, replacements: [{ pattern: '^([A-Z]+)-?0*(\\d+)$', replacement: '$2/$1' }] },
        },
      ],
    }
    await play(db, rules, [
      { type: 'identify', userId: 'ada', traits: { email: ' Ada+News@Example.com', phone: '030 901820' } },
      { type: 'identify', anonymousId: 'a', traits: { email: 'ada+shop@example.com' } },
      { type: 'identify', anonymousId: 'b', traits: { phone: '+49 30 901820' } },
      { anonymousId: 'b', properties: { crm: ' AB-007 ' } },
      { anonymousId: 'c', properties: { crm: 'AB7' } },
      { type: 'identify', anonymousId: 'd', traits: { phone: '12' } },
    ])
    expect(await people(db)).toEqual([
      ['anonymous_id:a', 'anonymous_id:b', 'anonymous_id:c', 'crm_id:7/AB', 'email:ada@example.com', 'phone:+4930901820', 'user_id:ada'],
      ['anonymous_id:d', 'phone:12'],
    ])
    expect((await db.prisma.identifier.findFirstOrThrow({ where: { type: 'email' } })).raw).toBe(' Ada+News@Example.com')
  })

  test('a limit of a period counts the values that were first seen in one, whatever comes first', async ({ db }) => {
    const rules = { types: [{ type: 'anonymous_id', limit: { count: 2, period: 'MONTH' } }] }
    const at = (anonymousId: string, timestamp: string) => ({ userId: 'ada', anonymousId, timestamp })
    const january = ['2026-01-01T00:00:00.000Z', '2026-01-20T00:00:00.000Z', '2026-01-31T23:59:59.999Z'] as const
    await play(db, rules, [
      at('a1', january[0]),
      at('b1', '2026-02-01T00:00:00.000Z'),
      at('a2', january[2]),
      at('a3', january[1]),
      at('b2', '2026-02-28T00:00:00.000Z'),
      at('b3', '2026-02-27T00:00:00.000Z'),
    ])
    expect(await people(db)).toEqual([['anonymous_id:a1', 'anonymous_id:a2', 'anonymous_id:b1', 'anonymous_id:b2', 'user_id:ada']])
    expect(await refusals(db)).toEqual(['IDENTIFIER identifier_limit', 'IDENTIFIER identifier_limit'])
  })

  test('weeks begin on Monday, and every other type may have periods too', async ({ db }) => {
    const at = (id: string, timestamp: string) => ({ userId: 'ada', timestamp, ...external('cookie', id) })
    await play(db, { otherTypes: { limit: { count: 1, period: 'WEEK' } } }, [
      at('sunday', '2026-03-01T12:00:00.000Z'),
      at('monday', '2026-03-02T00:00:00.000Z'),
      at('next sunday', '2026-03-08T12:00:00.000Z'),
    ])
    expect(await people(db)).toEqual([['cookie:monday', 'cookie:sunday', 'user_id:ada']])
  })

  test('a type that does not join finds nobody and is held by nobody', async ({ db }) => {
    await play(db, { types: [{ type: 'email', joins: false }] }, [
      { type: 'identify', userId: 'ada', traits: { email: 'office@example.com' } },
      { type: 'identify', userId: 'bob', traits: { email: 'office@example.com' } },
      { context: { traits: { email: 'office@example.com' } }, anonymousId: 'null' },
    ])
    expect(await people(db)).toEqual([['user_id:ada'], ['user_id:bob']])
    expect(await db.prisma.$queryRaw`select count(*)::int as events, count(profile_id)::int as attached from events`).toEqual([
      { events: 3, attached: 2 },
    ])
  })

  test('a combined key joins where all of its fields agree, and is absent where one is missing', async ({ db }) => {
    const parts = ['traits.lastName', 'traits.birthday', 'traits.address.postalCode'].map((path) => ({ path }))
    const person = (anonymousId: string, lastName: string, birthday: string, postalCode?: string | number) => ({
      ...{ type: 'identify', anonymousId },
      traits: { lastName, birthday, address: { postalCode } },
    })
    await play(db, { combinedKeys: [{ type: 'household', parts }] }, [
      person('a', 'Lovelace', '1815-12-10', '10115'),
      person('b', ' lovelace ', '1815-12-10', 10115),
      person('c', 'Lovelace', '1815-12-10', '10117'),
      person('d', 'Lovelace', '1815-12-10'),
      person('e', 'Lovelace', '1815-12-10', 'null'),
    ])
    expect(await people(db)).toEqual([
      ['anonymous_id:a', 'anonymous_id:b', 'household:["lovelace","1815-12-10","10115"]'],
      ['anonymous_id:c', 'household:["lovelace","1815-12-10","10117"]'],
      ['anonymous_id:d'],
      ['anonymous_id:e'],
    ])
  })

  test('values and patterns of your own are blocked, for every type or for one', async ({ db }) => {
    const rules = {
      blocked: { values: ['none'], anyCase: ['Test'], patterns: ['x+'] },
      types: [{ type: 'email', blocked: { patterns: ['.*@example\\.test'] } }],
    }
    await play(db, rules, [
      { userId: 'none', anonymousId: 'TEST' },
      { userId: 'xxx', anonymousId: 'xxy' },
      { type: 'identify', userId: '0', traits: { email: 'ada@example.test' } },
    ])
    expect(await people(db)).toEqual([['anonymous_id:xxy'], ['user_id:0']])
    expect(await refusals(db)).toEqual(Array(4).fill('IDENTIFIER identifier_blocked'))
  })

  test('two identified people are joined only where a rule says so, even if a profile may hold several user ids', async ({ db }) => {
    const calls = [
      { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      { userId: 'lovelace' },
      { type: 'identify', userId: 'lovelace', traits: { email: 'ada@example.com' } },
      { type: 'identify', userId: 'countess', traits: { email: 'ada@example.com' } },
    ]
    const several = { types: [{ type: 'user_id', limit: { count: 3 } }] }
    await play(db, several, calls)
    expect(await people(db)).toEqual([['email:ada@example.com', 'user_id:ada', 'user_id:countess'], ['user_id:lovelace']])
    expect(await refusals(db)).toEqual(['MERGE identified_merge'])
  })

  test('… and are where it does', async ({ db }) => {
    await play(db, { types: [{ type: 'user_id', limit: { count: 3 } }], joinIdentified: true }, [
      { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      { userId: 'lovelace' },
      { type: 'identify', userId: 'lovelace', traits: { email: 'ada@example.com' } },
    ])
    expect(await people(db)).toEqual([['email:ada@example.com', 'user_id:ada', 'user_id:lovelace']])
  })

  test('the hard limits are those of the rules, for messages and by hand', async ({ db }) => {
    const { workspace } = await play(db, { mostMerges: 1, mostIdentifiers: 3 }, [
      { userId: 'ada' },
      { anonymousId: 'a' },
      { anonymousId: 'b' },
      { userId: 'ada', anonymousId: 'a' },
      { userId: 'ada', anonymousId: 'b' },
      { userId: 'ada', ...external('x', '1') },
      { userId: 'ada', ...external('x', '2') },
    ])
    expect(await people(db)).toEqual([['anonymous_id:a', 'user_id:ada', 'x:1'], ['anonymous_id:b']])
    expect(await refusals(db)).toEqual(['MERGE merge_limit', 'IDENTIFIER mapping_limit'])
    const [one, other] = (await db.prisma.profile.findMany()).map(({ id }) => id) as [string, string]
    const merge = mergeProfiles(db.pool, { workspaceId: workspace.id, profileIds: [one, other], reason: 'by hand' })
    await expect(merge).rejects.toThrow('at most 1 merges')
  })

  test('limits, blocks and caps hold whatever several workers do at once', { timeout: 60_000 }, async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const rules = { types: [{ type: 'email', limit: { count: 2 } }], mostIdentifiers: 4, blocked: { anyCase: ['nobody'] } }
    await changeRules(db.pool, { workspaceId: workspace.id, rules })
    const calls = Array.from({ length: 240 }, (_, i) => ({
      ...{ type: 'identify', messageId: `m${i}`, userId: `u${i % 3}`, anonymousId: i % 5 === 0 ? 'Nobody' : `a${(i * 7) % 11}` },
      traits: { email: `e${(i * 5) % 13}@example.com` },
    }))
    for (let i = 0; i < calls.length; i += 8) await send(db, workspace, ...calls.slice(i, i + 8))
    await Promise.all(
      [0, 2, 4, 6].map(async (first) => {
        const { context } = testWorker(db)
        for (let i = 0; i < LANES; i++) await drainLane(context, { lane: (first + i) % LANES, rowsAtOnce: 2, onChunk: () => {}, onError: () => {} })
      }),
    )
    await testWorker(db).quiet()
    const held = await people(db)
    const count = (ids: readonly string[], type: string) => ids.filter((id) => id.startsWith(`${type}:`)).length
    for (const ids of held) expect([count(ids, 'email') <= 2, count(ids, 'user_id') <= 1, ids.length <= 4], ids.join()).toEqual([true, true, true])
    expect(held.flat().filter((id) => /nobody/i.test(id))).toEqual([])
    expect(await db.prisma.$queryRaw`select count(*)::int as events, count(profile_id)::int as attached from events`).toEqual([
      { events: 240, attached: 240 },
    ])
  })
})

describe('changing the rules', () => {
  test('holds for what takes effect afterwards, and leaves profiles as they are', async ({ db }) => {
    const { workspace, worker } = await play(db, {}, [{ userId: 'ada', anonymousId: 'a' }, { userId: 'bob' }])
    await changeRules(db.pool, { workspaceId: workspace.id, rules: { types: [{ type: 'anonymous_id', joins: false }] }, reason: 'Kiosks.' })
    await send(db, workspace, { type: 'track', event: 'E', userId: 'bob', anonymousId: 'b', messageId: 'n1' })
    await send(db, workspace, { type: 'track', event: 'E', anonymousId: 'a', messageId: 'n2' })
    await worker.drain()
    expect(await people(db)).toEqual([['anonymous_id:a', 'user_id:ada'], ['user_id:bob']])
    expect(
      await db.prisma
        .$queryRaw`select message_id, profile_id is null as "ofNobody", identity_version from events where message_id like 'n%' order by 1`,
    ).toEqual([
      { message_id: 'n1', ofNobody: false, identity_version: 1 },
      { message_id: 'n2', ofNobody: true, identity_version: 1 },
    ])
    expect(await db.prisma.identityRules.findMany({ select: { version: true, reason: true } })).toEqual([{ version: 1, reason: 'Kiosks.' }])
  })

  test('is refused where somebody else was faster, and rules that are in force already make no new version', async ({ db }) => {
    const { id: workspaceId } = await makeWorkspace(db)
    const rules = { mostMerges: 5 }
    const both = await Promise.allSettled([0, 0].map((basedOn) => changeRules(db.pool, { workspaceId, rules: { mostMerges: 5 + basedOn }, basedOn })))
    const failed = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(failed).toEqual([expect.any(ConflictError)])
    expect(await changeRules(db.pool, { workspaceId, rules, basedOn: 1 })).toBe(1)
    expect(await changeRules(db.pool, { workspaceId, rules: {} })).toBe(2)
  })

  test.for([
    [{ types: [{ type: 'email', limit: { count: 0 } }] }, 'types.0.limit.count'],
    [{ types: [{ type: 'x', paths: ['userId'] }] }, 'types.0.paths.0'],
    [{ types: [{ type: 'x', paths: ['traits.a.*'] }] }, 'types.0.paths.0'],
    [{ types: [{ type: 'x' }, { type: 'x' }] }, 'types.1.type'],
    [{ types: [{ type: 'group_id', joins: false }] }, 'types.0'],
    [{ types: [{ type: '' }] }, 'types.0.type'],
    [
      { types: [{ type: 'x', normalisation: { replacements: [{ pattern: '(?=x)', replacement: '' }] } }] },
      'types.0.normalisation.replacements.0.pattern',
    ],
    [{ types: [{ type: 'x', normalisation: { defaultCountry: 'de' } }] }, 'types.0.normalisation.defaultCountry'],
    [{ blocked: { patterns: ['['] } }, 'blocked.patterns.0'],
    [{ combinedKeys: [{ type: 'k', parts: [{ path: 'traits.a' }] }] }, 'combinedKeys.0.parts'],
    [{ combinedKeys: [{ type: 'email', parts: [{ path: 'traits.a' }, { path: 'traits.b' }] }] }, 'combinedKeys.0.type'],
    [{ mostIdentifiers: 0 }, 'mostIdentifiers'],
  ] as const)('refuses %j, and says where', async ([rules, place], { db }) => {
    const { id: workspaceId } = await makeWorkspace(db)
    const error = await changeRules(db.pool, { workspaceId, rules }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ValidationError)
    expect((error as ValidationError).path.join('.')).toBe(`rules.${place}`)
  })
})
