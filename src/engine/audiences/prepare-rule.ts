import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { leafRules, otherEntity, relatedRules } from '../rules/conditions.ts'
import { type Leaf, leafHash, leafOf, measuredLeaf } from '../rules/leaf.ts'
import { parseRule } from '../rules/parse-rule.ts'
import { relationHash } from '../rules/relation.ts'
import type { Rule } from '../rules/rule.ts'
import { toJson } from '../rules/to-json.ts'
import { parseTraitDefinition } from '../traits/parse-trait-definition.ts'
import { measuresOf, rulesOf, type TraitDefinition } from '../traits/trait-definition.ts'
import type { Entity } from './definitions.ts'

interface About {
  readonly workspaceId: string
  readonly entity: Entity
  readonly now: Millis
}

/** Has everything that a rule needs kept: each condition that needs state under a number, and what it says about what is related, which is computed first. */
export async function prepareRule(client: Queryable, about: About, rule: Rule): Promise<void> {
  for (const { rule: related } of relatedRules(rule)) await keepRelation(client, { ...about, entity: otherEntity(about.entity) }, related)
  await keepLeaves(
    client,
    about.workspaceId,
    [...leafRules(rule)].map((one) => leafOf(about.entity, one)),
  )
}

/** Has everything that a computed trait needs kept. */
export async function prepareTrait(client: Queryable, about: About, definition: TraitDefinition): Promise<void> {
  for (const rule of rulesOf(definition)) await prepareRule(client, about, rule)
  await keepLeaves(
    client,
    about.workspaceId,
    measuresOf(definition).map((one) => measuredLeaf(about.entity, one)),
  )
}

async function keepLeaves(client: Queryable, workspaceId: string, leaves: readonly Leaf[]): Promise<void> {
  if (leaves.length === 0) return
  await client.query(
    `insert into leaves (workspace_id, hash, definition)
     select distinct on (hash) $1, hash, definition::jsonb from unnest($2::text[], $3::text[]) as leaf (hash, definition)
     on conflict (workspace_id, hash) do nothing`,
    [workspaceId, leaves.map(leafHash), leaves.map((leaf) => JSON.stringify(leaf))],
  )
}

async function keepRelation(client: Queryable, about: About, rule: Rule): Promise<void> {
  await prepareRule(client, about, rule)
  const { workspaceId, entity, now } = about
  await client.query(
    `insert into relations (id, workspace_id, entity, hash, rule, status, created_at) values ($1, $2, $3, $4, $5, 'COMPUTING', to_timestamp($6 / 1000.0))
     on conflict (workspace_id, hash) where deleted_at is null do nothing`,
    [uuidv7(now), workspaceId, entity, relationHash(entity, rule), JSON.stringify(toJson(rule)), now],
  )
}

/** Gives up what no rule says any more about what is related. */
export async function dropUnusedRelations(client: Queryable, workspaceId: string): Promise<void> {
  const { rows } = await client.query<{ entity: Entity; rule: unknown }>(
    `select entity, rule from audiences where workspace_id = $1 and deleted_at is null
     union all
     select a.entity, e.rule from audience_edits e join audiences a on a.id = e.audience_id where e.workspace_id = $1 and e.deleted_at is null`,
    [workspaceId],
  )
  const { rows: traits } = await client.query<{ entity: Entity; definition: unknown }>(
    'select entity, definition from computed_traits where workspace_id = $1 and deleted_at is null',
    [workspaceId],
  )
  const rules = [
    ...rows.map(({ entity, rule }) => ({ entity, rule: parseRule(rule) })),
    ...traits.flatMap(({ entity, definition }) => rulesOf(parseTraitDefinition(definition)).map((rule) => ({ entity, rule }))),
  ]
  const used = rules.flatMap(({ entity, rule }) => [...relationsOf(entity, rule)])
  await client.query('update relations set deleted_at = engine_now() where workspace_id = $1 and deleted_at is null and not hash = any($2)', [
    workspaceId,
    used,
  ])
}

function* relationsOf(entity: Entity, rule: Rule): Generator<string> {
  for (const { rule: related } of relatedRules(rule)) {
    const other = otherEntity(entity)
    yield relationHash(other, related)
    yield* relationsOf(other, related)
  }
}
