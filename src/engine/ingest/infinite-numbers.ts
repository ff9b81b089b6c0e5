import { isObject, type Json } from '../json.ts'

/**
 * Takes every number that is no finite double out of parsed JSON, in place; within a list null keeps the others where they are. Answers the
 * paths of those numbers.
 */
export function removeInfiniteNumbers(value: Json, path: string): string[] {
  if (Array.isArray(value)) return (value as Json[]).flatMap((element, index) => removeFrom(value, index, element, `${path}.${index}`))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, element]) => removeFrom(value, key, element, `${path}.${key}`))
}

function removeFrom(parent: object, key: string | number, value: Json, path: string): string[] {
  if (typeof value !== 'number') return removeInfiniteNumbers(value, path)
  if (Number.isFinite(value)) return []
  if (Array.isArray(parent)) parent[Number(key)] = null
  else Reflect.deleteProperty(parent, key)
  return [path]
}
