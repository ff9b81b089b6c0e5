import type { Path } from '../rule.ts'
import { join, raw, type Sql, sql } from './sql.ts'

const INDEX = /^(0|[1-9][0-9]*)$/

/** The jsonb at a path without `*`; NULL where there is none. */
function valueAt(root: Sql, path: Path): Sql {
  return path.reduce((value, segment) => {
    if (segment.kind === 'any') return value
    // `->` reads own keys of objects only. `#>` reads indexes of lists as well, but also -1, 01 and ' 1', which are none.
    return INDEX.test(segment.key) ? sql`(${value} #> array[${segment.key}::text])` : sql`(${value} -> ${segment.key}::text)`
  }, root)
}

/** Whether a test holds for one of the values that a path leads to. The test must never be NULL, then neither is this. */
export function someValue(root: Sql, path: Path, test: (value: Sql) => Sql, depth = 0): Sql {
  const star = path.findIndex((segment) => segment.kind === 'any')
  if (star < 0) return test(valueAt(root, path))
  const list = valueAt(root, path.slice(0, star))
  const name = raw(`x${depth}`)
  // What has no elements leaves one candidate, which is missing.
  return sql`exists (select from jsonb_array_elements(
    case when jsonb_typeof(${list}) = 'array' and ${list} <> '[]' then ${list} else '[null]' end) as ${name} (value)
    where ${someValue(sql`${name}.value`, path.slice(star + 1), test, depth + 1)})`
}

/** The values that a path leads to, as an expression over the joins that it needs, and what tells their order within the root. */
export function eachValue(root: Sql, path: Path): { readonly joins: Sql; readonly value: Sql; readonly order: readonly Sql[] } {
  const joins: Sql[] = []
  const order: Sql[] = []
  let value = root
  let from = 0
  for (const [i, segment] of path.entries()) {
    if (segment.kind === 'key') continue
    const list = valueAt(value, path.slice(from, i))
    const name = raw(`x${joins.length}`)
    joins.push(
      sql` cross join lateral jsonb_array_elements(case jsonb_typeof(${list}) when 'array' then ${list} else '[]' end) with ordinality as ${name} (value, place)`,
    )
    order.push(sql`${name}.place`)
    value = sql`${name}.value`
    from = i + 1
  }
  return { joins: join(joins, ''), value: valueAt(value, path.slice(from)), order }
}
