import type { Db } from '../src/db/db.ts'

/** Copies the events of a workspace to earlier weeks, `copies` times: where only their number matters, and not how they came. */
export async function multiplyEvents(db: Db, { workspaceId, copies }: { readonly workspaceId: string; readonly copies: number }): Promise<void> {
  const { rows } = await db.pool.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = 'events'::regclass and attnum > 0 and not attisdropped and attname not in ('id', 'timestamp', 'message_id')`,
  )
  const columns = rows[0]?.columns
  await db.pool.query(
    `insert into events (id, timestamp, message_id, ${columns})
      select gen_random_uuid(), timestamp - n * interval '7 days', message_id || '-' || n, ${columns}
      from events, generate_series(1, ${copies}) n where workspace_id = $1`,
    [workspaceId],
  )
  await db.pool.query('vacuum analyze')
}
