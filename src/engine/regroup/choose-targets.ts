import type { Group } from '../identity/resolve.ts'
import type { Component } from './components.ts'

export interface Targets {
  /** The profile that each group becomes. */
  readonly idOf: ReadonlyMap<Group, string>
  /** Those that were not there. */
  readonly created: readonly string[]
  /** Profiles that are to be parts of another. */
  readonly merges: readonly { readonly rootId: string; readonly loserId: string }[]
  /** Profiles of which nothing is left. */
  readonly gone: readonly string[]
}

/**
 * A group becomes the profile that it shares most events with, so that people keep their ids; one that was merged or split by hand stays the profile that it is. A
 * profile that no group becomes is merged into the one that gets most of its events.
 */
export function chooseTargets(
  { owners, groups, shared }: Component,
  { rootOf, byHand, newId }: { readonly rootOf: (id: string) => string; readonly byHand: (group: Group) => boolean; readonly newId: () => string },
): Targets {
  const roots = new Set(owners.map(rootOf))
  const idOf = new Map<Group, string>()
  const taken = new Set<string>()
  const take = (group: Group, id: string) => {
    if (idOf.has(group) || taken.has(id)) return
    idOf.set(group, id)
    taken.add(id)
  }
  for (const group of groups) if (byHand(group) && roots.has(rootOf(group.id))) take(group, rootOf(group.id))
  const pairs = groups.flatMap((group) => [...(shared.get(group) ?? [])].map(([id, events]) => ({ group, id: rootOf(id), events })))
  pairs.sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  for (const { group, id } of pairs) take(group, id)
  const created = groups.filter((group) => !idOf.has(group)).map((group) => ({ group, id: newId() }))
  for (const { group, id } of created) idOf.set(group, id)
  const most = new Map<string, Group>()
  for (const { group, id } of pairs) if (!most.has(id)) most.set(id, group)
  const left = [...roots].filter((id) => !taken.has(id)).map((loserId) => ({ loserId, group: most.get(loserId) }))
  return {
    ...{ idOf, created: created.map(({ id }) => id) },
    merges: left.flatMap(({ loserId, group }) => (group ? [{ loserId, rootId: idOf.get(group) ?? loserId }] : [])),
    gone: left.flatMap(({ loserId, group }) => (group ? [] : [loserId])),
  }
}
