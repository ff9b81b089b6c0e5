import type { Queryable } from '../../db/db.ts'
import { columnsOf } from '../accounts.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import { otherEntity } from '../rules/conditions.ts'
import type { Definitions } from './definitions.ts'
import type { MembershipChange } from './membership.ts'
import type { Subject } from './subject.ts'

/** Of each subject, by the number of a rule: how many are related to it, and for how many of those the rule holds. */
export type RelatedCounts = ReadonlyMap<string, { readonly all: number; readonly holding: ReadonlyMap<number, number> }>

interface Work {
  readonly subjects: readonly Subject[]
  readonly definitions: Definitions
}

/** Counts what is related to the subjects, as far as a rule asks for it. */
export async function countRelated(client: Queryable, workspaceId: string, { subjects, definitions }: Work): Promise<RelatedCounts> {
  const counts = new Map<string, { all: number; holding: Map<number, number> }>()
  for (const entity of ['PROFILE', 'ACCOUNT'] as const) {
    const { relations } = definitions.programs[entity]
    const asked = subjects.filter(({ profile }) => profile.entity === entity)
    if (relations.size === 0 || asked.length === 0) continue
    const about = asked.map(({ profile, profileIds }) => ({ id: profile.id, ids: profileIds }))
    for (const { subject, relation, count } of await readRelated(client, workspaceId, { entity, about, relations: [...relations.keys()] })) {
      const known = counts.get(subject) ?? { all: 0, holding: new Map() }
      counts.set(subject, known)
      if (relation === null) known.all = count
      else known.holding.set(relations.get(relation) ?? -1, count)
    }
  }
  return counts
}

export interface RelatedQuery {
  readonly entity: Entity
  /** Each with every id it ever had. */
  readonly about: readonly { readonly id: string; readonly ids: readonly string[] }[]
  /** Ids of rules about what is related. */
  readonly relations: readonly string[]
}

/** How many are related to each (`relation` null), and how many of them each rule holds for. */
export async function readRelated(
  db: Queryable,
  workspaceId: string,
  { entity, about, relations }: RelatedQuery,
): Promise<readonly { readonly subject: string; readonly relation: string | null; readonly count: number }[]> {
  const [own, other] = columnsOf(entity)
  const parts = about.flatMap(({ id, ids }) => ids.map((part) => ({ id, part })))
  const { rows } = await db.query<{ subject: string; relation: string | null; count: number }>({
    name: `count-related-${own}`,
    text: `with link as (
        select distinct part.subject, coalesce(a.root_id, m.${other}) as other
        from unnest($2::uuid[], $3::uuid[]) as part (subject, id)
        join account_members m on m.workspace_id = $1 and m.${own} = part.id
        left join profile_aliases a on a.workspace_id = $1 and a.loser_id = m.${other}
      )
      select subject, null::uuid as relation, count(*)::int as count from link group by 1
      union all
      select subject, h.audience_id, count(*)::int from link
        join audience_members h on h.workspace_id = $1 and h.audience_id = any($4::uuid[]) and h.profile_id = link.other group by 1, 2`,
    values: [workspaceId, parts.map((one) => one.id), parts.map((one) => one.part), relations],
  })
  return rows
}

/** Has what is related to changed profiles evaluated again, soon after the commit: those for whom a rule about what is related began or ceased to hold, and those that were merged or split. */
export async function noteRelatedChanges(
  client: Queryable,
  workspaceId: string,
  { subjects, definitions, changes, regrouped }: Work & { readonly changes: readonly MembershipChange[]; readonly regrouped: boolean },
): Promise<void> {
  const noted = new Map<string, Entity>()
  for (const { profile, folded } of subjects) {
    const { relations } = definitions.programs[otherEntity(profile.entity)]
    if (relations.size === 0) continue
    if (regrouped || folded.length > 0 || changes.some((change) => change.profileId === profile.id && relations.has(change.audienceId)))
      noted.set(profile.id, profile.entity)
  }
  if (noted.size === 0) return
  const ids = [...noted.keys()].sort()
  await client.query({
    name: 'note-related-changes',
    text: `insert into related_changes as r (workspace_id, profile_id, entity) select $1, id, entity from unnest($2::uuid[], $3::entity[]) as changed (id, entity)
      on conflict (workspace_id, profile_id) do update set stamp = r.stamp + 1, cursor = null`,
    values: [workspaceId, ids, ids.map((id) => noted.get(id))],
  })
}
