import type { Queryable } from '../../db/db.ts'
import { DomainError } from '../errors.ts'
import type { SourceFile } from './source-file.ts'

export interface ImportTarget {
  readonly workspaceId: string
  readonly sourceId: string
}

/** How far an import has come: everything before this byte and line is in the inbox. */
export interface ImportState {
  readonly offset: number
  readonly lines: number
  readonly finished: boolean
}

/** Another process loads the same file at the same time, or began it anew. */
export class ImportInterferedError extends DomainError {
  readonly code = 'CONFLICT'
}

/** Where the import of this file stands; begins it when it is new, and from its first line on when `again`. */
export async function beginImport(db: Queryable, target: ImportTarget, { file, again }: { file: SourceFile; again: boolean }): Promise<ImportState> {
  const { rows } = await db.query<{ offset_bytes: string; lines: string; finished: boolean }>(
    `insert into imports as i (workspace_id, digest, file, source_id, bytes, started_at) values ($1, $2, $3, $4, $5, engine_now())
     on conflict (workspace_id, digest) do update set file = excluded.file, source_id = excluded.source_id,
       offset_bytes = case when $6 then 0 else i.offset_bytes end,
       lines = case when $6 then 0 else i.lines end,
       finished_at = case when $6 then null else i.finished_at end
     returning offset_bytes, lines, finished_at is not null as finished`,
    [target.workspaceId, file.digest, file.path, target.sourceId, file.bytes, again],
  )
  const row = rows[0]
  return { offset: Number(row?.offset_bytes), lines: Number(row?.lines), finished: row?.finished === true }
}

/** Moves on from where the caller thinks the import stands; within the transaction that stores the lines in between. */
export async function advanceImport(
  db: Queryable,
  at: { workspaceId: string; digest: string },
  { from, to }: { from: ImportState; to: ImportState },
): Promise<void> {
  const { rowCount } = await db.query({
    name: 'advance-import',
    text: `update imports set offset_bytes = $3, lines = $4, finished_at = case when $5 then engine_now() end
      where workspace_id = $1 and digest = $2 and offset_bytes = $6 and lines = $7 and finished_at is null`,
    values: [at.workspaceId, at.digest, to.offset, to.lines, to.finished, from.offset, from.lines],
  })
  if (rowCount !== 1) throw new ImportInterferedError('Another process is loading this file.')
}
