import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import type { Decision } from '../traits/trait-rule.ts'
import { prepared } from './prepared.ts'
import type { Entity } from './profile.ts'
import type { Bind, Columns } from './slice.ts'

/** One trait with where it comes from. */
export interface HeldTrait {
  readonly name: string
  readonly value: Json
  readonly kind: 'CUSTOM' | 'COMPUTED'
  /** The timestamp of the message that said so; of a computed trait the moment since when it is true. */
  readonly updatedAt: Millis
  /** Null: it is computed, or locked. */
  readonly sourceId: string | null
  /** By which rule it was chosen; null: it is computed. */
  readonly decision: Decision | null
  /** How many different values were said; null: nobody looked, because the latest counts. */
  readonly candidates: number | null
}

const DECIDED = `coalesce(t.decision, 'LATEST') as decision, t.candidates`

/** Of a row page that `traitWithin` answers. */
export const TRAIT: Columns<HeldTrait> = {
  name: 'page.name',
  value: 'page.value',
  kind: 'page.kind',
  updatedAt: 'page."updatedAt"',
  sourceId: 'page."sourceId"',
  decision: 'page.decision',
  candidates: 'page.candidates',
}

const UNDECIDED = 'null::text as decision, null::integer as candidates'

interface Computed {
  readonly name: string
  readonly id: string
  /** An expression. */
  readonly entity?: string
  readonly until?: string
}

/** Rows (name, value, at): of a profile the computed trait of a name, at most one row; a value of null says that it has none. $1 is the workspace. */
const computedTrait = ({ name, id, entity = "'PROFILE'", until }: Computed): string =>
  `select c.key as name, v.value, v.at from computed_traits c left join lateral (
      select value, at from computed_values where workspace_id = $1 and profile_id = ${id} and number = c.number ${until ? `and at <= ${until}` : ''}
      order by at desc limit 1
    ) v on true
    where c.workspace_id = $1 and c.key = ${name} and c.entity = ${entity}::entity and c.started and c.deleted_at is null`

/** The statement of one trait of a profile, whose ids are `live.ids`. $1 is the workspace. */
export function traitWithin(bind: Bind, name: string): string {
  const bound = bind(name)
  return `with computed as materialized (${computedTrait({ name: bound, id: 'root.id' })})
    select name, value, 'COMPUTED' as kind, ${asMillis('at')} as "updatedAt", null::uuid as "sourceId", ${UNDECIDED} from computed where value is not null
    union all
    select t.name, t.value, 'CUSTOM', ${asMillis('t.timestamp')}, t.source_id, ${DECIDED} from (
      select * from traits where workspace_id = $1 and profile_id = any(live.ids) and name = ${bound}
      order by timestamp desc, message_id collate "C" desc limit 1
    ) t where t.value is not null and not exists (select from computed)`
}

export interface AskedTrait {
  readonly entity: Entity
  /** Every id that the profile ever had. */
  readonly ids: readonly string[]
  readonly name: string
}

/** Of pairs of a profile (every id it ever had) and a name: that trait; null: there is none. */
export async function readTraits(db: Queryable, workspaceId: string, asked: readonly AskedTrait[]): Promise<(HeldTrait | null)[]> {
  const parts = asked.flatMap(({ ids, name }, of) => ids.map((id) => ({ of, id, name })))
  const rows = await prepared<HeldTrait & { of: number }>(
    db,
    // Of a merge that is still under way the latest counts, as it will once it is folded. A deletion is a value of null.
    `(select distinct on (part.of) part.of, t.name, t.value, 'CUSTOM' as kind, ${asMillis('t.timestamp')} as "updatedAt", t.source_id as "sourceId", ${DECIDED}
      from unnest($2::int[], $3::uuid[], $4::text[]) as part (of, profile_id, name)
      join traits t on t.workspace_id = $1 and t.profile_id = part.profile_id and t.name = part.name
      order by part.of, t.timestamp desc, t.message_id collate "C" desc)
      union all
      select part.of, c.name, c.value, 'COMPUTED', ${asMillis('c.at')}, null, ${UNDECIDED} from unnest($5::int[], $6::uuid[], $7::text[], $8::entity[]) as part (of, id, name, entity)
      cross join lateral (${computedTrait({ name: 'part.name', id: 'part.id', entity: 'part.entity' })}) c`,
    [
      ...[workspaceId, parts.map(({ of }) => of), parts.map(({ id }) => id), parts.map(({ name }) => name)],
      ...[asked.map((_, of) => of), asked.map(({ ids }) => ids[0]), asked.map(({ name }) => name), asked.map(({ entity }) => entity)],
    ],
  )
  const traits = new Array<HeldTrait | null>(asked.length).fill(null)
  // What is computed comes last, and hides what is custom, also where it has no value.
  for (const { of, ...trait } of rows) traits[of] = trait.value === null ? null : trait
  return traits
}

/** A trait of a person, of whom every id is given, as it was at a moment; null: there was none. A custom trait is read from what the events said until then. */
export async function readTraitAsOf(
  db: Queryable,
  workspaceId: string,
  { ids, name, at }: { readonly ids: readonly string[]; readonly name: string; readonly at: Date },
): Promise<HeldTrait | null> {
  const [trait] = await prepared<HeldTrait>(
    db,
    `with computed as materialized (${computedTrait({ name: '$3', id: '($2::uuid[])[1]', until: '$4' })})
      select name, value, 'COMPUTED' as kind, ${asMillis('at')} as "updatedAt", null::uuid as "sourceId", ${UNDECIDED} from computed
      union all
      select * from (
        select $3, nullif(e.traits -> $3, 'null'), 'CUSTOM', ${asMillis('e.timestamp')}, e.source_id, 'LATEST', null::integer from events e
        where e.workspace_id = $1 and e.profile_id = any($2::uuid[]) and e.type = 'IDENTIFY' and e.timestamp <= $4
          and e.traits ? $3 and not exists (select from computed)
        order by e.timestamp desc, e.message_id collate "C" desc limit 1
      ) said`,
    [workspaceId, ids, name, at],
  )
  return trait && trait.value !== null ? trait : null
}
