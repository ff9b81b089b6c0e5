import { randomBytes } from 'node:crypto'
import { test as base, inject } from 'vitest'
import { connect, type Db } from '../../src/db/db.ts'
import { cloneDatabase } from './postgres.ts'

/** `test` with `db`: a clone, per file, of the migrated template database; emptied before each test. */
export const test = base.extend<{ $test: { db: Db }; $file: { database: Db } }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const { url, drop } = await cloneDatabase(inject('templateUrl'), `test_${randomBytes(6).toString('hex')}`)
      const db = connect(url, { max: 16, name: 'test' })
      await use(db)
      await db.close()
      await drop()
    },
    { scope: 'file' },
  ],
  db: async ({ database }, use) => {
    await emptyDatabase(database)
    await use(database)
  },
})

/** Removes every row but those that the migrations put there, and lets the clock run again. */
export async function emptyDatabase(db: Db): Promise<void> {
  // A truncate makes new files for some 200 tables and indexes; a test leaves little in few of them.
  await db.pool.query(`do $$ declare name text; begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname not in ('_prisma_migrations', 'inbox_lanes') loop
      execute format('delete from %I', name);
    end loop;
  end $$`)
  await setNow(db, null)
}

/** Stops the engine's clock at a moment; null lets it run. */
export async function setNow(db: Db, at: Date | null): Promise<void> {
  const body = at ? `select '${at.toISOString()}'::timestamptz` : `select date_trunc('milliseconds', clock_timestamp())`
  await db.pool.query(`create or replace function engine_now() returns timestamptz language sql volatile as $$ ${body} $$`)
}
