import type { QueryResultRow } from 'pg'
import type { Queryable } from '../../db/db.ts'

const names = new Map<string, string>()

/** Runs a statement that is prepared once per connection. For texts of which there are few: their variants, never their values. */
export async function prepared<Row extends QueryResultRow>(db: Queryable, text: string, values: readonly unknown[]): Promise<Row[]> {
  const name = names.get(text) ?? `read-${names.size}`
  names.set(text, name)
  const { rows } = await db.query<Row>({ name, text, values: [...values] })
  return rows
}
