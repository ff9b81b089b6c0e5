import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import type { Json, JsonObject } from '../json.ts'
import { compareText } from '../rules/match-value.ts'

/** What one identify or group call says about one trait; null deletes it. */
export interface TraitValue {
  readonly profileId: string
  readonly name: string
  readonly value: Json
  readonly timestamp: Millis
  readonly messageId: string
  readonly sourceId: string
}

/** A call with traits, and whom they are about. */
export interface TraitCall {
  readonly profileId: string
  readonly traits: JsonObject
  readonly timestamp: Millis
  readonly messageId: string
  readonly sourceId: string
}

/** Keeps of each trait the value with the latest (timestamp, message id); answers those that have changed, by profile. */
export async function writeTraits(
  client: Queryable,
  workspaceId: string,
  calls: readonly TraitCall[],
): Promise<ReadonlyMap<string, readonly { readonly name: string; readonly value: Json }[]>> {
  const values = latestValues(calls)
  const changed = new Map<string, { name: string; value: Json }[]>()
  if (values.length === 0) return changed
  const { rows } = await client.query<{ profile_id: string; name: string; value: Json }>({
    name: 'write-traits',
    text: `insert into traits as t (workspace_id, profile_id, name, value, timestamp, message_id, source_id)
      select $1, profile_id, name, nullif(value::jsonb, 'null'::jsonb), to_timestamp(at / 1000.0), message_id, source_id
      from unnest($2::uuid[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::uuid[]) as said (profile_id, name, value, at, message_id, source_id)
      on conflict (workspace_id, profile_id, name) do update
        set value = excluded.value, timestamp = excluded.timestamp, message_id = excluded.message_id, source_id = excluded.source_id, decision = null, candidates = null
        where (t.timestamp, t.message_id collate "C") < (excluded.timestamp, excluded.message_id collate "C")
      returning profile_id, name, value`,
    values: [
      workspaceId,
      values.map((one) => one.profileId),
      values.map((one) => one.name),
      values.map((one) => JSON.stringify(one.value)),
      values.map((one) => one.timestamp),
      values.map((one) => one.messageId),
      values.map((one) => one.sourceId),
    ],
  })
  for (const { profile_id, name, value } of rows) {
    const list = changed.get(profile_id)
    if (list) list.push({ name, value })
    else changed.set(profile_id, [{ name, value }])
  }
  return changed
}

/** The projection of traits after some have changed. */
export function applyTraits(traits: JsonObject, changed: readonly { readonly name: string; readonly value: Json }[]): JsonObject {
  const entries = new Map(Object.entries(traits))
  for (const { name, value } of changed) {
    if (value === null) entries.delete(name)
    else entries.set(name, value)
  }
  return Object.fromEntries(entries)
}

function latestValues(calls: readonly TraitCall[]): readonly TraitValue[] {
  const latest = new Map<string, TraitValue>()
  for (const { traits, ...call } of calls) {
    for (const [name, value] of Object.entries(traits)) {
      const key = `${call.profileId}${name}`
      const other = latest.get(key)
      if (!other || other.timestamp < call.timestamp || (other.timestamp === call.timestamp && compareText(other.messageId, call.messageId) < 0))
        latest.set(key, { ...call, name, value })
    }
  }
  return [...latest.values()]
}
