import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { NotFoundError, ValidationError } from '../errors.ts'

const AT_ONCE = 5000

export interface Replay {
  readonly workspaceId: string
  readonly destinationId: string
  /** Which of the finished ones. */
  readonly status: 'DEAD' | 'DISCARDED' | 'DELIVERED'
  /** Made at this moment or later; null: from the beginning. */
  readonly from: Millis | null
  /** Made before this moment; null: until now. */
  readonly to: Millis | null
}

/**
 * Has finished deliveries sent once more, under the ids that they had, with the whole schedule before them. They hold up no others, and may come after
 * later ones. Answers how many, and the lanes to wake.
 */
export async function replayDeliveries(db: Queryable, replay: Replay): Promise<{ readonly count: number; readonly lanes: ReadonlySet<number> }> {
  if (replay.from !== null && replay.to !== null && replay.from >= replay.to) throw new ValidationError('`to` comes after `from`.', ['to'])
  const { rowCount } = await db.query('select from destinations where workspace_id = $1 and id = $2 and deleted_at is null', [
    replay.workspaceId,
    replay.destinationId,
  ])
  if (rowCount === 0) throw new NotFoundError('There is no such destination.', ['destinationId'])
  const lanes = new Set<number>()
  let count = 0
  // Up to what there is now: those that finish meanwhile are another replay.
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await replayPage(db, replay, after)
    for (const { lane } of page) lanes.add(lane)
    count += page.length
    const last = page.at(-1)
    if (!last || page.length < AT_ONCE) return { count, lanes }
    after = last.id
  }
}

async function replayPage(db: Queryable, { workspaceId, destinationId, status, from, to }: Replay, after: string) {
  const { rows } = await db.query<{ id: string; lane: number }>(
    `with wanted as (
       select id from outbox where workspace_id = $1 and destination_id = $2 and status = $3::delivery_status and id > $4
         and ($5::float8 is null or created_at >= to_timestamp($5 / 1000.0)) and ($6::float8 is null or created_at < to_timestamp($6 / 1000.0))
       order by id limit ${AT_ONCE} for update skip locked
     ), replayed as (
       update outbox o set status = 'PENDING', due_at = engine_now(), attempts = 0, first_attempt_at = null, finished_at = null, aside = true, out_of_order = true
       from wanted where o.destination_id = $2 and o.id = wanted.id returning o.id, o.lane
     )
     select id, lane from replayed order by id`,
    [workspaceId, destinationId, status, after, from, to],
  )
  return rows
}
