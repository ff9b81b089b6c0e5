import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import type { Json } from '../json.ts'

/** That a computed trait of a profile is another now. */
export interface ValueChange {
  readonly profileId: string
  /** Of the trait. */
  readonly number: number
  /** Null: it is gone. */
  readonly value: Json
  /** The moment it became true. */
  readonly at: Millis
}

/** Appends to the history of computed traits. Of several values of one moment the last one stands. */
export async function writeComputedValues(client: Queryable, workspaceId: string, changes: readonly ValueChange[]): Promise<void> {
  if (changes.length === 0) return
  await client.query({
    name: 'write-computed-values',
    text: `insert into computed_values (workspace_id, profile_id, number, at, value)
      select $1, profile_id, number, to_timestamp(at / 1000.0), nullif(value::jsonb, 'null'::jsonb)
      from unnest($2::uuid[], $3::integer[], $4::float8[], $5::text[]) as changed (profile_id, number, at, value)
      on conflict (workspace_id, profile_id, number, at) do update set value = excluded.value`,
    values: [
      workspaceId,
      arrayText(changes.map((one) => one.profileId)),
      arrayText(changes.map((one) => one.number)),
      arrayText(changes.map((one) => one.at)),
      changes.map((one) => JSON.stringify(one.value)),
    ],
  })
}

const FORGOTTEN_AT_ONCE = 5000

/** Forgets values from before the retention of their workspace, but for the newest of them, which was in force when that began and may be so still. */
export async function forgetValues(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ id: string; before: Date }>(
    'select id, engine_now() - make_interval(months => retention_months) as before from workspaces',
  )
  for (const { id, before } of rows)
    await db.query(
      `delete from computed_values where ctid = any(array(
         select v.ctid from computed_values v where v.workspace_id = $1 and v.at < $2 and exists (
           select from computed_values n
           where n.workspace_id = $1 and n.profile_id = v.profile_id and n.number = v.number and n.at > v.at and n.at <= $2
         ) limit ${FORGOTTEN_AT_ONCE}))`,
      [id, before],
    )
}
