import { isObject } from '../json.ts'
import { InvalidRuleError } from './invalid-rule.ts'

/** A value of the input and the way to it, so that every mistake can say where it is. */
export interface Place {
  readonly value: unknown
  readonly path: readonly string[]
}

export function fail(place: Place, message: string): never {
  throw new InvalidRuleError(message, place.path)
}

/** The fields of an input object; null is an omitted field. */
export function fields<K extends string>(place: Place, what: string, known: readonly K[]): { readonly [key in K]?: Place } {
  if (!isObject(place.value)) fail(place, `${what} is an object with ${list(known)}.`)
  const found: { [key in K]?: Place } = {}
  for (const [key, value] of Object.entries(place.value)) {
    const at = { value, path: [...place.path, key] }
    const name = known.find((one) => one === key)
    if (name === undefined) fail(at, `There is no field ${JSON.stringify(key)} here. ${what} has ${list(known)}.`)
    if (value !== null && value !== undefined) found[name] = at
  }
  return found
}

/** The one field that is set of an input object with exactly one. */
export function only<K extends string>(place: Place, what: string, known: readonly K[]): Place & { readonly kind: K } {
  const found = fields(place, what, known)
  const [kind, another] = known.filter((key) => found[key])
  const at = kind && found[kind]
  if (!at || another) fail(place, `${what} has exactly one of ${list(known)}; here are ${another ? 'several' : 'none'}.`)
  return { ...at, kind }
}

/** The elements of a list. */
export function elements(place: Place): readonly Place[] {
  if (!Array.isArray(place.value)) fail(place, 'A list belongs here.')
  return place.value.map((value: unknown, i) => ({ value, path: [...place.path, String(i)] }))
}

export function required(place: Place | undefined, parent: Place, key: string): Place {
  return place ?? fail({ value: undefined, path: [...parent.path, key] }, `${key} is missing.`)
}

const list = (keys: readonly string[]): string => keys.join(', ')
