import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../src/db/db.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { LaneHolder } from '../../src/engine/delivery/lane-holder.ts'
import { createSecretBox } from '../../src/engine/delivery/secret-box.ts'
import { createExport, type NewExport } from '../../src/engine/export/manage-exports.ts'
import { type ExportContext, runExport } from '../../src/engine/export/run-export.ts'
import type { ExportShape } from '../../src/engine/export/shape.ts'
import { insertAudience, insertWorkspace } from '../helpers/audience-rows.ts'
import { test as base } from '../helpers/database.ts'

/** Of the contexts of a test. */
const holders: LaneHolder[] = []

/** `folder`: a data directory. Whoever runs an export has one. */
export const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-export-'))
    await use(folder)
    for (const holder of holders.splice(0)) await holder.close()
    rmSync(folder, { recursive: true, force: true })
  },
})

export const SECRET_BOX = createSecretBox([Buffer.alloc(32, 7)])

export const SHAPE: ExportShape = { format: 'NDJSON', layout: 'PROFILES', traits: null, identifiers: null, gzip: false, perFile: 1000 }

export interface People {
  readonly workspaceId: string
  readonly audienceId: string
}

/** So many people, each with a user id, every third with two addresses, every second a member of an audience; as the pipeline leaves them. */
export async function insertPeople(db: Db, count: number): Promise<People> {
  const workspaceId = await insertWorkspace(db)
  const audienceId = await insertAudience(db, workspaceId, 'vips')
  await db.pool.query(
    `insert into profiles (workspace_id, id, entity, traits, created_at, updated_at, first_seen_at, last_seen_at, evaluated_at)
     select $1, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'PROFILE',
       jsonb_build_object('plan', case when n % 2 = 0 then 'pro' else 'free, "really"' end, 'mrr', n, 'tags', jsonb_build_array('a', n)),
       '2026-01-01Z', '2026-01-02Z', '2026-01-03Z', '2026-01-04T05:06:07.089Z', '2026-01-05Z' from generate_series(1, $2::int) n`,
    [workspaceId, count],
  )
  await db.pool.query(
    `insert into identifiers (hash, workspace_id, type, value, raw, profile_id, first_seen_at, last_seen_at, source_id)
     select hashtextextended(type || value, 0), $1, type, value, value, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       '2026-01-01Z', '2026-01-01Z'::timestamptz + place * interval '1 day', $1
     from generate_series(1, $2::int) n cross join lateral (
       select 'user_id' as type, 'u-' || n as value, 0 as place
       union all select 'email', 'old-' || n || '@example.com', 1 where n % 3 = 0
       union all select 'email', 'new-' || n || '@example.com', 2 where n % 3 = 0) i`,
    [workspaceId, count],
  )
  await db.pool.query(
    `insert into audience_members select $1, $2, id, '2026-01-06Z' from profiles where workspace_id = $1 and traits ->> 'plan' = 'pro'`,
    [workspaceId, audienceId],
  )
  return { workspaceId, audienceId }
}

type Wanted = Partial<Omit<NewExport, 'shape'>> & { readonly workspaceId: string; readonly shape?: Partial<ExportShape> }

/** Creates an export as the API does. */
export const newExport = (db: Db, { shape, ...more }: Wanted) =>
  createExport(
    db.pool,
    { allowPrivate: true, secretBox: SECRET_BOX },
    {
      ...{ name: 'test', audienceId: null, entity: 'PROFILE', store: null, schedule: null, shape: { ...SHAPE, ...shape } },
      ...more,
    },
  )

/** What a worker does runs with, without its timers. */
export function exportContext(db: Db, dataDir: string, more: Partial<ExportContext> = {}): ExportContext & { readonly errors: unknown[] } {
  const errors: unknown[] = []
  const { fetch } = createGuardedFetch({ allowPrivate: true })
  const signal = new AbortController().signal
  const holder = new LaneHolder(db.pool, 'exports')
  holders.push(holder)
  return {
    pool: db.pool,
    holder,
    outbound: { fetch, secretBox: SECRET_BOX },
    dataDir,
    signal,
    onProgress() {},
    onError: (error) => errors.push(error),
    ...more,
    errors,
  }
}

export interface StoredRun {
  readonly id: string
  readonly status: string
  readonly total: number
  readonly done: number
  readonly rows: number
  readonly bytes: number
  readonly files: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[]
  readonly error: string | null
  readonly upload: { readonly key: string } | null
}

export async function storedRun(db: Db, number: number): Promise<StoredRun> {
  const { rows } = await db.pool.query<StoredRun>(
    `select id, status, total::float8 as total, done::float8 as done, rows::float8 as rows, bytes::float8 as bytes, files, error, upload
     from export_runs where number = $1`,
    [number],
  )
  if (!rows[0]) throw new Error(`There is no run ${number}.`)
  return rows[0]
}

/** Creates an export and runs it. */
export async function exported(db: Db, folder: string, wanted: Wanted): Promise<StoredRun> {
  const { run } = await newExport(db, wanted)
  if (run === null) throw new Error('It waits for its time.')
  const context = exportContext(db, folder)
  await runExport(context, run)
  if (context.errors.length > 0) throw context.errors[0]
  return storedRun(db, run)
}
