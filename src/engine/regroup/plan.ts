import type { Queryable } from '../../db/db.ts'
import type { Identifier } from '../identity/identifier.ts'
import type { IdentityRules } from '../identity/identity-rules.ts'
import type { Decision, Group } from '../identity/resolve.ts'
import { readByHand } from '../identity/simulate/by-hand.ts'
import { type IdentifierSet, SetCollector } from '../identity/simulate/distinct-sets.ts'
import { type EventPlace, type PastEvent, readHistory } from '../identity/simulate/read-history.ts'
import { replay } from '../identity/simulate/replay.ts'
import { type Component, Components } from './components.ts'

/** More events of nobody, who become somebody's, are not kept in memory. */
const MOST_UNOWNED = 1_000_000

/** What the people of a workspace are to be. */
export interface Plan {
  readonly rules: IdentityRules
  /** Those that are something else now, in no particular order. */
  readonly open: readonly Component[]
  readonly events: number
  readonly profiles: number
  /** What an event carries by these rules, and whose it is: null, nobody's; undefined, it carries what no event carried when the plan was made. */
  readonly place: (event: PastEvent) => Placed
  readonly ownerOf: (hash: string) => Group | undefined
  /** Was merged or split by hand. */
  readonly byHand: (group: Group) => boolean
}

export interface Placed {
  readonly identifiers: readonly Identifier[]
  readonly group: Group | null | undefined
  /** Where not everything counts. */
  readonly decision: Decision | undefined
}

export interface PlanOptions {
  readonly workspaceId: string
  readonly rules: IdentityRules
  /** Called with each page of events that were read. */
  readonly onPage: (events: number) => Promise<void>
}

/** Resolves all events that there are by some rules, in the order in which they came, and finds where that is not what there is. Writes nothing. */
export async function makePlan(db: Queryable, { workspaceId, rules, onPage }: PlanOptions): Promise<Plan> {
  const history = new History(workspaceId, rules)
  for await (const page of readHistory(db, workspaceId, { rules, profileIds: null })) {
    for (const event of page) history.add(event)
    await onPage(history.collected.events)
  }
  const { collected } = history
  const known = await readByHand(db, workspaceId, rules)
  const { groupOf, ownerOf, decisionOf } = await replay(collected.sets.values(), known, rules)
  const components = new Components()
  for (const [set, group] of groupOf) components.addSet(group, set, history.unowned.get(set) ?? [])
  for (const [rootId, events] of history.loose) components.addLoose(rootId, events)
  for await (const held of readHeld(db, workspaceId)) {
    for (const { hash, rootId } of held) {
      const group = ownerOf(hash)
      if (group) components.addHeld(group, rootId)
      // Who has no events is of a message that has not taken effect yet.
      else if (collected.owners.has(rootId)) components.addSurplus(rootId)
    }
  }
  return {
    ...{ rules, ownerOf, open: components.open(), events: collected.events, profiles: collected.owners.size },
    byHand: ({ id }) => known.holdings.has(id),
    place(event) {
      const identifiers = collected.identifiersOf(event)
      const set = identifiers.length === 0 ? null : collected.find(identifiers, event.at)
      return { identifiers, group: set && groupOf.get(set), decision: set ? decisionOf.get(set) : undefined }
    },
  }
}

class History {
  readonly collected: SetCollector
  /** Events of nobody that carry what identifies by these rules. */
  readonly unowned = new Map<IdentifierSet, EventPlace[]>()
  /** How many events each profile has that are to be nobody's. */
  readonly loose = new Map<string, number>()
  #unowned = 0

  constructor(workspaceId: string, rules: IdentityRules) {
    this.collected = new SetCollector(workspaceId, rules)
  }

  add(event: PastEvent): void {
    const set = this.collected.add(event)
    if (event.rootId !== null) {
      if (!set) this.loose.set(event.rootId, (this.loose.get(event.rootId) ?? 0) + 1)
      return
    }
    // The rest waits until these have been settled.
    if (!set || this.#unowned === MOST_UNOWNED) return
    this.#unowned++
    const places = this.unowned.get(set)
    const place = { id: event.id, at: event.at }
    if (places) places.push(place)
    else this.unowned.set(set, [place])
  }
}

const PAGE = 5000

/** The identifiers that people hold, a page at a time. */
async function* readHeld(db: Queryable, workspaceId: string): AsyncGenerator<readonly { readonly hash: string; readonly rootId: string }[]> {
  let place: readonly [string, string] | undefined = ['00000000-0000-0000-0000-000000000000', '0']
  while (place) {
    const { rows }: { rows: { hash: string; rootId: string }[] } = await db.query<{ hash: string; rootId: string }>(
      `select i.hash, i.profile_id as "rootId" from (
         select hash, profile_id from identifiers where workspace_id = $1 and (profile_id, hash) > ($2::uuid, $3::bigint) order by profile_id, hash limit ${PAGE}
       ) i order by profile_id, hash`,
      [workspaceId, ...place],
    )
    yield rows
    const last: { hash: string; rootId: string } | undefined = rows[PAGE - 1]
    place = last && [last.rootId, last.hash]
  }
}
