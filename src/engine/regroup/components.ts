import type { Group } from '../identity/resolve.ts'
import type { IdentifierSet } from '../identity/simulate/distinct-sets.ts'
import type { EventPlace } from '../identity/simulate/read-history.ts'

/** Profiles and groups that share events or identifiers, and with no other: they become what they are to be all at once, and alone. */
export interface Component {
  /** The profiles that there are. */
  readonly owners: readonly string[]
  /** The people that there are to be. */
  readonly groups: readonly Group[]
  readonly events: number
  /** How many events, or at least whether an identifier, a profile has that a group is to have. */
  readonly shared: ReadonlyMap<Group, ReadonlyMap<string, number>>
  readonly unowned: readonly EventPlace[]
}

/** Several as one: they have nothing to do with each other. */
export const together = (some: readonly Component[]): Component => ({
  owners: some.flatMap(({ owners }) => owners),
  groups: some.flatMap(({ groups }) => groups),
  events: some.reduce((sum, { events }) => sum + events, 0),
  shared: new Map(some.flatMap(({ shared }) => [...shared])),
  unowned: some.flatMap(({ unowned }) => unowned),
})

type Node = Group | string

/** Finds which profiles and groups belong together, and where what there is differs from what is to be. */
export class Components {
  readonly #parents = new Map<Node, Node>()
  readonly #shared = new Map<Group, Map<string, number>>()
  readonly #unowned = new Map<Group, EventPlace[]>()
  readonly #events = new Map<Node, number>()
  /** How many identifiers of each group the profile holds that has its events. */
  readonly #held = new Map<Group, number>()
  readonly #surplus = new Set<string>()

  /** That these events are to be of the group. */
  addSet(group: Group, { owners, events }: IdentifierSet, unowned: readonly EventPlace[]): void {
    this.#count(group, events)
    if (owners.has(null)) this.#unowned.set(group, [...(this.#unowned.get(group) ?? []), ...unowned])
    for (const [rootId, count] of owners) if (rootId !== null) this.#share(group, rootId, count)
  }

  /** That a profile has events that are to be nobody's. */
  addLoose(rootId: string, events: number): void {
    this.#count(rootId, events)
    this.#surplus.add(rootId)
  }

  /** That a profile holds an identifier that the group is to hold. */
  addHeld(group: Group, rootId: string): void {
    this.#share(group, rootId, 0)
    this.#held.set(group, (this.#held.get(group) ?? 0) + 1)
  }

  /** That a profile holds an identifier that nobody is to hold. */
  addSurplus(rootId: string): void {
    this.#surplus.add(rootId)
    this.#join(rootId, rootId)
  }

  /** Those in which something is to be done. */
  open(): readonly Component[] {
    const members = new Map<Node, { owners: string[]; groups: Group[] }>()
    for (const node of this.#parents.keys()) {
      const root = this.#find(node)
      const found = members.get(root) ?? { owners: [], groups: [] }
      members.set(root, found)
      if (typeof node === 'string') found.owners.push(node)
      else found.groups.push(node)
    }
    return [...members.values()].filter((one) => !this.#isSettled(one)).map(({ owners, groups }) => this.#component(owners, groups))
  }

  #isSettled({ owners, groups: [group, ...others] }: Pick<Component, 'owners' | 'groups'>): boolean {
    if (!group || others.length > 0 || owners.length !== 1 || this.#surplus.has(owners[0] ?? '') || this.#unowned.has(group)) return false
    return this.#held.get(group) === [...group.counts.values()].reduce((a, b) => a + b, 0)
  }

  #component(owners: readonly string[], groups: readonly Group[]): Component {
    return {
      ...{ owners, groups },
      events: [...owners, ...groups].reduce((sum, node) => sum + (this.#events.get(node) ?? 0), 0),
      shared: new Map(groups.map((group) => [group, this.#shared.get(group) ?? new Map<string, number>()])),
      unowned: groups.flatMap((group) => this.#unowned.get(group) ?? []),
    }
  }

  #count(node: Node, events: number): void {
    this.#join(node, node)
    this.#events.set(node, (this.#events.get(node) ?? 0) + events)
  }

  #share(group: Group, rootId: string, events: number): void {
    const shared = this.#shared.get(group) ?? new Map<string, number>()
    this.#shared.set(group, shared.set(rootId, (shared.get(rootId) ?? 0) + events))
    this.#join(group, rootId)
  }

  #join(a: Node, b: Node): void {
    const [one, other] = [this.#find(a), this.#find(b)]
    this.#parents.set(one, other)
    if (!this.#parents.has(other)) this.#parents.set(other, other)
  }

  #find(node: Node): Node {
    let root = node
    for (let next = this.#parents.get(root); next !== undefined && next !== root; next = this.#parents.get(root)) root = next
    // What was looked through is short the next time.
    for (let at = node; at !== root; ) {
      const next = this.#parents.get(at) ?? root
      this.#parents.set(at, root)
      at = next
    }
    return root
  }
}
