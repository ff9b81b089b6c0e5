import type { JsonObject } from '../json.ts'
import type { View } from '../rules/evaluate.ts'
import { EMPTY } from '../rules/leaf-state.ts'
import type { Program } from './program.ts'

/** The numbers of the audiences that a profile is in of which nothing is known: no event, no trait, no identifier, nothing related. */
export function audiencesOfBlank(nodes: Program['nodes']): ReadonlySet<number> {
  const members = new Set<number>()
  const numbers = new Map(nodes.map(({ key, number }) => [key, number]))
  let traits: JsonObject = {}
  const view: View = {
    // Nothing that is there could be earlier or later.
    now: 0,
    get traits() {
      return traits
    },
    identifierCount: () => 0,
    related: () => ({ all: 0, holding: 0 }),
    isMember: (key) => members.has(numbers.get(key) ?? -1),
    leafState: () => EMPTY,
    readPoints: () => [],
  }
  for (const node of nodes) {
    if (node.kind === 'audience') {
      if (node.holds(view)) members.add(node.number)
      continue
    }
    const value = node.value(view)
    if (value !== null) traits = { ...traits, [node.key]: value }
  }
  return members
}
