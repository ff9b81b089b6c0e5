import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { people } from '../helpers/people.ts'

const refusals = (db: Db) => db.prisma.refusal.findMany({ select: { kind: true, code: true }, orderBy: { id: 'asc' } })
const identify = (n: number, ids: object, traits = {}) => ({ type: 'identify', messageId: `m${n}`, ...ids, traits })

describe('identity', () => {
  test('a second user id with a known e-mail is a new profile, and the e-mail stays where it is', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, identify(1, { userId: 'abc123' }, { email: 'jane@example.com' }))
    await worker.quiet()
    await send(db, workspace, identify(2, { userId: 'abc456' }, { email: 'Jane@Example.com ' }))
    await worker.quiet()
    expect(await people(db)).toEqual([['email:jane@example.com', 'user_id:abc123'], ['user_id:abc456']])
    expect(await refusals(db)).toEqual([{ kind: 'IDENTIFIER', code: 'identifier_limit' }])
  })

  test('profiles that meet on a message become one, under the id of the oldest, whose loser keeps answering', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    for (const [i, anonymousId] of ['a1', 'a2', 'a3'].entries()) {
      await send(db, workspace, { type: 'track', event: 'Viewed', anonymousId, messageId: `t${i}` })
      await worker.quiet()
    }
    const before = await db.prisma.profile.findMany({ orderBy: { id: 'asc' } })
    await send(db, workspace, identify(1, { userId: 'u', anonymousId: 'a3' }), identify(2, { userId: 'u', anonymousId: 'a2' }))
    await worker.quiet()
    await send(db, workspace, identify(3, { userId: 'u', anonymousId: 'a1' }))
    await worker.quiet()
    expect(await people(db)).toEqual([['anonymous_id:a1', 'anonymous_id:a2', 'anonymous_id:a3', 'user_id:u']])
    const [oldest, ...losers] = before.map((profile) => profile.id)
    expect((await db.prisma.profile.findMany()).map((profile) => profile.id)).toEqual([oldest])
    const aliases = await db.prisma.profileAlias.findMany({ orderBy: { loserId: 'asc' } })
    expect(aliases.map((alias) => [alias.loserId, alias.rootId, alias.foldedAt !== null])).toEqual(losers.map((loser) => [loser, oldest, true]))
    expect(await db.prisma.merge.count()).toBe(2)
    const { rows } = await db.pool.query('select count(distinct profile_id)::int as profiles, count(*)::int as events from events')
    expect(rows).toEqual([{ profiles: 3, events: 6 }])
    // Where the events of each loser lie is known, so that they are looked for nowhere else.
    const spans = await db.pool.query(
      'select profile_id, min(timestamp) as first, max(timestamp) as last from events where profile_id = any($1::uuid[]) group by 1 order by 1',
      [losers],
    )
    expect(aliases.map((alias) => ({ profile_id: alias.loserId, first: alias.firstEventAt, last: alias.lastEventAt }))).toEqual(spans.rows)
  })

  test('a sixth anonymous id is left out; the call belongs to its user', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    for (let i = 1; i <= 6; i++) await send(db, workspace, identify(i, { userId: 'u', anonymousId: `a${i}` }))
    await worker.quiet()
    const [ids, ...others] = await people(db)
    expect(others).toEqual([])
    expect(ids?.filter((id) => id.startsWith('anonymous_id'))).toHaveLength(5)
    expect(await refusals(db)).toEqual([{ kind: 'IDENTIFIER', code: 'identifier_limit' }])
    expect((await db.prisma.profile.findFirst())?.seq).toBe(6n)
  })

  test('blocked values identify nobody; a call with nothing else is kept, without a profile', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const values = ['0', '000-00', '-1', 'null', 'anonymous']
    await send(db, workspace, ...values.map((userId, i) => ({ type: 'track', event: 'Viewed', userId, messageId: `m${i}` })))
    await send(db, workspace, { type: 'track', event: 'Viewed', userId: 'null', anonymousId: 'a', messageId: 'm9' })
    await worker.quiet()
    expect(await people(db)).toEqual([['anonymous_id:a']])
    expect((await refusals(db)).map((refusal) => refusal.code)).toEqual(Array(6).fill('identifier_blocked'))
    const { rows } = await db.pool.query('select count(*)::int as events, count(profile_id)::int as attached from events')
    expect(rows).toEqual([{ events: 6, attached: 1 }])
  })

  test('an alias call joins nobody', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, identify(1, { anonymousId: 'a' }), identify(2, { userId: 'u' }), {
      type: 'alias',
      previousId: 'a',
      userId: 'u',
      messageId: 'm3',
    })
    await worker.quiet()
    expect(await people(db)).toEqual([['anonymous_id:a'], ['user_id:u']])
    const { rows } = await db.pool.query(`select previous_id, user_id from events where type = 'ALIAS'`)
    expect(rows).toEqual([{ previous_id: 'a', user_id: 'u' }])
  })

  test('phones match in E.164, external ids by their type, and a group joins nobody but makes an account', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const externalIds = [{ id: 'c-7', type: 'crm_id', collection: 'users', encoding: 'none' }]
    await send(db, workspace, identify(1, { userId: 'u' }, { phone: '+49 30 901820' }))
    await send(db, workspace, { ...identify(2, { anonymousId: 'a' }, { phone: '+4930901820' }), context: { externalIds } })
    await send(db, workspace, { type: 'group', userId: 'u', groupId: 'g', messageId: 'm3', traits: { name: 'Acme', email: 'office@acme.com' } })
    await send(db, workspace, { type: 'group', userId: 'v', groupId: 'g', messageId: 'm4', traits: { plan: 'pro' } })
    await worker.quiet()
    expect(await people(db)).toEqual([['anonymous_id:a', 'crm_id:c-7', 'phone:+4930901820', 'user_id:u'], ['group_id:g'], ['user_id:v']])
    expect(await db.prisma.profile.findMany({ where: { entity: 'ACCOUNT' }, select: { traits: true } })).toEqual([
      { traits: { name: 'Acme', email: 'office@acme.com', plan: 'pro' } },
    ])
    expect(await db.prisma.accountMember.count()).toBe(2)
  })

  test('beyond a hundred merges a call still finds its profile, and joins nothing more', { timeout: 120_000 }, async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const external = (i: number) => ({ id: `x${i}`, type: `kind_${String(i).padStart(3, '0')}`, collection: 'users', encoding: 'none' })
    for (let i = 0; i <= 101; i++)
      await send(db, workspace, { type: 'track', event: 'Viewed', messageId: `t${i}`, context: { externalIds: [external(i)] } })
    await worker.quiet()
    for (let i = 1; i <= 101; i++)
      await send(db, workspace, { type: 'track', event: 'Met', messageId: `j${i}`, context: { externalIds: [external(0), external(i)] } })
    await worker.quiet()
    expect((await people(db)).map((ids) => ids.length)).toEqual([101, 1])
    expect(await refusals(db)).toEqual([{ kind: 'MERGE', code: 'merge_limit' }])
    const { rows } = await db.pool.query(`select count(*)::int as met from events e where e.name = 'Met' and exists (
      select from identifiers i left join profile_aliases a on a.root_id = i.profile_id where i.value = 'x0' and e.profile_id in (i.profile_id, a.loser_id))`)
    expect(rows).toEqual([{ met: 101 }])
  })
})
