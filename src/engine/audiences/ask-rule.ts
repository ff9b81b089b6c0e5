import { type Db, type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { LimitReachedError } from '../errors.ts'
import { parseRule } from '../rules/parse-rule.ts'
import type { Rule } from '../rules/rule.ts'
import type { Scope } from '../rules/sql/scope.ts'
import { settlePatterns } from '../rules/sql/settle-patterns.ts'
import type { Entity } from './definitions.ts'
import { requireReferences } from './manage.ts'

const PATIENCE_SECONDS = 10
const QUERY_CANCELED = '57014'

/** A rule that is asked without being saved, and the rules that it may refer to. */
export type AskedRule = Omit<Scope, 'now' | 'profileIds'> & { readonly rule: Rule }

/** Throws InvalidRuleError when it is no rule, or refers to what there is not. */
export async function readRule(db: Db, about: { readonly workspaceId: string; readonly entity: Entity }, input: unknown): Promise<AskedRule> {
  const rule = parseRule(input)
  await requireReferences(db.pool, about, rule)
  const rows = await db.prisma.audience.findMany({
    where: { workspaceId: about.workspaceId, deletedAt: null },
    select: { id: true, key: true, rule: true, status: true },
  })
  const active = rows.filter(({ status }) => status === 'LIVE' || status === 'COMPUTING')
  const frozen = rows.filter((row) => !active.includes(row))
  return {
    ...{ ...about, rule },
    audiences: new Map(active.map(({ key, rule }) => [key, parseRule(rule)])),
    frozen: new Map(frozen.map(({ key, id }) => [key, id])),
  }
}

/** Runs what asks a rule of all that is stored, as of one moment; throws LimitReachedError once it takes too long. */
export async function askRule<T>(
  db: Db,
  asked: AskedRule,
  ask: (client: Queryable, scope: Scope & { readonly rule: Rule }) => Promise<T>,
): Promise<T> {
  return transaction(db.pool, (client) =>
    patiently(client, 'Asking this rule of everything', async () => {
      // Without statistics of a table that has just been filled, a nested loop over the whole workspace looks cheap.
      await client.query('set local enable_nestloop = off')
      const { rule, scope } = await settlePatterns(client, asked.rule, { ...asked, now: await engineNow(client) })
      return ask(client, { ...scope, rule })
    }),
  )
}

/** Runs what may be too much, within a transaction of its own; throws LimitReachedError once it takes too long. */
export async function patiently<T>(client: Queryable, what: string, work: () => Promise<T>): Promise<T> {
  try {
    await client.query(`set local statement_timeout = '${PATIENCE_SECONDS}s'`)
    return await work()
  } catch (error) {
    if ((error as { code?: unknown }).code !== QUERY_CANCELED) throw error
    throw new LimitReachedError(`${what} takes longer than ${PATIENCE_SECONDS} s.`)
  }
}
