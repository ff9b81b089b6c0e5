import type { Queryable } from '../../db/db.ts'
import { prepared } from './prepared.ts'
import type { IdentifierName } from './profile.ts'

/** Who holds each identifier; null: nobody. */
export async function readHolders(db: Queryable, workspaceId: string, names: readonly IdentifierName[]): Promise<(string | null)[]> {
  const rows = await prepared<{ of: number; id: string }>(
    db,
    `select given.place::int - 1 as of, i.profile_id as id
      from unnest($2::bigint[], $3::text[], $4::text[]) with ordinality as given (hash, type, value, place)
      join identifiers i on i.hash = given.hash and i.workspace_id = $1 and i.type = given.type and i.value = given.value`,
    [workspaceId, names.map(({ hash }) => hash), names.map(({ type }) => type), names.map(({ value }) => value)],
  )
  const holders = new Array<string | null>(names.length).fill(null)
  for (const { of, id } of rows) holders[of] = id
  return holders
}
