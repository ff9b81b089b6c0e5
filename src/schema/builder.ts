import SchemaBuilder from '@pothos/core'
import type { Millis } from '../engine/clock.ts'
import type { Json, JsonObject, JsonScalar } from '../engine/json.ts'
import type { SchemaContext } from './context.ts'

export type Scalars = {
  ID: { Input: string; Output: string }
  /** In: normalised ISO 8601. Out: also a Date of Prisma's or the engine's milliseconds. */
  DateTime: { Input: string; Output: Millis | Date | string }
  Duration: { Input: string; Output: string }
  SafeInt: { Input: number; Output: number | bigint }
  JSON: { Input: Json; Output: unknown }
  JSONObject: { Input: JsonObject; Output: JsonObject }
  JSONScalar: { Input: JsonScalar; Output: JsonScalar }
  OrderedValue: { Input: number | string; Output: number | string }
}

export type SchemaTypes = {
  Context: SchemaContext
  DefaultFieldNullability: false
  Scalars: Scalars
}

export const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false })
export type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never

builder.queryType({ description: 'Everything that can be read.' })
builder.mutationType({
  description: 'Everything that can be changed: one input, one payload, expected failures in userErrors. Needs a key with the scope `write`.',
})
builder.subscriptionType({
  description:
    'What is pushed as it happens, over a WebSocket of the sub-protocol graphql-transport-ws, or as server-sent events at /graphql/stream.',
})
