import { type Db, transaction } from '../../db/db.ts'
import { NotFoundError, ValidationError } from '../errors.ts'
import { patiently } from './ask-rule.ts'

export const MOST_COMPARED = 10

/** How many are in all of these audiences. */
export interface Shared {
  readonly keys: readonly string[]
  readonly count: number
}

export interface Overlap {
  readonly sizes: readonly Shared[]
  readonly pairs: readonly Shared[]
  /** Who is in these and in none of the others; where there is nobody, it is left out. */
  readonly exactly: readonly Shared[]
  readonly inAll: number
  readonly inAny: number
}

/** How audiences overlap, as of one moment. */
export async function readOverlap(db: Db, workspaceId: string, given: readonly string[]): Promise<Overlap> {
  const keys = [...new Set(given)]
  if (keys.length < 2 || keys.length > MOST_COMPARED) throw new ValidationError(`2 to ${MOST_COMPARED} different audiences are compared.`, ['keys'])
  const { rows } = await transaction(db.pool, (client) =>
    patiently(client, 'Comparing these audiences', () =>
      client.query<{ known: number | null; mask: number | null; count: string }>(
        `with asked as (
           select id, array_position($2::text[], key) - 1 as place from audiences where workspace_id = $1 and key = any($2::text[]) and deleted_at is null
         ), profile as (
           select bit_or(1 << place) as mask from audience_members join asked on id = audience_id where workspace_id = $1 group by profile_id
         )
         select place as known, null as mask, 0 as count from asked union all select null, mask, count(*) from profile group by mask`,
        [workspaceId, keys],
      ),
    ),
  )
  const known = new Set(rows.map((row) => row.known))
  const missing = keys.find((_, place) => !known.has(place))
  if (missing !== undefined) throw new NotFoundError(`There is no audience with the key ${JSON.stringify(missing)}.`, ['keys'])
  return overlapOf(
    keys,
    rows.flatMap(({ mask, count }) => (mask === null ? [] : [{ mask, count: Number(count) }])),
  )
}

/** From how many are in which of them: a bit for each audience. */
function overlapOf(keys: readonly string[], parts: readonly { readonly mask: number; readonly count: number }[]): Overlap {
  const within = (mask: number): Shared => ({
    keys: keys.filter((_, place) => mask & (1 << place)),
    count: parts.reduce((sum, part) => ((part.mask & mask) === mask ? sum + part.count : sum), 0),
  })
  return {
    sizes: keys.map((_, place) => within(1 << place)),
    pairs: keys.flatMap((_, a) => keys.slice(a + 1).map((_, more) => within((1 << a) | (1 << (a + 1 + more))))),
    exactly: parts.toSorted((a, b) => a.mask - b.mask).map(({ mask, count }) => ({ ...within(mask), count })),
    inAll: within((1 << keys.length) - 1).count,
    inAny: parts.reduce((sum, { count }) => sum + count, 0),
  }
}
