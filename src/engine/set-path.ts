import { isObject, type Json, type JsonObject } from './json.ts'

/** An object to be filled. Without a prototype, every name is an ordinary key. */
export type Draft = Record<string, Json>

export const emptyDraft = (): Draft => Object.create(null)

/** Sets what is at the path, making objects on the way; what is no object is replaced. */
export function setPath(draft: Draft, path: readonly string[], value: Json): void {
  let parent = draft
  for (const key of path.slice(0, -1)) parent = childOf(parent, key)
  parent[path.at(-1) ?? ''] = value
}

function childOf(parent: Draft, key: string): Draft {
  const child = parent[key]
  if (child !== undefined && isObject(child)) return child as JsonObject & Draft
  const created = emptyDraft()
  parent[key] = created
  return created
}
