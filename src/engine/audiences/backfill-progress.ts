import type { Queryable } from '../../db/db.ts'
import type { Entity } from './definitions.ts'

interface Backfill {
  readonly id: string
  readonly workspace_id: string
}

/** Counts what is to be gone through. It may become more meanwhile. */
export async function noteStart(db: Queryable, { id, workspace_id, entity }: Backfill & { readonly entity: Entity }): Promise<void> {
  await db.query(
    `insert into backfills (id, workspace_id, total, noted_at)
     select $1, $2, (select count(*) from profiles where workspace_id = $2 and entity = $3), engine_now()
     on conflict (id) do update set total = excluded.total, rate = null, noted_at = excluded.noted_at`,
    [id, workspace_id, entity],
  )
}

/** Measures how fast it goes, by the last few pages; after a pause, as when no worker ran, by those before it. */
export async function notePage(db: Queryable, { id }: Pick<Backfill, 'id'>, profiles: number): Promise<void> {
  await db.query(
    `update backfills b set noted_at = engine_now(),
       rate = case when page.seconds <= 0 or page.seconds > 60 then rate else coalesce(rate * 0.8 + 0.2 * $2 / page.seconds, $2 / page.seconds) end
     from (select extract(epoch from engine_now() - noted_at)::float8 as seconds from backfills where id = $1) page where b.id = $1`,
    [id, profiles],
  )
}

/** It is over, or was given up. */
export async function forgetBackfill(db: Queryable, id: string): Promise<void> {
  await db.query('delete from backfills where id = $1', [id])
}
