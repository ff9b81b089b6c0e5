import type { GraphQLResolveInfo } from 'graphql'
import type { Loaded } from '../engine/profiles/plan.ts'

/** What was loaded with a row for the field that is being resolved; undefined: nothing was, so that it is to be loaded now. */
export function loadedFor<Value>(row: object, info: GraphQLResolveInfo): Value | undefined {
  const { loaded } = row as Loaded
  const { key } = info.path
  return loaded && typeof key === 'string' && Object.hasOwn(loaded, key) ? (loaded[key] as Value) : undefined
}
