import type { QueryResultRow } from 'pg'
import type { Queryable } from '../../db/db.ts'

/** What a query selects makes its statement, and each that is prepared stays with every connection: only so many are, and none that is seen once. */
const MOST = 500
const names = new Map<string, string>()
const once = new Set<string>()

/** Runs a statement that is prepared once per connection. For texts of which there are few: their variants, never their values. */
export async function prepared<Row extends QueryResultRow>(db: Queryable, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.query<Row>({ name: nameOf(text), text, values: [...values] })
  return rows
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST) return known
  if (once.delete(text)) {
    names.set(text, `read-${names.size}`)
    return names.get(text)
  }
  if (once.size >= MOST) once.clear()
  once.add(text)
  return undefined
}
