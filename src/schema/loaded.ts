import type { GraphQLResolveInfo } from 'graphql'
import { type Loaded, partColumn } from '../engine/profiles/plan.ts'

/** What was loaded with a row for the field that is being resolved; undefined: nothing was, so that it is to be loaded now. */
export function loadedFor<Value>(row: object, info: GraphQLResolveInfo): Value | undefined {
  const column = partColumn(String(info.path.key))
  return Object.hasOwn(row, column) ? ((row as Loaded)[column] as Value) : undefined
}
