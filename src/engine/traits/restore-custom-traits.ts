import type { Queryable } from '../../db/db.ts'
import type { Definitions } from '../audiences/definitions.ts'
import type { Subject } from '../audiences/subject.ts'
import type { Json } from '../json.ts'
import { applyTraits } from './write-traits.ts'

/** While a deleted computed trait is being cleared away: shows the custom trait of its name again, or none. */
export async function restoreCustomTraits(
  client: Queryable,
  workspaceId: string,
  { subjects, definitions: { programs } }: { readonly subjects: readonly Subject[]; readonly definitions: Definitions },
): Promise<void> {
  const asked = subjects.filter(({ profile }) => programs[profile.entity].released.length > 0)
  if (asked.length === 0) return
  const names = [...new Set([...programs.PROFILE.released, ...programs.ACCOUNT.released])]
  const { rows } = await client.query<{ profile_id: string; name: string; value: Json }>(
    'select profile_id, name, value from traits where workspace_id = $1 and profile_id = any($2::uuid[]) and name = any($3)',
    [workspaceId, asked.map(({ profile }) => profile.id), names],
  )
  for (const subject of asked) {
    const custom = new Map(rows.filter((row) => row.profile_id === subject.profile.id).map(({ name, value }) => [name, value]))
    const values = programs[subject.profile.entity].released.map((name) => ({ name, value: custom.get(name) ?? null }))
    if (values.every(({ name, value }) => JSON.stringify(subject.traits[name] ?? null) === JSON.stringify(value))) continue
    subject.traits = applyTraits(subject.traits, values)
    subject.changed = true
  }
}
