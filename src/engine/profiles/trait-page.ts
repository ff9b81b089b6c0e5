import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { prepared } from './prepared.ts'
import type { Entity } from './profile.ts'
import { parameters } from './slice.ts'

/** A trait, sent or computed, or that somebody is in an audience, which is a trait of the audience's key that is true. */
export interface ListedTrait {
  readonly name: string
  readonly value: Json
  readonly updatedAt: Millis
  /** Null: nobody has sent it. */
  readonly sourceId: string | null
}

export type TraitClass = 'audience' | 'computed_trait'

export interface TraitPageQuery {
  readonly workspaceId: string
  readonly entity: Entity
  /** Every id that the profile ever had. */
  readonly ids: readonly string[]
  /** Null: of every class. */
  readonly only: TraitClass | null
  /** Null: whatever they are called. */
  readonly names: readonly string[] | null
  /** The first name that may come. */
  readonly from: string
  readonly limit: number
}

/** Traits in the order of their names, code point by code point. Of one name an audience counts before what is computed, and that before what was sent. */
export async function readTraitPage(db: Queryable, { workspaceId, entity, only, from, limit, ...query }: TraitPageQuery): Promise<ListedTrait[]> {
  const { values, bind } = parameters(workspaceId, query.ids)
  const within = (name: string) => `${name} collate "C" >= ${bind(from)}${query.names ? ` and ${name} = any(${bind(query.names)}::text[])` : ''}`
  return prepared<ListedTrait>(
    db,
    `select name, value, "updatedAt", "sourceId" from (
        select distinct on (name collate "C") * from (${classes({ only, entity }, within).join(' union all ')}) listed order by name collate "C", precedence
      ) first where value is not null order by name collate "C" limit ${bind(limit)}::integer`,
    values,
  )
}

function classes({ only, entity }: Pick<TraitPageQuery, 'only' | 'entity'>, within: (name: string) => string): string[] {
  switch (only) {
    case 'audience':
      return [audiences(within('a.key'))]
    case 'computed_trait':
      return [computed(entity, within('c.key'))]
    case null:
      return [audiences(within('a.key')), computed(entity, within('c.key')), sent(within('t.name'))]
  }
}

const audiences = (within: string): string => `
  select a.key as name, 'true'::jsonb as value, ${asMillis('min(m.since)')} as "updatedAt", null::uuid as "sourceId", 1 as precedence
  from audience_members m join audiences a on a.id = m.audience_id and a.deleted_at is null
  where m.workspace_id = $1 and m.profile_id = any($2::uuid[]) and ${within} group by a.key`

/** Without a value it still hides what was sent. */
const computed = (entity: Entity, within: string): string => `
  select c.key as name, v.value, ${asMillis('v.at')} as "updatedAt", null::uuid as "sourceId", 2 as precedence
  from computed_traits c left join lateral (
    select value, at from computed_values where workspace_id = $1 and profile_id = ($2::uuid[])[1] and number = c.number order by at desc limit 1
  ) v on true
  where c.workspace_id = $1 and c.entity = '${entity}' and c.started and c.deleted_at is null and ${within}`

const sent = (within: string): string => `
  select name, value, ${asMillis('timestamp')} as "updatedAt", source_id as "sourceId", 3 as precedence from (
    select distinct on (t.name) t.* from traits t where t.workspace_id = $1 and t.profile_id = any($2::uuid[]) and ${within}
    order by t.name, t.timestamp desc, t.message_id collate "C" desc
  ) latest where value is not null`
