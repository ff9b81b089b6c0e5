import type { Db } from '../../src/db/db.ts'
import type { Point } from '../../src/engine/ingest/pipeline.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'

/** Where a worker is killed: at a point of the pipeline, or while Postgres reads its rows. */
export type Moment = Point | 'copying'

export const MOMENTS: readonly Moment[] = ['claimed', 'deduped', 'resolved', 'held', 'copying', 'appended', 'written', 'committed']

export interface WorkerOrder {
  readonly databaseUrl: string
  readonly queue: QueueConnection
  /** The moment to end at, the n-th time it comes; null: never. */
  readonly kill: { readonly moment: Moment; readonly pass: number } | null
}

/** Lets a worker that asks for it meet its end in mid COPY: one row takes long, but only one, because Postgres reads on for the dead. */
export async function installSlowCopies(db: Db): Promise<void> {
  await db.pool.query(`
    create table slow_copies (worker text primary key);
    create sequence slow_rows;
    create function be_slow() returns trigger language plpgsql as $$ begin
      if exists (select from slow_copies where worker = current_setting('application_name')) and nextval('slow_rows') = 2 then perform pg_sleep(2); end if;
      return new;
    end $$;
    create trigger be_slow before insert on events for each row execute function be_slow();`)
}
