import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { backfillPage } from '../../src/engine/audiences/backfill.ts'
import type { Entity } from '../../src/engine/audiences/definitions.ts'
import { explainRule } from '../../src/engine/audiences/explain.ts'
import { createAudience, updateAudience } from '../../src/engine/audiences/manage.ts'
import { ConflictError, LimitReachedError } from '../../src/engine/errors.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { compileMembers } from '../../src/engine/rules/sql/rule.ts'
import type { Scope } from '../../src/engine/rules/sql/scope.ts'
import { settlePatterns } from '../../src/engine/rules/sql/settle-patterns.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { emptyDatabase, setNow } from '../helpers/database.ts'
import { makeWorkspace, send, type TestWorker, testWorker, type Workspace } from '../helpers/engine.ts'
import { compareComputed, type KeptTrait, TraitHistory } from './compare-computed.ts'
import type { Scenario, Step } from './stream-generator.ts'
import { dropTrait, keepTrait, wouldCycle } from './trait-steps.ts'

/** What a scenario made happen, for the statistics of the generator. */
export interface Happened {
  clockChanges: number
  merges: number
  accountMerges: number
  splits: number
  lateAcrossEdge: number
  ties: number
  overflow: number
  future: number
  refusals: number
  /** Definitions that would have depended on themselves. */
  cycles: number
  /** How often a value changed. */
  values: number
}

/** Messages merge accounts. */
export const JOIN_ACCOUNTS = { types: [{ type: 'group_id', limit: { count: 5 } }] }

export interface World {
  readonly db: Db
  readonly workspace: Workspace
  readonly worker: TestWorker
  readonly rules: Map<string, JsonObject>
  /** Also kept as an audience of accounts. */
  readonly accountRule: JsonObject
  /** Computed traits, with whom they are of, by key. */
  readonly traits: Map<string, KeptTrait>
  readonly history: TraitHistory
  readonly sent: JsonObject[]
  readonly happened: Happened
  now: number
}

/** An empty database with the audiences and traits of a scenario, before anything happens in it. */
export async function openWorld(
  db: Db,
  start: number,
  { rules, traits, accountRule, accountTrait, joinAccounts }: Omit<Scenario, 'steps'>,
): Promise<World> {
  await emptyDatabase(db)
  await setNow(db, new Date(start))
  const happened = {
    clockChanges: 0,
    merges: 0,
    accountMerges: 0,
    splits: 0,
    lateAcrossEdge: 0,
    ties: 0,
    overflow: 0,
    future: 0,
    refusals: 0,
    cycles: 0,
    values: 0,
  }
  const world: World = {
    ...{ db, accountRule, happened },
    workspace: await makeWorkspace(db),
    worker: testWorker(db),
    rules: new Map(),
    traits: new Map(),
    history: new TraitHistory(db),
    sent: [],
    now: start,
  }
  if (joinAccounts) await changeRules(db.pool, { workspaceId: world.workspace.id, rules: JOIN_ACCOUNTS })
  for (const rule of rules) await create(world, rule)
  for (const trait of traits) await keepTrait(world, trait)
  if (accountTrait) await keepTrait(world, { key: 'of_accounts', definition: accountTrait, entity: 'ACCOUNT' })
  await save(world, { key: 'accounts', entity: 'ACCOUNT', rule: accountRule })
  return world
}

/** Plays a scenario, and after each step, at a quiet moment, compares what the engine holds with what SQL makes of the events; then looks by itself. */
export async function runScenario(db: Db, start: number, scenario: Scenario, look?: (world: World) => Promise<void>): Promise<Happened> {
  const world = await openWorld(db, start, scenario)
  const { happened } = world
  for (const [i, step] of scenario.steps.entries()) {
    await play(world, step)
    // A message may come when a moment has passed, before the sweep does.
    if (step.kind === 'advance' && scenario.steps[i + 1]?.kind === 'send') continue
    await world.worker.quiet()
    expect(world.worker.errors).toEqual([])
    await compare(world)
    // A clock that goes back makes one moment two.
    if (!scenario.steps.some(({ kind }) => kind === 'behind')) await world.history.note(world)
    await look?.(world)
  }
  await compareExplanations(world)
  await world.history.compare(world)
  const count = async (text: string) => Number((await db.pool.query(text)).rows[0]?.count)
  // However often it was sent, a message is one event.
  expect(await count('select count(*) from events')).toBe(world.sent.length)
  happened.clockChanges = await count(`select count(*) from audience_changes where reason = 'CLOCK'`)
  happened.values = await count('select count(*) from computed_values')
  happened.merges = await count('select count(*) from merges')
  happened.accountMerges = await count(`select count(*) from merges m join profiles p on p.id = m.root_id where p.entity = 'ACCOUNT'`)
  happened.refusals = await count('select count(*) from refusals')
  return happened
}

export async function play(world: World, step: Step): Promise<void> {
  switch (step.kind) {
    case 'send':
      return sendCalls(world, step.calls)
    case 'burst': {
      const offsets = Array.from({ length: step.count }, (_, i) => -i * step.spacing)
      const call = (i: number) => ({
        type: 'track',
        event: 'Ordered',
        userId: `u${step.person}`,
        properties: { v: step.values[i % step.values.length] as number },
      })
      world.happened.overflow++
      return sendCalls(
        world,
        offsets.map((offset, i) => ({ call: call(i), offset, repeat: null })),
      )
    }
    case 'advance':
      world.now += step.by
      return setNow(world.db, new Date(world.now))
    case 'behind':
      return sendBehind(world, step)
    case 'create':
      return create(world, step.rule)
    case 'edit':
      return edit(world, step)
    case 'trait':
      return keepTrait(world, step)
    case 'untrait':
      return dropTrait(world, step.key)
    case 'split':
      return split(world, step)
    case 'join':
      return join(world, step)
  }
}

async function sendCalls(world: World, calls: readonly { call: JsonObject; offset: number; repeat: number | null }[]): Promise<void> {
  const newest = Math.max(0, ...world.sent.map((call) => Date.parse(String(call['timestamp']))))
  const batch = calls.map(({ call, offset, repeat }) => {
    const again = repeat === null ? undefined : world.sent[repeat]
    if (again) return again
    const at = world.now + offset
    if (offset > 300_000) world.happened.future++
    if (at < newest && offset < -1) world.happened.lateAcrossEdge++
    if (world.sent.some((one) => one['timestamp'] === new Date(at).toISOString())) world.happened.ties++
    // Ids that are not in the order of arrival: of equal moments the greater id must win, whenever it came.
    const made = { ...call, messageId: `m${(world.sent.length * 7919) % 1009}-${world.sent.length}`, timestamp: new Date(at).toISOString() }
    world.sent.push(made)
    return made
  })
  await send(world.db, world.workspace, ...batch)
}

/** No profile is ever evaluated at a moment before its latest evaluation, whatever the clock of the machine says. */
async function sendBehind(world: World, { by, calls }: Extract<Step, { kind: 'behind' }>): Promise<void> {
  const { db, worker } = world
  const evaluations = async () => new Map((await db.prisma.profile.findMany()).map((profile) => [profile.id, profile.evaluatedAt.getTime()]))
  const before = await evaluations()
  await setNow(db, new Date(world.now - by))
  await sendCalls(world, calls)
  await worker.drain()
  for (const [id, at] of await evaluations()) expect(at).toBeGreaterThanOrEqual(before.get(id) ?? 0)
  await setNow(db, new Date(world.now))
}

async function create(world: World, rule: JsonObject): Promise<void> {
  const key = `audience_${world.rules.size}`
  world.rules.set(key, rule)
  await save(world, { key, entity: 'PROFILE', rule })
}

/** The change begins to be computed, calls take effect, and the change goes on. */
async function edit(world: World, { which, rule, calls }: Extract<Step, { kind: 'edit' }>): Promise<void> {
  const { db, workspace, worker, rules } = world
  const key = `audience_${which}`
  const audience = await db.prisma.audience.findFirstOrThrow({ where: { workspaceId: workspace.id, key } })
  if (await wouldCycle(world, updateAudience(db, { workspaceId: workspace.id, id: audience.id, rule }))) return
  rules.set(key, rule)
  await backfillPage(db.pool, worker.context.definitions)
  if (calls.length > 0) await sendCalls(world, calls)
  await worker.drain()
}

const people = ({ db, workspace }: World, entity: Entity = 'PROFILE') =>
  db.prisma.profile.findMany({ where: { workspaceId: workspace.id, entity }, orderBy: { id: 'asc' } })

async function split(world: World, { entity, person, bits }: Extract<Step, { kind: 'split' }>): Promise<void> {
  const found = await people(world, entity)
  const profileId = found[person % found.length]?.id
  if (!profileId) return
  const held = await world.db.prisma.identifier.findMany({ where: { profileId }, orderBy: { hash: 'asc' } })
  const taken = held.filter((_, i) => bits & (1 << i)).map(({ hash, type, value }) => ({ hash: String(hash), type, value }))
  if (taken.length === 0 || taken.length === held.length) return
  // Each account needs a group id.
  const groupIds = held.flatMap(({ type }, i) => (type === 'group_id' ? [(bits & (1 << i)) !== 0] : []))
  if (entity === 'ACCOUNT' && new Set(groupIds).size < 2) return
  await splitProfile(world.db.pool, { workspaceId: world.workspace.id, entity, profileId, identifiers: taken })
  world.happened.splits++
}

async function join(world: World, { entity, one, other }: Extract<Step, { kind: 'join' }>): Promise<void> {
  const found = await people(world, entity)
  const [a, b] = [found[one % found.length]?.id, found[other % found.length]?.id]
  if (!a || !b) return
  await mergeProfiles(world.db.pool, { workspaceId: world.workspace.id, entity, profileIds: [a, b], reason: 'by hand' }).catch((error: unknown) => {
    if (!(error instanceof ConflictError || error instanceof LimitReachedError)) throw error
  })
}

async function save({ db, workspace }: World, audience: { key: string; entity: Entity; rule: JsonObject }): Promise<void> {
  await createAudience(db, { ...audience, workspaceId: workspace.id, name: audience.key, description: null, enabled: true, notifyExisting: false })
}

async function compare({ db, workspace, rules, accountRule, traits, now }: World): Promise<void> {
  const audiences = new Map([...rules].map(([key, rule]) => [key, parseRule(rule)]))
  for (const [key, rule] of rules) await compareAudience(db, { key, rule }, { workspaceId: workspace.id, entity: 'PROFILE', now, audiences })
  await compareAudience(db, { key: 'accounts', rule: accountRule }, { workspaceId: workspace.id, entity: 'ACCOUNT', now, audiences: new Map() })
  await compareTraits(db, workspace, { now, computed: traits })
  for (const [key, trait] of traits) await compareComputed(db, { key, ...trait }, { workspaceId: workspace.id, entity: trait.entity, now, audiences })
}

async function compareAudience(db: Db, { key, rule }: { key: string; rule: JsonObject }, about: Scope): Promise<void> {
  const { rule: settled, scope } = await settlePatterns(db.pool, parseRule(rule), about)
  const { text, values } = compileMembers(settled, scope)
  const referee = await db.pool.query<{ id: string }>(text, values)
  const members = await db.pool.query<{ id: string; size: string }>(
    `select m.profile_id as id, c.size from audiences a join audience_counters c on c.audience_id = a.id
     left join audience_members m on m.audience_id = a.id where a.workspace_id = $1 and a.key = $2`,
    [scope.workspaceId, key],
  )
  const held = members.rows.map((row) => row.id).filter((id) => id !== null)
  expect({ key, rule, members: held.sort() }).toEqual({ key, rule, members: referee.rows.map((row) => row.id).sort() })
  expect(Number(members.rows[0]?.size)).toBe(held.length)
}

/** What is explained of a profile is what SQL says of it: now, just before the moment that the explanation foresees a change for, and at that moment. */
async function compareExplanations({ db, workspace, rules, now }: World): Promise<void> {
  const audiences = new Map([...rules].map(([key, rule]) => [key, parseRule(rule)]))
  const scope: Scope = { workspaceId: workspace.id, entity: 'PROFILE', now, audiences }
  const { rows } = await db.pool.query<{ id: string; losers: string[]; traits: JsonObject }>(
    `select p.id, p.traits, array(select loser_id from profile_aliases where root_id = p.id) as losers from profiles p
     where workspace_id = $1 and entity = 'PROFILE' order by id limit 2`,
    [workspace.id],
  )
  for (const [key, rule] of audiences) {
    const isMember = async (id: string, at: number) => {
      const settled = await settlePatterns(db.pool, rule, { ...scope, now: at, profileIds: [id] })
      const { text, values } = compileMembers(settled.rule, settled.scope)
      return (await db.pool.query(text, values)).rowCount === 1
    }
    for (const { id, losers, traits } of rows) {
      const { holds, ...explained } = await explainRule(db, { ...scope, rule }, { ids: [id, ...losers], traits })
      // What the clock changes about those who are related is not foreseen.
      const changesAt = JSON.stringify(rule).includes('"related"') ? null : explained.changesAt
      const said = { key, rule: rules.get(key), holds: [holds, ...(changesAt === null ? [] : [holds, !holds])] }
      const moments = [now, ...(changesAt === null ? [] : [changesAt - 1, changesAt])]
      const referee = await Promise.all(moments.map((at) => isMember(id, at)))
      expect({ ...said, changesAt }).toEqual({ ...said, changesAt, holds: referee })
    }
  }
}

/** Of each custom trait the value said last, by (timestamp, message id), until now. */
async function compareTraits(
  db: Db,
  workspace: Workspace,
  { now, computed }: { readonly now: number; readonly computed: ReadonlyMap<string, KeptTrait> },
): Promise<void> {
  const keysOf = (entity: Entity) => [...computed].flatMap(([key, trait]) => (trait.entity === entity ? [key] : []))
  const { rows } = await db.pool.query<{ id: string; held: unknown; referee: unknown }>(
    `with said as (
       select w.id, t.key, t.value, row_number() over (partition by w.id, t.key order by e.timestamp desc, e.message_id collate "C" desc) as rank
       from events e cross join lateral (select case e.type when 'IDENTIFY' then e.profile_id when 'GROUP' then e.account_id end as id) own
         left join profile_aliases a on a.workspace_id = e.workspace_id and a.loser_id = own.id
         cross join lateral (select coalesce(a.root_id, own.id) as id) w cross join jsonb_each(e.traits) t
       where e.workspace_id = $1 and w.id is not null and e.timestamp <= $2
     )
     select p.id, p.traits - computed.keys as held, coalesce((select jsonb_object_agg(key, value) from said where said.id = p.id and rank = 1 and value <> 'null'), '{}') - computed.keys as referee
     from profiles p cross join lateral (select case p.entity when 'PROFILE' then $3::text[] else $4::text[] end as keys) computed where p.workspace_id = $1`,
    [workspace.id, new Date(now), keysOf('PROFILE'), keysOf('ACCOUNT')],
  )
  for (const row of rows) expect({ id: row.id, traits: row.held }).toEqual({ id: row.id, traits: row.referee })
}
