import type { Queryable } from '../../db/db.ts'
import { type ValueChange, writeComputedValues } from '../traits/computed-values.ts'
import { restoreCustomTraits } from '../traits/restore-custom-traits.ts'
import type { Definitions } from './definitions.ts'
import { evaluateSubjects, type IdentifierCounts, type Occasion } from './evaluate-subjects.ts'
import { computeMissingLeaves, readCutBuckets } from './leaf-points.ts'
import { type MembershipChange, writeMembers } from './membership.ts'
import { countRelated, noteRelatedChanges } from './related.ts'
import type { Subject } from './subject.ts'
import { writeSubjects } from './write-subjects.ts'

export interface Updated {
  readonly changes: readonly MembershipChange[]
  /** Of computed traits. */
  readonly values: readonly ValueChange[]
}

/** Evaluates locked profiles and writes memberships, computed traits, states and the profiles' own rows; sizes are left to countChanges, at the very end. */
export async function updateAudiences(
  client: Queryable,
  workspaceId: string,
  { subjects, definitions, occasion }: { readonly subjects: readonly Subject[]; readonly definitions: Definitions; readonly occasion: Occasion },
): Promise<Updated> {
  await restoreCustomTraits(client, workspaceId, { subjects, definitions })
  await computeMissingLeaves(client, workspaceId, { subjects, definitions })
  const read = await readCutBuckets(client, workspaceId, { subjects, definitions })
  const identifiers = await countIdentifiers(client, workspaceId, { subjects, definitions })
  const related = await countRelated(client, workspaceId, { subjects, definitions })
  const { changes, values, dueAt } = evaluateSubjects(subjects, { definitions, read, identifiers, related, occasion })
  await writeMembers(client, workspaceId, changes)
  await writeComputedValues(client, workspaceId, values)
  const moved = new Set(changes.map((change) => change.profileId))
  await writeSubjects(client, workspaceId, { subjects, definitions, dueAt, moved })
  await noteRelatedChanges(client, workspaceId, { subjects, definitions, changes, regrouped: occasion === 'SPLIT' || occasion === 'REGROUPED' })
  return { changes, values }
}

async function countIdentifiers(
  client: Queryable,
  workspaceId: string,
  { subjects, definitions }: { subjects: readonly Subject[]; definitions: Definitions },
): Promise<IdentifierCounts> {
  const counts = new Map<string, Map<string, number>>()
  const wanted = subjects.filter(({ profile }) => definitions.programs[profile.entity].usesIdentifiers).map(({ profile }) => profile.id)
  if (wanted.length === 0) return counts
  const { rows } = await client.query<{ profile_id: string; type: string; count: number }>({
    name: 'count-identifiers',
    text: `select profile_id, type, count(*)::int as count from identifiers where workspace_id = $1 and profile_id = any($2::uuid[]) group by profile_id, type`,
    values: [workspaceId, wanted],
  })
  for (const { profile_id, type, count } of rows) {
    const known = counts.get(profile_id)
    if (known) known.set(type, count)
    else counts.set(profile_id, new Map([[type, count]]))
  }
  return counts
}
