import type { Db } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { membersSql } from '../rules/sql/rule.ts'
import { render, sql } from '../rules/sql/sql.ts'
import { type AskedRule, askRule } from './ask-rule.ts'

export const PREVIEW_SAMPLE = 10

export interface Preview {
  readonly count: { readonly count: number; readonly precision: 'EXACT' }
  /** The first of them, by id. */
  readonly profileIds: readonly string[]
  readonly tookMs: number
  readonly now: Millis
}

/** Counts who would be in an audience with this rule, saving nothing. */
export async function previewAudience(db: Db, asked: AskedRule): Promise<Preview> {
  const started = performance.now()
  return askRule(db, asked, async (client, { rule, ...scope }) => {
    const { text, values } = render(sql`with members as (${membersSql(rule, scope)})
      select (select count(*) from members)::float8 as count, array(select id from members order by id limit ${PREVIEW_SAMPLE}::integer) as ids`)
    const { rows } = await client.query<{ count: number; ids: string[] }>(text, values)
    const { count = 0, ids = [] } = rows[0] ?? {}
    return { count: { count, precision: 'EXACT' as const }, profileIds: ids, tookMs: performance.now() - started, now: scope.now }
  })
}
