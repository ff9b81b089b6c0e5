import type { Queryable } from '../../db/db.ts'
import type { Definitions } from '../audiences/definitions.ts'
import type { Subject } from '../audiences/subject.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { Json } from '../json.ts'
import { choose, countCandidates, type Decision, type Said, type TraitRule } from './trait-rule.ts'
import { applyTraits, type TraitCall } from './write-traits.ts'

/** Of a locked value there is no message, and no source. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

interface Work {
  readonly subjects: ReadonlyMap<string, Subject>
  readonly definitions: Definitions
  /** What has just been said. */
  readonly calls: readonly TraitCall[]
  /** Traits that are chosen anew though nothing was said. */
  readonly anew?: ReadonlySet<string> | 'all'
}

interface Ruled {
  readonly subject: Subject
  readonly name: string
  readonly rule: TraitRule
}

interface Chosen extends Ruled {
  readonly decision: Decision
  /** Null: nobody looks, because the latest counts. */
  readonly candidates: number | null
  readonly said: Said | undefined
}

/**
 * Chooses the values of those traits that have a rule of their own, from all that the events of the profile say: so they depend neither on the order in
 * which that came, nor on merges and splits. Only traits that were touched are looked at.
 */
export async function applyTraitRules(client: Queryable, workspaceId: string, work: Work): Promise<void> {
  const ruled = touched(work)
  if (ruled.length === 0) return
  await moveLocks(client, workspaceId, [...new Set(ruled.map(({ subject }) => subject))])
  const locks = await readLocks(client, workspaceId, ruled)
  const said = await readSaid(client, workspaceId, ruled)
  const chosen = ruled.map((one, n): Chosen => {
    const lock = locks.get(`${one.subject.profile.id} ${one.name}`)
    const candidates = countCandidates(said[n] ?? [])
    if (lock) return { ...one, decision: 'LOCKED', candidates, said: lock }
    const { kind } = one.rule
    return { ...one, decision: kind, candidates: kind === 'LATEST' ? null : candidates, said: choose(one.rule, said[n] ?? []) }
  })
  await write(client, workspaceId, chosen)
  for (const { subject, name, said: now } of chosen) show(subject, name, now?.value ?? null)
}

function show(subject: Subject, name: string, value: Json): void {
  if (subject.computed.has(name)) return
  const before = Object.hasOwn(subject.traits, name) ? (subject.traits[name] ?? null) : null
  if (JSON.stringify(before) === JSON.stringify(value)) return
  subject.traits = applyTraits(subject.traits, [{ name, value }])
  subject.changed = true
}

function touched({ subjects, definitions: { traitRules }, calls, anew }: Work): readonly Ruled[] {
  if (traitRules.PROFILE.size + traitRules.ACCOUNT.size === 0) return []
  const names = new Map<string, Set<string>>()
  const touch = (id: string, some: Iterable<string>) => names.set(id, new Set([...(names.get(id) ?? []), ...some]))
  for (const { profileId, traits } of calls) touch(profileId, Object.keys(traits))
  for (const { profile, folded } of subjects.values()) {
    if (anew === 'all' || folded.length > 0) touch(profile.id, traitRules[profile.entity].keys())
    else if (anew) touch(profile.id, anew)
  }
  return [...subjects.values()].flatMap((subject) => {
    const found = [...(names.get(subject.profile.id) ?? [])]
    return found.flatMap((name) => {
      const rule = traitRules[subject.profile.entity].get(name)
      return rule ? [{ subject, name, rule }] : []
    })
  })
}

/** Of two locks of one trait the later one stays. */
async function moveLocks(client: Queryable, workspaceId: string, subjects: readonly Subject[]): Promise<void> {
  const moved = subjects.flatMap(({ profile, folded }) => folded.map(({ profileId }) => ({ from: profileId, to: profile.id })))
  if (moved.length === 0) return
  await client.query({
    name: 'move-trait-locks',
    text: `with moved as (
        delete from trait_locks l using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where l.workspace_id = $1 and l.profile_id = merged.loser_id returning merged.root_id, l.name, l.value, l.at
      )
      insert into trait_locks as l (workspace_id, profile_id, name, value, at)
      select distinct on (root_id, name) $1, root_id, name, value, at from moved order by root_id, name, at desc, value
      on conflict (workspace_id, profile_id, name) do update set value = excluded.value, at = excluded.at where excluded.at > l.at`,
    values: [workspaceId, moved.map(({ from }) => from), moved.map(({ to }) => to)],
  })
}

async function readLocks(client: Queryable, workspaceId: string, ruled: readonly Ruled[]): Promise<ReadonlyMap<string, Said>> {
  const { rows } = await client.query<{ id: string; name: string; value: Json; at: Millis }>({
    name: 'read-trait-locks',
    text: `select profile_id as id, name, value, ${asMillis('at')} as at from trait_locks where workspace_id = $1 and profile_id = any($2::uuid[])`,
    values: [workspaceId, [...new Set(ruled.map(({ subject }) => subject.profile.id))]],
  })
  return new Map(rows.map(({ id, name, value, at }) => [`${id} ${name}`, { value, timestamp: at, messageId: '', sourceId: NOBODY }]))
}

/** What was said of each, up to its moment. */
async function readSaid(client: Queryable, workspaceId: string, ruled: readonly Ruled[]): Promise<readonly (readonly Said[])[]> {
  const lists = ruled.map((): Said[] => [])
  for (const entity of ['PROFILE', 'ACCOUNT'] satisfies Entity[]) {
    const parts = ruled.flatMap(({ subject, name }, of) =>
      subject.profile.entity === entity ? subject.profileIds.map((id) => ({ of, id, name, now: subject.now })) : [],
    )
    if (parts.length === 0) continue
    const { rows } = await client.query<Said & { of: number }>({
      name: `read-said-${entity}`,
      text: `select part.of, e.traits -> part.name as value, ${asMillis('e.timestamp')} as timestamp, e.message_id as "messageId", e.source_id as "sourceId"
        from unnest($2::int[], $3::uuid[], $4::text[], $5::float8[]) as part (of, id, name, now)
        join events e on e.workspace_id = $1 and e.${entity === 'PROFILE' ? 'profile_id' : 'account_id'} = part.id
          and e.type = '${entity === 'PROFILE' ? 'IDENTIFY' : 'GROUP'}' and e.timestamp <= to_timestamp(part.now / 1000.0)::timestamptz(3) and e.traits ? part.name`,
      values: [workspaceId, parts.map((one) => one.of), parts.map((one) => one.id), parts.map((one) => one.name), parts.map((one) => one.now)],
    })
    for (const { of, ...said } of rows) lists[of]?.push(said)
  }
  return lists
}

async function write(client: Queryable, workspaceId: string, chosen: readonly Chosen[]): Promise<void> {
  const gone = chosen.filter(({ said }) => said === undefined)
  if (gone.length > 0)
    await client.query({
      name: 'delete-chosen-traits',
      text: `delete from traits t using unnest($2::uuid[], $3::text[]) as gone (id, name)
        where t.workspace_id = $1 and t.profile_id = gone.id and t.name = gone.name`,
      values: [workspaceId, gone.map(({ subject }) => subject.profile.id), gone.map(({ name }) => name)],
    })
  const kept = chosen.flatMap(({ said, ...one }) => (said ? [{ ...one, said }] : []))
  await client.query({
    name: 'write-chosen-traits',
    text: `insert into traits (workspace_id, profile_id, name, value, timestamp, message_id, source_id, decision, candidates)
      select $1, profile_id, name, nullif(value::jsonb, 'null'::jsonb), to_timestamp(at / 1000.0), message_id, source_id, decision, candidates
      from unnest($2::uuid[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::uuid[], $8::text[], $9::int[])
        as chosen (profile_id, name, value, at, message_id, source_id, decision, candidates)
      on conflict (workspace_id, profile_id, name) do update
        set value = excluded.value, timestamp = excluded.timestamp, message_id = excluded.message_id, source_id = excluded.source_id,
          decision = excluded.decision, candidates = excluded.candidates`,
    values: [
      workspaceId,
      kept.map(({ subject }) => subject.profile.id),
      kept.map(({ name }) => name),
      kept.map(({ said }) => JSON.stringify(said.value)),
      kept.map(({ said }) => said.timestamp),
      kept.map(({ said }) => said.messageId),
      kept.map(({ said }) => said.sourceId),
      kept.map(({ decision }) => decision),
      kept.map(({ candidates }) => candidates),
    ],
  })
}
