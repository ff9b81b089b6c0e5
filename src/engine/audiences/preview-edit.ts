import type { Db } from '../../db/db.ts'
import { membersSql } from '../rules/sql/rule.ts'
import { render, sql } from '../rules/sql/sql.ts'
import { askRule, readRule } from './ask-rule.ts'
import type { Entity } from './definitions.ts'
import { refuseRuleCycle } from './dependencies.ts'
import { PREVIEW_SAMPLE } from './preview.ts'

/** What another rule would make of an audience. */
export interface Difference {
  readonly size: number
  readonly sizeAfter: number
  readonly entering: number
  readonly leaving: number
  /** The first of them, by id. */
  readonly enteringIds: readonly string[]
  readonly leavingIds: readonly string[]
}

interface Edited {
  readonly workspaceId: string
  readonly id: string
  readonly key: string
  readonly entity: Entity
}

/** Compares the members of an audience with those that another rule would give it, as of one moment, saving nothing. */
export async function previewEdit(db: Db, audience: Edited, input: unknown): Promise<Difference> {
  const { workspaceId, id } = audience
  const asked = await readRule(db, audience, input)
  await refuseRuleCycle(db.pool, audience, asked.rule)
  return askRule(db, asked, async (client, { rule, ...scope }) => {
    const { text, values } = render(sql`with after as materialized (${membersSql(rule, scope)}),
        before as (select profile_id as id from audience_members where workspace_id = ${workspaceId}::uuid and audience_id = ${id}::uuid),
        entering as materialized (select id from after except select id from before),
        leaving as materialized (select id from before except select id from after)
      select (select count(*) from before)::float8 as size, (select count(*) from after)::float8 as "sizeAfter",
        (select count(*) from entering)::float8 as entering, (select count(*) from leaving)::float8 as leaving,
        array(select id from entering order by id limit ${PREVIEW_SAMPLE}::integer) as "enteringIds",
        array(select id from leaving order by id limit ${PREVIEW_SAMPLE}::integer) as "leavingIds"`)
    const { rows } = await client.query<Difference>(text, values)
    return rows[0] as Difference
  })
}
