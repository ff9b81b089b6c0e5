import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { personIdentifiers } from '../identity/identifier.ts'
import type { IdentityRules } from '../identity/identity-rules.ts'
import { rulesInForce } from '../identity/rules-in-force.ts'
import { observe } from '../observe.ts'
import { boundedText } from '../refusal-sample.ts'
import { recordRefusals } from '../refusals.ts'
import { acceptRow } from './accept.ts'
import { type ClaimedRows, claimRows, deleteRows } from './claim.ts'
import type { InboxRow } from './inbox-row.ts'
import type { Message } from './message.ts'
import { splitRow, withLastingId } from './split-row.ts'

/**
 * Deals with a row at the head of its lane that fails by itself: a row of several messages becomes rows of one each, so that only what
 * fails is set aside; a single message moves, raw, to quarantine in one commit, is listed as a refusal, and can be put back.
 */
export async function setAside(
  pool: pg.Pool,
  { claimed: failed, cause }: { readonly claimed: ClaimedRows; readonly cause?: unknown },
): Promise<void> {
  const lane = failed.rows[0]?.lane ?? 0
  const quarantined = await transaction(pool, async (client) => {
    const claimed = await claimRows(client, lane, { messages: 1, rows: 1 })
    const row = claimed?.rows[0]
    // Another worker may have dealt with it in between; what comes behind it has not failed.
    if (!claimed || !row || row.id !== failed.rows[0]?.id) return false
    await deleteRows(client, lane, [row])
    const bodies = safely(() => splitRow(row)) ?? []
    if (bodies.length > 0) await insertRows(client, claimed.workspaceId, { row, bodies })
    else await quarantine(client, claimed.workspaceId, { row, error: String(cause), now: await engineNow(client) })
    return bodies.length === 0
  })
  if (quarantined) observe('refusals', ['internal'])
}

async function insertRows(
  client: pg.PoolClient,
  workspaceId: string,
  { row, bodies }: { readonly row: InboxRow; readonly bodies: readonly Buffer[] },
): Promise<void> {
  await client.query(
    `insert into inbox (lane, workspace_id, source_id, received_at, messages, bytes, body)
     select $1, $2, $3, to_timestamp($4 / 1000.0), 1, length(body), body from unnest($5::bytea[]) as part (body)`,
    [row.lane, workspaceId, row.sourceId, row.receivedAt, bodies],
  )
}

async function quarantine(
  client: pg.PoolClient,
  workspaceId: string,
  { row, error, now }: { row: InboxRow; error: string; now: Millis },
): Promise<void> {
  const body = safely(() => withLastingId(row)) ?? row.body
  await client.query(
    `insert into quarantine (workspace_id, id, source_id, received_at, call, body, error, at)
     values ($1, $2, $3, to_timestamp($4 / 1000.0), $5, $6, $7, to_timestamp($8 / 1000.0))`,
    [workspaceId, uuidv7(now), row.sourceId, row.receivedAt, row.call, body, boundedText(error, 2000), now],
  )
  const message = safely(() => acceptRow(row).messages[0])
  const identifiers = message ? hashesOf(workspaceId, message, await rulesInForce(client, workspaceId)) : []
  const why = `The message could not be processed and waits in quarantine: ${error}`
  await recordRefusals(
    client,
    workspaceId,
    [{ kind: 'INTERNAL', code: 'internal', message: why, sourceId: row.sourceId, messageId: message?.messageId ?? null, identifiers, sample: null }],
    now,
  )
  // Identity may have come to a decision before the failure: whoever it concerns is looked at again.
  await client.query(
    `update profiles p set due_at = least(p.due_at, engine_now()) from identifiers i
     where i.hash = any($2::bigint[]) and i.workspace_id = $1 and p.workspace_id = $1 and p.id = i.profile_id`,
    [workspaceId, identifiers],
  )
}

const hashesOf = (workspaceId: string, message: Message, rules: IdentityRules): readonly string[] =>
  (safely(() => personIdentifiers(workspaceId, message, rules)) ?? []).map((one) => one.hash)

// What fails may fail in the parsing itself; the row must be moved all the same.
function safely<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
