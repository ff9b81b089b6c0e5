import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** A number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

/** A generator of numbers that a seed decides (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T

/** Texts and numbers that have broken things elsewhere. */
const TEXTS = [
  '',
  'ada',
  '\0',
  '\ud800',
  'a\0b',
  '💥'.repeat(50),
  'x'.repeat(5000),
  '__proto__',
  "'; drop table events; --",
  '%',
  '\\',
  '9'.repeat(40),
  'everyone',
  'é',
  '2026-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  'P30D',
  'P999999999999D',
  'PT0S',
]
const NUMBERS = [0, 1, -1, 2, 50, 250, 251, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308, -0, 0.1, 1e-320]

/** An operation that mostly fits the schema, and sometimes does not. */
export function randomQuery(schema: GraphQLSchema, random: Random, texts: readonly string[] = []): string {
  const pool = [...TEXTS, ...texts]
  const operation = random(10) < 7 ? 'query' : random(10) < 9 ? 'mutation' : 'subscription'
  const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[operation]
  return `${operation} ${root ? selection(root, 0) : '{ nothing }'}`

  function selection(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type) && !isInterfaceType(type)) return ''
    const fields = Object.values(type.getFields())
    const leaves = fields.filter((field) => depth < 7 || !hasFields(field))
    if (leaves.length === 0) return '{ __typename }'
    const chosen = Array.from({ length: 1 + random(depth === 0 ? 2 : 4) }, () => pick(random, leaves))
    return `{ ${chosen.map((field, n) => `${random(3) === 0 ? '' : `f${depth}${n}: `}${field.name}${args(field.args)} ${selection(getNamedType(field.type), depth + 1)}`).join(' ')} }`
  }

  function args(all: readonly GraphQLArgument[]): string {
    const given = all.filter((arg) => isNonNullType(arg.type) || random(3) === 0)
    return given.length === 0 ? '' : `(${given.map((arg) => `${arg.name}: ${value(arg.type, 0)}`).join(', ')})`
  }

  function value(type: GraphQLInputType, depth: number): string {
    if (random(40) === 0) return pick(random, ['null', '{}', '[]', '1', '"x"', '[[null]]', 'NOPE', '-0'])
    if (isNonNullType(type)) return value(type.ofType, depth)
    if (isListType(type)) return `[${Array.from({ length: random(4) }, () => value(type.ofType, depth + 1)).join(', ')}]`
    if (isEnumType(type)) return pick(random, type.getValues()).name
    if (isInputObjectType(type)) return object(type, depth)
    return scalar(type.name)
  }

  function object(type: Extract<GraphQLInputType, { getFields(): unknown }>, depth: number): string {
    const fields = Object.values(type.getFields())
    const simple = depth > 6 ? fields.filter(({ type: of }) => !isInputObjectType(getNamedType(of))) : fields
    const chosen = type.isOneOf
      ? [pick(random, simple.length > 0 ? simple : fields)]
      : fields.filter((field) => isNonNullType(field.type) || random(3) === 0)
    return depth > 9 ? '{}' : `{ ${chosen.map((field) => `${field.name}: ${value(field.type, depth + 1)}`).join(', ')} }`
  }

  function scalar(name: string): string {
    const text = JSON.stringify(pick(random, pool))
    const number = String(pick(random, NUMBERS))
    if (name === 'Boolean') return pick(random, ['true', 'false'])
    if (name === 'Int' || name === 'Float' || name === 'SafeInt') return number
    if (name === 'Duration') return pick(random, ['"P30D"', '"PT1H"', '"P1W"', text])
    if (name === 'DateTime') return pick(random, ['"2026-01-01T00:00:00Z"', '"9999-12-31T23:59:59.999Z"', '"0001-01-01T00:00:00Z"', text])
    if (name.startsWith('JSON') && random(2) === 0)
      return `{ type: ${pick(random, ['"track"', '"identify"', text])}, userId: ${text}, event: ${text}, traits: { a: ${number}, b: [${text}] } }`
    return name === 'OrderedValue' || name === 'JSONScalar' ? pick(random, [text, number]) : text
  }
}

const hasFields = (field: GraphQLField<unknown, unknown>): boolean => {
  const type = getNamedType(field.type)
  return isObjectType(type) || isInterfaceType(type)
}

/** The text with something missing, doubled or put in. */
export function mutate(text: string, random: Random): string {
  const at = random(text.length + 1)
  switch (random(4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random(10))
    case 2:
      return text.slice(0, at) + text.slice(Math.max(0, at - random(30)))
    default:
      return (
        text.slice(0, at) + pick(random, ['{', '}', '(', '"', '\\u0000', '$x', '...', '@a', '#', '\ufeff', '"""', '9e999', '\0']) + text.slice(at)
      )
  }
}
