import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import { changeRulesWithin, type WantedRules } from '../identity/change-rules.ts'
import { noteChange, rulesInForce } from '../identity/rules-in-force.ts'

export interface WantedRun extends Omit<WantedRules, 'rules'> {
  /** Put in force first; undefined: those in force. */
  readonly rules: unknown
}

/** Has identity rules applied to all events that there are, and answers the run. */
export async function startRun(pool: pg.Pool, { rules, ...wanted }: WantedRun): Promise<string> {
  const { workspaceId, basedOn } = wanted
  const { id, version } = await transaction(pool, async (client) => {
    const { version: before } = await rulesInForce(client, workspaceId)
    if (rules === undefined && basedOn != null && basedOn !== before)
      throw new ConflictError(`The rules have changed: version ${before} is in force, not ${basedOn}.`, ['basedOn'])
    const run = await queueRun(client, workspaceId, before)
    if (rules === undefined) return { id: run, version: before }
    const after = await changeRulesWithin(client, { ...wanted, rules })
    await client.query('update identity_runs set version = $2 where id = $1', [run, after])
    return { id: run, version: after }
  })
  noteChange(workspaceId, version)
  return id
}

/** One at a time: whoever else has begun one is waited for. */
async function queueRun(client: Queryable, workspaceId: string, version: number): Promise<string> {
  const now = await engineNow(client)
  const id = uuidv7(now)
  const { rowCount } = await client.query(
    `insert into identity_runs (id, workspace_id, status, version, due_at, created_at)
     values ($1, $2, 'QUEUED', $3, to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0)) on conflict do nothing`,
    [id, workspaceId, version, now],
  )
  if (rowCount !== 1) throw new ConflictError('Rules are being applied already; wait for that to end, or cancel it.')
  return id
}

/** Ends a run; who was settled stays so. */
export async function cancelRun(pool: pg.Pool, { workspaceId, id }: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  const { rows } = await pool.query<{ canceled: boolean }>(
    `with canceled as (
       update identity_runs set status = 'CANCELED', finished_at = engine_now() where workspace_id = $1 and id = $2 and status in ('QUEUED', 'RUNNING') returning id
     ) select exists (select from canceled) as canceled from identity_runs where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  if (!rows[0]) throw new NotFoundError('There is no such run.', ['id'])
  if (!rows[0].canceled) throw new ConflictError('It has ended already.', ['id'])
}
