import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { prepared } from './prepared.ts'
import type { Bind, Columns } from './slice.ts'

/** One trait with where it comes from. */
export interface HeldTrait {
  readonly name: string
  readonly value: Json
  /** The timestamp of the message that said so. */
  readonly updatedAt: Millis
  readonly sourceId: string
}

/** Of a row page that `traitWithin` answers. */
export const TRAIT: Columns<HeldTrait> = { name: 'page.name', value: 'page.value', updatedAt: 'page."updatedAt"', sourceId: 'page."sourceId"' }

/** The statement of one trait of a profile, whose ids are `live.ids`. $1 is the workspace. */
export const traitWithin = (bind: Bind, name: string): string =>
  `select t.name, t.value, ${asMillis('t.timestamp')} as "updatedAt", t.source_id as "sourceId" from (
      select * from traits where workspace_id = $1 and profile_id = any(live.ids) and name = ${bind(name)}
      order by timestamp desc, message_id collate "C" desc limit 1
    ) t where t.value is not null`

/** Of pairs of a person (every id it ever had) and a name: that trait; null: there is none. */
export async function readTraits(
  db: Queryable,
  workspaceId: string,
  asked: readonly { readonly ids: readonly string[]; readonly name: string }[],
): Promise<(HeldTrait | null)[]> {
  const parts = asked.flatMap(({ ids, name }, of) => ids.map((id) => ({ of, id, name })))
  const rows = await prepared<HeldTrait & { of: number }>(
    db,
    // Of a merge that is still under way the latest counts, as it will once it is folded. A deletion is a value of null.
    `select distinct on (part.of) part.of, t.name, t.value, ${asMillis('t.timestamp')} as "updatedAt", t.source_id as "sourceId"
      from unnest($2::int[], $3::uuid[], $4::text[]) as part (of, profile_id, name)
      join traits t on t.workspace_id = $1 and t.profile_id = part.profile_id and t.name = part.name
      order by part.of, t.timestamp desc, t.message_id collate "C" desc`,
    [workspaceId, parts.map(({ of }) => of), parts.map(({ id }) => id), parts.map(({ name }) => name)],
  )
  const traits = new Array<HeldTrait | null>(asked.length).fill(null)
  for (const { of, ...trait } of rows) if (trait.value !== null) traits[of] = trait
  return traits
}
