import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import type { PagePlan, PartPlan, RowPlan } from '../engine/profiles/plan.ts'
import type { Slice } from '../engine/profiles/slice.ts'
import type { SchemaContext } from './context.ts'
import { mergeSelections, type Selected, type Selection, selectionOf } from './look-ahead.ts'
import type { PageArgs } from './page.ts'

/** How the fields of a type are read from its row. */
export interface TypePlan {
  /** Every column: what a field that is not listed may need. */
  readonly all: readonly string[]
  readonly fields: { readonly [field: string]: FieldPlan }
}

export interface FieldPlan {
  readonly columns?: readonly string[]
  /** What is loaded with the row; null: it is left to the field. */
  readonly part?: (selected: Selected) => PartPlan | null
}

/** What is to be read for the field that is being resolved, which answers a row of this type; null: every field below it reads for itself. */
export function planOf(context: SchemaContext, info: GraphQLResolveInfo, [name, type]: readonly [name: string, type: TypePlan]): RowPlan | null {
  return context.eachFieldAlone ? null : attempt(() => rowPlan(type, selectionOf(info, name)))
}

/** The same for a list at the root. */
export function rootPagePlan<Key>(
  context: SchemaContext,
  info: GraphQLResolveInfo,
  {
    list,
    args,
    type: [name, type],
    key,
  }: { list: PagedList<Key>; args: PageArgs; type: readonly [name: string, type: TypePlan]; key: readonly string[] },
): PagePlan<Key> | null {
  if (context.eachFieldAlone) return null
  return attempt(() => pagePlan(list, { name: info.fieldName, args: { ...args }, fields: selectionOf(info, `${name}Connection`) }, type, key))
}

/** What is to be read of a row so that what is selected of it can be answered. */
export function rowPlan({ all, fields }: TypePlan, selection: Selection, also: readonly string[] = []): RowPlan {
  const columns = new Set(also)
  const parts = new Map<string, PartPlan>()
  const need = (names: readonly string[]) => {
    for (const name of names) columns.add(name)
  }
  for (const [key, selected] of selection) {
    const field = Object.hasOwn(fields, selected.name) ? fields[selected.name] : undefined
    const load = field?.part
    const part = load && parts.size < MOST_PARTS ? attempt(() => load(selected)) : null
    if (part) parts.set(key, part)
    need(field && (part || !field.part) && !isBetween(selected) ? (field.columns ?? []) : all)
  }
  return { columns, parts }
}

/** What lies before a page that begins at a cursor, or behind one that ends there, is looked for when it is asked for. */
const isBetween = ({ args }: Selected): boolean => args['after'] != null || args['before'] != null

// Each is a subquery, and nobody asks for more.
const MOST_PARTS = 50

/** What cannot be asked for, such as a page of 1,000, is left to the field, which says so in its place. */
function attempt<Plan>(plan: () => Plan | null): Plan | null {
  try {
    return plan()
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

interface PagedList<Key> {
  slice(args: PageArgs): Slice<Key>
}

/** A page of a list, for what is selected of it; null: `nodes` and `edges` ask for different things of the same items under one name. */
export function pagePlan<Key>(list: PagedList<Key>, { args, fields }: Selected, type: TypePlan, key: readonly string[]): PagePlan<Key> | null {
  const selections: Selection[] = []
  let counted = false
  for (const { name, fields: inner } of fields.values()) {
    if (name === 'nodes') selections.push(inner)
    if (name === 'edges') for (const { name, fields: node } of inner.values()) if (name === 'node') selections.push(node)
    if (name === 'totalCount') counted = true
  }
  const merged = selections.reduce<Selection | null>((all, one) => all && mergeSelections(all, one), new Map())
  return merged && { slice: list.slice(args), row: rowPlan(type, merged, key), counted }
}
