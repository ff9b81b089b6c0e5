import type { Queryable } from '../../db/db.ts'
import { loadTraitRules, type TraitRules } from '../traits/trait-rule.ts'
import { type AudienceRow, buildProgram, type Program, type TraitRow } from './program.ts'

export type Entity = 'PROFILE' | 'ACCOUNT'

/** Everything the engine computes for a workspace, as of one version of its settings. */
export interface Definitions {
  readonly version: string
  readonly programs: Readonly<Record<Entity, Program>>
  /** The number of every audience that exists, by key: also of those that are switched off, whose membership stands still. */
  readonly numbers: ReadonlyMap<string, number>
  readonly audienceIds: ReadonlyMap<number, string>
  readonly traitRules: TraitRules
}

/** What was saved of a workspace, and under which numbers what it needs is kept. */
export async function readSaved(db: Queryable, workspaceId: string) {
  const { rows: audiences } = await db.query<AudienceRow>(
    'select id, number, key, entity, rule, status from audiences where workspace_id = $1 and deleted_at is null order by number',
    [workspaceId],
  )
  // Under its own id an edit is one more audience, which nobody can refer to: no key looks like an id.
  const { rows: edits } = await db.query<AudienceRow>(
    `select e.id, e.number, e.id as key, a.entity, e.rule, a.status from audience_edits e join audiences a on a.id = e.audience_id
     where e.workspace_id = $1 and e.deleted_at is null and a.deleted_at is null order by e.number`,
    [workspaceId],
  )
  const { rows: relations } = await db.query<AudienceRow & { hash: string }>(
    'select id, number, id as key, entity, rule, status, hash from relations where workspace_id = $1 and deleted_at is null order by number',
    [workspaceId],
  )
  const { rows: traits } = await db.query<TraitRow>(
    `select id, number, key, entity, definition, status, started, deleted_at is not null as deleted
     from computed_traits where workspace_id = $1 order by number`,
    [workspaceId],
  )
  const { rows: leaves } = await db.query<{ number: number; hash: string }>('select number, hash from leaves where workspace_id = $1', [workspaceId])
  const kept = {
    leaves: new Map(leaves.map((leaf) => [leaf.hash, leaf.number])),
    relations: new Map(relations.map((relation) => [relation.hash, relation])),
  }
  return { audiences, all: [...audiences, ...edits, ...relations], traits, kept }
}

export async function loadDefinitions(db: Queryable, workspaceId: string, version: string): Promise<Definitions> {
  const { audiences, all, traits, kept } = await readSaved(db, workspaceId)
  const programs = {
    PROFILE: buildProgram('PROFILE', { audiences: all, traits }, kept),
    ACCOUNT: buildProgram('ACCOUNT', { audiences: all, traits }, kept),
  }
  return {
    version,
    programs,
    numbers: new Map(audiences.map((audience) => [audience.key, audience.number])),
    audienceIds: new Map(all.map((audience) => [audience.number, audience.id])),
    traitRules: await loadTraitRules(db, workspaceId),
  }
}
