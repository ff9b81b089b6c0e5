import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import { schema } from '../../src/schema/index.ts'

export const objectTypes: readonly GraphQLObjectType[] = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
)

export const nodeTypes: readonly string[] = objectTypes
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name)

/** Where a field is: at the root, or of a type that has ids. */
export interface Place {
  readonly type: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
}

/** Every field of an object type with arguments; what is no root is reached by the id of its type. */
export function fieldsWithArguments(): readonly Place[] {
  return objectTypes.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ args }) => args.length > 0)
      .map((field) => ({ type, field })),
  )
}

export const isConnection = ({ field }: Place): boolean => getNamedType(field.type).name.endsWith('Connection')

export const PAGE_ARGS: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before'])

/** A selection of everything below a type, so deep, with small pages; fields that need an argument are left out. */
export function everything(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return ''
  const inner = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type)
    if (field.args.some(isRequiredArgument)) return []
    if (!isCompositeType(named)) return [field.name]
    // What pages are made of is no step further.
    const next = /(?:Connection|Edge)$/.test(named.name) || named.name === 'PageInfo' || named.name === 'Count' ? depth : depth - 1
    if (next < 0) return []
    return [`${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 3)' : ''} ${everything(named, next)}`]
  })
  return `{ __typename ${inner.join(' ')} }`
}

/** Arguments for a field with a text in one of the places where a text may be; none when there is no such place. */
export function argumentsWith(field: GraphQLField<unknown, unknown>, text: string): readonly string[] {
  return field.args.flatMap((arg) =>
    PAGE_ARGS.has(arg.name) ? [] : valuesWith(arg.type, text, 3).map((value) => `${arg.name}: ${value}${rest(field, arg)}`),
  )
}

/** The least that a field can be given. */
export const leastArguments = (field: GraphQLField<unknown, unknown>): string =>
  field.args
    .filter(isRequiredArgument)
    .map(({ name, type }) => `${name}: ${least(type)}`)
    .join(', ')

const rest = ({ args }: GraphQLField<unknown, unknown>, but: GraphQLArgument): string =>
  args
    .filter((arg) => arg !== but && isRequiredArgument(arg))
    .map(({ name, type }) => `, ${name}: ${least(type)}`)
    .join('')

const IS_ID = /^[a-z]{3,5}_[0-9a-v]{20,}$/

/** Literals of a type with the text in it, each in another place. */
function valuesWith(type: GraphQLInputType, text: string, depth: number): readonly string[] {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return valuesWith(nullable.ofType, text, depth).map((value) => `[${value}]`)
  if (!isInputObjectType(nullable)) return nullable.name === (IS_ID.test(text) ? 'ID' : 'String') ? [JSON.stringify(text)] : []
  if (depth === 0) return []
  const fields = Object.values(nullable.getFields())
  const required = nullable.isOneOf ? [] : fields.filter(isRequiredInputField)
  return fields.flatMap((field) =>
    valuesWith(field.type, text, depth - 1).map(
      (value) =>
        `{ ${[`${field.name}: ${value}`, ...required.filter((other) => other !== field).map(({ name, type: of }) => `${name}: ${least(of)}`)].join(', ')} }`,
    ),
  )
}

const LEAST: Readonly<Record<string, string>> = {
  Boolean: 'true',
  Int: '1',
  Float: '1',
  SafeInt: '1',
  DateTime: '"2026-01-01T00:00:00Z"',
  Duration: '"P1D"',
  JSON: '{}',
  JSONObject: '{ type: "identify", userId: "nobody", url: "http://127.0.0.1:9/" }',
}

function least(type: GraphQLInputType): string {
  const nullable = isNonNullType(type) ? type.ofType : type
  // A list of rules may have rules in it.
  if (isListType(nullable)) return isInputObjectType(getNamedType(nullable)) ? '[]' : `[${least(nullable.ofType)}]`
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? ''
  if (!isInputObjectType(nullable)) return LEAST[nullable.name] ?? '"nothing"'
  const fields = Object.values(nullable.getFields())
  // Of the alternatives one that ends.
  const chosen = nullable.isOneOf
    ? fields.filter(({ type: of }) => !isInputObjectType(getNamedType(of))).slice(0, 1)
    : fields.filter(isRequiredInputField)
  const needed = chosen.length > 0 || !nullable.isOneOf ? chosen : fields.slice(0, 1)
  return `{ ${needed.map((field) => `${field.name}: ${least(field.type)}`).join(', ')} }`
}

/** Every order that a list can be asked for, as the argument `orderBy`; the first is none. */
export function ordersOf(field: GraphQLField<unknown, unknown>): readonly (string | null)[] {
  const order = getNullableType(field.args.find(({ name }) => name === 'orderBy')?.type)
  if (!isInputObjectType(order)) return [null]
  const { field: by, direction } = order.getFields()
  const names = [by, direction].map((input) => {
    const type = input && getNamedType(input.type)
    return isEnumType(type) ? type.getValues().map(({ name }) => name) : []
  })
  return [null, ...(names[0] ?? []).flatMap((one) => (names[1] ?? []).map((way) => `orderBy: { field: ${one}, direction: ${way} }`))]
}
