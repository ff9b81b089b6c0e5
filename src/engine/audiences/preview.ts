import { type Db, transaction } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import { LimitReachedError } from '../errors.ts'
import type { Rule } from '../rules/rule.ts'
import { membersSql } from '../rules/sql/rule.ts'
import type { Scope } from '../rules/sql/scope.ts'
import { render, sql } from '../rules/sql/sql.ts'

const SAMPLE = 10
const PATIENCE_SECONDS = 10
const QUERY_CANCELED = '57014'

export interface Preview {
  readonly count: { readonly count: number; readonly precision: 'EXACT' }
  /** The first of them, by id. */
  readonly profileIds: readonly string[]
  readonly tookMs: number
  readonly now: Millis
}

/** Counts who would be in an audience with this rule, saving nothing. */
export async function previewAudience(db: Db, { rule, ...of }: Omit<Scope, 'now' | 'profileIds'> & { readonly rule: Rule }): Promise<Preview> {
  const started = performance.now()
  return transaction(db.pool, async (client) => {
    // Without statistics of a table that has just been filled, a nested loop over the whole workspace looks cheap.
    await client.query(`set local statement_timeout = '${PATIENCE_SECONDS}s'; set local enable_nestloop = off`)
    const now = await engineNow(client)
    const members = membersSql(rule, { ...of, now })
    const { text, values } = render(sql`with members as (${members})
      select (select count(*) from members)::float8 as count, array(select id from members order by id limit ${SAMPLE}::integer) as ids`)
    const { rows } = await client.query<{ count: number; ids: string[] }>(text, values)
    const { count = 0, ids = [] } = rows[0] ?? {}
    return { count: { count, precision: 'EXACT' as const }, profileIds: ids, tookMs: performance.now() - started, now }
  }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== QUERY_CANCELED) throw error
    throw new LimitReachedError(`This preview takes longer than ${PATIENCE_SECONDS} s.`, ['definition'])
  })
}
