import type { Queryable } from '../../db/db.ts'
import type { DefinitionsCache } from '../audiences/definitions-cache.ts'
import { type Changed, reevaluateWithin } from '../audiences/reevaluate.ts'
import type { Subject } from '../audiences/subject.ts'
import { engineNow, type Millis } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { applyResolution } from '../identity/apply-resolution.ts'
import { lockRoots } from '../identity/holdings.ts'
import { holdRules } from '../identity/rules-in-force.ts'
import { startOver } from '../start-over.ts'
import type { TraitCall } from '../traits/write-traits.ts'
import { chooseTargets, type Targets } from './choose-targets.ts'
import type { Component } from './components.ts'
import { deleteGone, findLinks, noteRegrouped, noteUndone, takeOverUnlinks, wakeAccounts } from './follow.ts'
import type { Plan } from './plan.ts'
import { type Placement, readPlacement } from './read-placement.ts'
import { rewriteEvents, rewriteIdentifiers } from './rewrite.ts'

export interface Settling {
  readonly workspaceId: string
  readonly runId: string
  readonly plan: Plan
  readonly component: Component
}

/** By how many people they have become fewer or more. */
export interface Counts {
  readonly joined: number
  readonly separated: number
  readonly appeared: number
  readonly vanished: number
}

/** Other rules are in force than those that are applied. */
export class OtherRules extends Error {
  readonly version: number

  constructor(version: number) {
    super(`Version ${version} of the identity rules is in force.`)
    this.version = version
  }
}

const CAUSE = 'identity rules were applied to the events that there were'

/**
 * Makes the profiles of a component what they are to be, in one transaction: whose each event and each identifier is, and all that is computed from that. No
 * message about them takes effect meanwhile, and none of the workspace by other rules.
 */
export async function settle(client: Queryable, definitions: DefinitionsCache, settling: Settling): Promise<Changed & Counts> {
  const { workspaceId, runId, plan, component } = settling
  await client.query(`set local lock_timeout = '2s'`)
  const { version } = await holdRules(client, workspaceId)
  if (version !== plan.rules.version) throw new OtherRules(version)
  const roots = await lockRoots(client, workspaceId, component.owners)
  const rootOf = new Map(component.owners.map((id, i) => [id, roots[i] ?? id]))
  const at = await engineNow(client)
  const targets = chooseTargets(component, { rootOf: (id) => rootOf.get(id) ?? id, byHand: plan.byHand, newId: () => uuidv7(at) })
  const claim = { entity: 'PROFILE' as const, messageId: null, sourceId: null }
  const merges = targets.merges.map((merge) => ({ ...merge, claim, identifiers: [] }))
  await applyResolution(client, workspaceId, { resolution: { added: [], merges, created: new Set() }, at, cause: CAUSE, runId })
  const profiles = new Map([...targets.idOf.values(), ...targets.gone].map((id) => [id, 'PROFILE' as const]))
  const counts = countChanges(component, rootOf)
  const changed = await reevaluateWithin(client, definitions, {
    ...{ workspaceId, profiles, occasion: 'REGROUPED' },
    prepare: (subjects) => rewrite(client, { ...settling, subjects: [...subjects.values()], targets, at }),
  })
  await deleteGone(client, workspaceId, targets.gone)
  return { ...changed, ...counts }
}

/** As a simulation counts them. */
function countChanges({ groups, shared }: Component, rootOf: ReadonlyMap<string, string>): Counts {
  const rootsOf = groups.map((group) => {
    const events = [...(shared.get(group) ?? [])].filter(([, count]) => count > 0)
    return new Set(events.map(([id]) => rootOf.get(id) ?? id))
  })
  const parts = new Map<string, number>([...rootOf.values()].map((id) => [id, 0]))
  for (const ids of rootsOf) for (const id of ids) parts.set(id, (parts.get(id) ?? 0) + 1)
  return {
    joined: rootsOf.reduce((sum, ids) => sum + Math.max(0, ids.size - 1), 0),
    separated: [...parts.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    appeared: rootsOf.filter((ids) => ids.size === 0).length,
    vanished: [...parts.values()].filter((count) => count === 0).length,
  }
}

interface Rewriting extends Settling {
  readonly subjects: readonly Subject[]
  readonly targets: Targets
  readonly at: Millis
}

async function rewrite(client: Queryable, rewriting: Rewriting): Promise<readonly TraitCall[]> {
  const { workspaceId, runId, plan, component, subjects, targets, at } = rewriting
  const gone = new Set(targets.gone)
  for (const subject of subjects) subject.gone = gone.has(subject.profile.id)
  const profileIds = subjects.flatMap((subject) => subject.profileIds)
  const placement: Placement = await readPlacement(client, { workspaceId, plan, component, profileIds, targets })
  const links = await findLinks(client, workspaceId, profileIds)
  await noteUndone(client, workspaceId, { runId, profileIds, placement, at })
  await rewriteIdentifiers(client, workspaceId, placement)
  await rewriteEvents(client, workspaceId, { events: placement.events, version: plan.rules.version })
  await noteRegrouped(
    client,
    workspaceId,
    subjects.map(({ profile }) => profile.id),
  )
  await takeOverUnlinks(client, workspaceId, placement.events)
  const calls = await startOver(client, workspaceId, subjects)
  await wakeAccounts(client, workspaceId, { profileIds, links })
  return calls
}
