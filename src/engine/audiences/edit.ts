import type { Queryable } from '../../db/db.ts'
import { uuidv7 } from '../id.ts'
import { canonicalJson } from '../rules/leaf.ts'
import type { Entity } from './definitions.ts'

export interface Editable {
  readonly id: string
  readonly workspaceId: string
  readonly key: string
  readonly entity: Entity
  /** RuleInput as JSON. */
  readonly rule: unknown
  readonly status: 'COMPUTING' | 'LIVE' | 'DISABLED' | 'FAILED'
}

/**
 * Gives an audience another rule. While it is LIVE the new rule is computed beside the old one, which stays in force until then; otherwise it is there at
 * once, and what was computed begins anew.
 */
export async function changeRule(
  client: Queryable,
  audience: Editable,
  { input, now }: { readonly input: unknown; readonly now: number },
): Promise<void> {
  await dropEdit(client, audience)
  if (canonicalJson(audience.rule) === canonicalJson(input)) return
  const rule = JSON.stringify(input)
  if (audience.status !== 'LIVE')
    await client.query('update audiences set rule = $2, backfill_cursor = null, backfill_done = 0 where id = $1', [audience.id, rule])
  else
    await client.query(
      'insert into audience_edits (id, workspace_id, audience_id, rule, created_at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))',
      [uuidv7(now), audience.workspaceId, audience.id, rule, now],
    )
}

/** Of an audience that is switched off there is nothing to compute: the rule that was waiting is its rule. */
export async function applyEdit(client: Queryable, audience: Editable): Promise<void> {
  await client.query('update audiences a set rule = e.rule from audience_edits e where a.id = $1 and e.audience_id = a.id and e.deleted_at is null', [
    audience.id,
  ])
  await dropEdit(client, audience)
}

/** Gives up the rule that is being computed, if there is one. */
export async function dropEdit(client: Queryable, { id }: Pick<Editable, 'id'>): Promise<void> {
  await client.query('update audience_edits set deleted_at = engine_now() where audience_id = $1 and deleted_at is null', [id])
}
