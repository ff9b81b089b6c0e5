import type { Queryable } from '../../db/db.ts'
import { accountRules } from '../identity/account-rules.ts'
import { whyNot } from '../identity/claims.ts'
import { accountIdentifiers, type Identifier } from '../identity/identifier.ts'
import { type PastEvent, readHistory, readUnowned } from '../identity/simulate/read-history.ts'
import type { StoredPart } from '../identity/stored-decision.ts'
import type { Targets } from './choose-targets.ts'
import type { Component } from './components.ts'
import type { Placed, Plan } from './plan.ts'
import type { HeldRow, Rewritten } from './rewrite.ts'

/** What came meanwhile is not in the plan; the next one has it. */
export class ComponentChanged extends Error {}

/** Whose the events and the identifiers of a component are to be. */
export interface Placement {
  /** In the order in which they came. */
  readonly events: readonly Rewritten[]
  readonly before: readonly HeldRow[]
  readonly kept: ReadonlyMap<string, string>
}

export interface PlacementQuery {
  readonly workspaceId: string
  readonly plan: Plan
  readonly component: Component
  /** Every id of the profiles, which are locked. */
  readonly profileIds: readonly string[]
  readonly targets: Targets
}

/** Reads the events of locked profiles again, also those that came since the plan was made, and finds their places in it. */
export async function readPlacement(client: Queryable, query: PlacementQuery): Promise<Placement> {
  const { workspaceId, plan, component, profileIds, targets } = query
  const read: PastEvent[] = [...(await readUnowned(client, workspaceId, { rules: plan.rules, places: component.unowned }))]
  for await (const page of readHistory(client, workspaceId, { rules: plan.rules, profileIds })) read.push(...page)
  read.sort((a, b) => a.receivedAt - b.receivedAt || (a.messageId < b.messageId ? -1 : 1))
  const placer = new Placer(query)
  const events = read.map((event) => placer.place(event))
  if ([...targets.created].some((id) => !placer.met.has(id))) throw new ComponentChanged()
  const before = await readHeld(client, workspaceId, profileIds)
  const kept = new Map<string, string>()
  for (const { hash } of before) {
    if (placer.owned.has(hash)) continue
    const group = plan.ownerOf(hash)
    const target = group && targets.idOf.get(group)
    if (group && target === undefined) throw new ComponentChanged()
    if (target !== undefined) kept.set(hash, target)
  }
  await requireFree(client, workspaceId, { hashes: [...placer.owned], profileIds })
  return { events, before, kept }
}

class Placer {
  readonly #query: PlacementQuery
  /** The targets that have had an event. */
  readonly met = new Set<string>()
  readonly owned = new Set<string>()

  constructor(query: PlacementQuery) {
    this.#query = query
  }

  place(event: PastEvent): Rewritten {
    const { workspaceId, plan, targets } = this.#query
    const placed = plan.place(event)
    const { identifiers, group } = placed
    const profileId = group === null ? null : group && targets.idOf.get(group)
    if (profileId === undefined) throw new ComponentChanged()
    const owned = identifiers.map(({ hash }) => hash).filter((hash) => group && plan.ownerOf(hash) === group)
    const out = new Set([...(placed.decision?.demoted.map(({ hash }) => hash) ?? []), ...(placed.decision?.left ?? [])])
    const held = owned.filter((hash) => !out.has(hash))
    const ofAccounts = accountRules(plan.rules)
    const account = accountIdentifiers(workspaceId, event, ofAccounts).filter((one) => !whyNot(one, ofAccounts))
    const decision = profileId === null ? null : this.#decide(placed, profileId, owned)
    return { event, profileId, identifiers, hashes: [...identifiers, ...account].map(({ hash }: Identifier) => hash), owned, held, decision }
  }

  /** As if the event had just come, but for the profiles that it would have met, which had no ids then. */
  #decide({ decision }: Placed, profileId: string, owned: readonly string[]): StoredPart | null {
    const created = !this.met.has(profileId)
    const added = owned.filter((hash) => !this.owned.has(hash))
    this.met.add(profileId)
    for (const hash of owned) this.owned.add(hash)
    const { demoted = [], refused = null, left = [] } = decision ?? {}
    if (!created && added.length === 0 && demoted.length === 0 && refused === null) return null
    return {
      ...(created && { created }),
      ...(added.length > 0 && !created && { added }),
      ...(demoted.length > 0 && { demoted }),
      ...(refused !== null && { refused }),
      ...(left.length > 0 && { left }),
    }
  }
}

async function readHeld(client: Queryable, workspaceId: string, profileIds: readonly string[]): Promise<readonly HeldRow[]> {
  const { rows } = await client.query<HeldRow>(
    'select hash, profile_id as "profileId", home_id as "homeId" from identifiers where workspace_id = $1 and profile_id = any($2::uuid[])',
    [workspaceId, profileIds],
  )
  return rows
}

/** What somebody else holds is settled with them. */
async function requireFree(
  client: Queryable,
  workspaceId: string,
  { hashes, profileIds }: { readonly hashes: readonly string[]; readonly profileIds: readonly string[] },
): Promise<void> {
  const { rowCount } = await client.query(
    'select from identifiers where workspace_id = $1 and hash = any($2::bigint[]) and profile_id <> all($3::uuid[]) limit 1',
    [workspaceId, hashes, profileIds],
  )
  if (rowCount !== 0) throw new ComponentChanged()
}
