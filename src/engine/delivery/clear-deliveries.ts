import type pg from 'pg'
import { DAY, engineNow } from '../clock.ts'

const CLEARED_AT_ONCE = 5000
/** So long after it was made, a delivery that is finished can be looked up and replayed. */
export const KEPT_FOR = 7 * DAY

/** Clears away some of the deliveries that are finished for long, and of those of deleted destinations; answers whether there may be more. */
export async function clearDeliveries(pool: pg.Pool): Promise<boolean> {
  const oldest = oldestKept(await engineNow(pool))
  const { rows } = await pool.query<{ id: string; deleted: boolean }>('select id, deleted_at is not null as deleted from destinations order by id')
  let more = false
  for (const { id, deleted } of rows) {
    const { rowCount } = await pool.query(
      `delete from outbox where ctid = any(array(
         select ctid from outbox where destination_id = $1 and ($2 or id < $3 and status not in ('PENDING', 'RETRYING')) order by id limit ${CLEARED_AT_ONCE}
       ))`,
      [id, deleted, oldest],
    )
    if (rowCount === CLEARED_AT_ONCE) more = true
    else if (deleted) await pool.query('delete from destinations where id = $1', [id])
  }
  return more
}

/** The smallest id of that moment: ids begin with the moment they were made at. */
function oldestKept(now: number): string {
  const time = Math.max(0, now - KEPT_FOR)
    .toString(16)
    .padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}
