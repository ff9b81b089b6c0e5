import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { leafRules, otherEntity, relatedRules } from '../rules/conditions.ts'
import { leafHash, leafOf, measuredLeaf } from '../rules/leaf.ts'
import { parseRule } from '../rules/parse-rule.ts'
import { relationHash } from '../rules/relation.ts'
import type { Rule } from '../rules/rule.ts'
import { changeSettings } from '../settings.ts'
import { parseTraitDefinition } from '../traits/parse-trait-definition.ts'
import { measuresOf, rulesOf } from '../traits/trait-definition.ts'
import { type Entity, readSaved } from './definitions.ts'
import { prepareRule, prepareTrait } from './prepare-rule.ts'
import { isActive } from './program.ts'

/**
 * Prepares the rules and computed traits that were saved by a version of the program in which they meant something else, and has all that they are about
 * evaluated again. To be called before anything is computed; where there is nothing to do, it only looks.
 */
export async function prepareSaved(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('select distinct workspace_id as id from leaves order by 1')
  for (const { id } of rows) {
    if ((await unprepared(pool, id)).length === 0) continue
    await transaction(pool, async (client) => {
      await changeSettings(client, id)
      const now = await engineNow(client)
      // Another process may have been here first.
      const waiting = await unprepared(client, id)
      for (const { entity, prepare } of waiting) await prepare(client, { workspaceId: id, entity, now })
      for (const entity of new Set(waiting.map((one) => one.entity)))
        await client.query(
          `insert into recomputations (id, workspace_id, entity) values ($1, $2, $3)
           on conflict (workspace_id, entity) do update set backfill_cursor = null, backfill_done = 0`,
          [uuidv7(now), id, entity],
        )
    })
  }
}

interface Unprepared {
  readonly entity: Entity
  prepare(client: Queryable, about: Parameters<typeof prepareRule>[1]): Promise<void>
}

async function unprepared(db: Queryable, workspaceId: string): Promise<readonly Unprepared[]> {
  const { all, traits, kept } = await readSaved(db, workspaceId)
  const lacks = (entity: Entity, rules: readonly Rule[]) =>
    rules.some(
      (rule) =>
        [...leafRules(rule)].some((one) => !kept.leaves.has(leafHash(leafOf(entity, one)))) ||
        [...relatedRules(rule)].some((one) => !kept.relations.has(relationHash(otherEntity(entity), one.rule))),
    )
  const rules = all.filter(isActive).map(({ entity, rule }) => ({ entity, rule: parseRule(rule) }))
  const definitions = traits
    .filter((row) => row.started && !row.deleted && isActive(row))
    .map(({ entity, definition }) => ({ entity, definition: parseTraitDefinition(definition) }))
  return [
    ...rules
      .filter(({ entity, rule }) => lacks(entity, [rule]))
      .map(({ entity, rule }): Unprepared => ({ entity, prepare: (client, about) => prepareRule(client, about, rule) })),
    ...definitions
      .filter(
        ({ entity, definition }) =>
          lacks(entity, rulesOf(definition)) || measuresOf(definition).some((one) => !kept.leaves.has(leafHash(measuredLeaf(entity, one)))),
      )
      .map(({ entity, definition }): Unprepared => ({ entity, prepare: (client, about) => prepareTrait(client, about, definition) })),
  ]
}
