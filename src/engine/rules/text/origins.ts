import { isObject, type Json, type JsonObject } from '../../json.ts'

/** A value, and its offset in the text. */
export interface Written<T> {
  readonly value: T
  readonly at: number
}

/** Where the values of the JSON form of a rule were written: by the object or list that holds them, and their key in it. */
const origins = new WeakMap<object, ReadonlyMap<string, number>>()

/** An object of those fields that were written; null is left out. */
export function objectOf(fields: Readonly<Record<string, Written<Json> | null>>): JsonObject {
  const written = Object.entries(fields).flatMap(([key, field]) => (field ? [[key, field] as const] : []))
  return remember(Object.fromEntries(written.map(([key, { value }]) => [key, value])), written)
}

export function listOf(items: readonly Written<Json>[]): readonly Json[] {
  return remember(
    items.map(({ value }) => value),
    items.map((item, i) => [String(i), item] as const),
  )
}

function remember<T extends object>(holder: T, parts: readonly (readonly [string, Written<Json>])[]): T {
  origins.set(holder, new Map(parts.map(([key, { at }]) => [key, at])))
  return holder
}

/** Where a value was written, or what is nearest around it. */
export function originOf(root: Written<Json>, path: readonly string[]): number {
  let { value, at }: { value: Json | undefined; at: number } = root
  for (const key of path) {
    if (!isObject(value) && !Array.isArray(value)) break
    at = origins.get(value)?.get(key) ?? at
    value = isObject(value) ? value[key] : (value as readonly Json[])[Number(key)]
  }
  return at
}
