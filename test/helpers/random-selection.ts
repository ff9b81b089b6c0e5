import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Random } from './random-query.ts'

/** What arguments are drawn from, by their names, or those of their field and theirs: `events.after`. */
export type Arguments = { readonly [name: string]: readonly string[] }

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T

/** A selection of a type, as a client may write it: fields twice, under other names, in fragments, left out or put in by directives. */
export function randomSelection(schema: GraphQLSchema, random: Random, args: Arguments): (type: string, depth: number) => string {
  const selection = (type: GraphQLObjectType, depth: number): string => {
    const fields = Object.values(type.getFields()).filter((field) => depth > 0 || !isObjectType(getNamedType(field.type)))
    if (fields.length === 0) return '{ __typename }'
    const chosen = Array.from({ length: 1 + random(5) }, (_, n) => wrap(type, one(pick(random, fields), depth, n)))
    return `{ ${chosen.join(' ')} }`
  }
  const one = (field: GraphQLField<unknown, unknown>, depth: number, n: number): string => {
    const inner = getNamedType(field.type)
    const below = isObjectType(inner) ? selection(inner, depth - 1) : ''
    // The same name with other arguments cannot be merged: what takes arguments gets a name of its own.
    const alias = field.args.length > 0 || random(4) === 0 ? `${pick(random, ['a', '_b', '__proto__x', 'toString'])}${depth}${n}: ` : ''
    return `${alias}${field.name}${given(field)} ${below}`
  }
  const wrap = (type: GraphQLObjectType, field: string): string => {
    const flag = () => pick(random, ['@include(if: true)', '@include(if: $yes)', '@skip(if: $no)', '@skip(if: true)', '@include(if: $no)'])
    switch (random(12)) {
      case 0:
        return `... on ${type.name} { ${field} }`
      case 1:
        return `... ${flag()} { ${field} }`
      case 2:
        return type.getInterfaces().length > 0 ? `... on Node { id } ${field}` : field
      default:
        return field
    }
  }
  const given = (field: GraphQLField<unknown, unknown>): string => {
    const some = field.args.filter((arg) => (isNonNullType(arg.type) ? arg.defaultValue === undefined : random(4) === 0))
    // Both ends at once are refused; once in a while that is what is asked.
    const ends = some.filter(({ name }) => name !== 'last' || random(10) === 0 || !some.some((other) => other.name === 'first'))
    return ends.length === 0 ? '' : `(${ends.map((arg) => `${arg.name}: ${value(arg, field.name)}`).join(', ')})`
  }
  const value = ({ name, type }: GraphQLArgument, field = ''): string => {
    const known = args[`${field}.${name}`] ?? args[name]
    const inner = getNamedType(type)
    if (isListType(isNonNullType(type) ? type.ofType : type))
      return `[${Array.from({ length: random(3) }, () => pick(random, known ?? ['""'])).join(', ')}]`
    if (known) return pick(random, known)
    if (isEnumType(inner)) return pick(random, inner.getValues()).name
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type))
      return `{ ${fields.map((field) => `${field.name}: ${value(field as unknown as GraphQLArgument)}`).join(', ')} }`
    }
    return 'null'
  }
  return (name, depth) => {
    const type = schema.getType(name)
    if (!isObjectType(type)) throw new Error(`${name} is no type of an object.`)
    return selection(type, depth)
  }
}
