import type { AccountSide } from './account-members.ts'
import type { EventFilter, EventKey } from './events-of.ts'
import type { IdentifierFilter, IdentifierKey } from './identifiers-of.ts'
import type { MemberKey } from './memberships.ts'
import type { Direction, Slice } from './slice.ts'

/** What is wanted of a row: some of its own columns, and what is loaded with it, by the name it is loaded under. */
export interface RowPlan {
  readonly columns: ReadonlySet<string>
  readonly parts: ReadonlyMap<string, PartPlan>
}

/** What can be loaded with a row, in the same statement. */
export type PartPlan =
  // Of people and accounts.
  | { readonly kind: 'identifiers'; readonly filter: IdentifierFilter; readonly page: PagePlan<IdentifierKey> }
  | { readonly kind: 'events'; readonly filter: EventFilter; readonly page: PagePlan<EventKey> }
  | { readonly kind: 'memberships'; readonly page: PagePlan<string> }
  | { readonly kind: 'connected'; readonly side: AccountSide; readonly page: PagePlan<string> }
  | { readonly kind: 'trait'; readonly name: string; readonly row: RowPlan }
  | { readonly kind: 'isMember'; readonly key: string }
  // Of audiences.
  | { readonly kind: 'members'; readonly order: Direction; readonly page: PagePlan<MemberKey> }
  | { readonly kind: 'counter'; readonly column: 'size' | 'version' }
  // Of what lies on a page of a list.
  | { readonly kind: 'source'; readonly row: RowPlan }
  | { readonly kind: 'audience'; readonly row: RowPlan }
  | { readonly kind: 'profile'; readonly row: RowPlan }

export interface PagePlan<Key> {
  readonly slice: Slice<Key>
  readonly row: RowPlan
  /** Whether all of the list is counted. */
  readonly counted: boolean
}

/** A page as it is loaded. */
export interface LoadedPage<Row> {
  readonly rows: readonly Row[]
  readonly total?: number
}

/** A row, and what was loaded with it. */
export interface Loaded {
  readonly [column: PartColumn]: unknown
}

type PartColumn = `.${string}`

/** Beside the columns of the row: no name of GraphQL has a dot. */
export const partColumn = (name: string): PartColumn => `.${name}`
