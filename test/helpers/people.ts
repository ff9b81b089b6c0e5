import type { Db } from '../../src/db/db.ts'

/** Each profile by its identifiers, as sorted `type:value` texts. */
export async function people(db: Db): Promise<string[][]> {
  const { rows } = await db.pool.query<{ identifiers: string[] }>(
    `select array_agg(type || ':' || value order by type collate "C", value collate "C") as identifiers from identifiers group by profile_id order by 1`,
  )
  return rows.map((row) => row.identifiers)
}
