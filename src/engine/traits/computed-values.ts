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
