import DataLoader from 'dataloader'
import type { SchemaContext } from './context.ts'

/**
 * A function that loads one thing, and loads all that is asked for in the same turn of one operation together. Nothing is
 * kept: what was loaded before a mutation, or in a subscription's earlier frame, may be out of date.
 */
export function batched<Key, Value>(
  load: (context: SchemaContext, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
): (context: SchemaContext, key: Key) => Promise<Value> {
  const loaders = new WeakMap<SchemaContext, DataLoader<Key, Value>>()
  return (context, key) => {
    const known = loaders.get(context)
    const loader = known ?? new DataLoader<Key, Value>((keys) => load(context, keys), { cache: false })
    if (!known) loaders.set(context, loader)
    return loader.load(key)
  }
}

/** The same where what is asked for comes with arguments: one batch for each distinct set of them. */
export function batchedBy<Args, Key, Value>(
  load: (context: SchemaContext, args: Args, keys: readonly Key[]) => Promise<readonly Value[]>,
): (context: SchemaContext, args: Args, key: Key) => Promise<Value> {
  const byArgs = new WeakMap<SchemaContext, Map<string, DataLoader<Key, Value>>>()
  return (context, args, key) => {
    const loaders = byArgs.get(context) ?? new Map<string, DataLoader<Key, Value>>()
    byArgs.set(context, loaders)
    const name = JSON.stringify(args)
    const loader = loaders.get(name) ?? new DataLoader<Key, Value>((keys) => load(context, args, keys), { cache: false })
    loaders.set(name, loader)
    return loader.load(key)
  }
}
