export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}
export type JsonScalar = boolean | number | string

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Missing where an object may be: also the empty list, as which PHP writes an object without fields. */
export const isNothing = (value: Json | undefined): boolean => value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/** Those of its fields whose name passes. */
export const pickFields = (object: JsonObject, passes: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => passes(name)))
