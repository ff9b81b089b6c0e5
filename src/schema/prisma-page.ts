import { type Direction, readingDirection, type Slice } from '../engine/profiles/slice.ts'

/** Of a table whose ids, being UUIDv7, sort by the moment they were made. */
export interface PageById {
  readonly id: { readonly gt?: string; readonly lt?: string }
  readonly orderBy: { readonly id: Direction }
  readonly take: number
}

/** Reads a slice of a list that is ordered by id. */
export async function byId<Row>(
  { after, before, limit, reverse }: Slice<string>,
  listed: Direction,
  read: (page: PageById) => Promise<Row[]>,
): Promise<Row[]> {
  const [low, high] = listed === 'asc' ? [after, before] : [before, after]
  const rows = await read({
    id: { ...(low !== null && { gt: low }), ...(high !== null && { lt: high }) },
    orderBy: { id: readingDirection(listed, reverse) },
    take: limit,
  })
  return reverse ? rows.reverse() : rows
}
