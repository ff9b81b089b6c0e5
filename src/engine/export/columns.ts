import type { Millis } from '../clock.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Entity } from '../profiles/profile.ts'
import { printUuid } from '../public-id.ts'
import type { ExportRow } from './read-page.ts'
import type { ExportShape } from './shape.ts'

/** What one line of a file is about. */
export interface Line {
  readonly row: ExportRow
  /** Of the layout with a line for each. */
  readonly identifier: readonly [type: string, value: string] | null
}

export interface Subject {
  readonly shape: ExportShape
  readonly entity: Entity
  /** Whether it is an audience that is exported. */
  readonly ofAudience: boolean
}

export type Column =
  | { readonly kind: 'text'; readonly name: string; readonly of: (line: Line) => string | null }
  | { readonly kind: 'moment'; readonly name: string; readonly of: (line: Line) => Millis | null }
  | { readonly kind: 'json'; readonly name: string; readonly of: (line: Line) => Json }

export function linesOf({ layout }: ExportShape, row: ExportRow): readonly Line[] {
  return layout === 'IDENTIFIERS' ? row.identifiers.map((identifier) => ({ row, identifier })) : [{ row, identifier: null }]
}

/** The columns of a table, in their order. */
export function columnsOf({ shape, entity, ofAudience }: Subject): readonly Column[] {
  const id: Column = { kind: 'text', name: 'profileId', of: ({ row }) => printUuid(prefixOf(entity), row.id) }
  switch (shape.layout) {
    case 'PROFILES':
      return [
        id,
        ...(ofAudience ? [moment('memberSince', (row) => row.since)] : []),
        moment('createdAt', (row) => row.createdAt),
        moment('firstSeenAt', (row) => row.firstSeenAt),
        moment('lastSeenAt', (row) => row.lastSeenAt),
        ...identifierColumns(shape),
        ...traitColumns(shape),
      ]
    case 'TRAITS':
      return [id, ...identifierColumns(shape), ...traitColumns(shape)]
    case 'IDENTIFIERS':
      return [
        id,
        { kind: 'text', name: 'type', of: ({ identifier }) => identifier?.[0] ?? null },
        { kind: 'text', name: 'value', of: ({ identifier }) => identifier?.[1] ?? null },
        ...traitColumns(shape),
      ]
  }
}

/** The same as an object. */
export function objectOf({ shape, entity, ofAudience }: Subject, { row, identifier }: Line): JsonObject {
  const profileId = printUuid(prefixOf(entity), row.id)
  const traits = chosen(shape, row.traits)
  switch (shape.layout) {
    case 'PROFILES':
      return {
        profileId,
        ...(ofAudience && { memberSince: print(row.since) }),
        ...{ createdAt: print(row.createdAt), firstSeenAt: print(row.firstSeenAt), lastSeenAt: print(row.lastSeenAt) },
        identifiers: byType(row),
        traits,
      }
    case 'TRAITS':
      return { profileId, identifiers: byType(row), traits }
    case 'IDENTIFIERS':
      return { profileId, type: identifier?.[0] ?? null, value: identifier?.[1] ?? null, traits }
  }
}

const prefixOf = (entity: Entity) => (entity === 'PROFILE' ? 'prof' : 'acct')

export const print = (moment: Millis | null): string | null => (moment === null ? null : new Date(moment).toISOString())

const moment = (name: string, of: (row: ExportRow) => Millis | null): Column => ({ kind: 'moment', name, of: ({ row }) => of(row) })

function identifierColumns({ identifiers }: ExportShape): Column[] {
  if (identifiers === null) return [{ kind: 'json', name: 'identifiers', of: ({ row }) => byType(row) }]
  return identifiers.map((type) => ({
    kind: 'text',
    name: `identifiers.${type}`,
    of: ({ row }) => row.identifiers.find(([one]) => one === type)?.[1] ?? null,
  }))
}

function traitColumns({ traits }: ExportShape): Column[] {
  if (traits === null) return [{ kind: 'json', name: 'traits', of: ({ row }) => row.traits }]
  return traits.map((name) => ({ kind: 'text', name: `traits.${name}`, of: ({ row }) => asText(own(row.traits, name)) }))
}

const own = (traits: JsonObject, name: string): Json => (Object.hasOwn(traits, name) ? (traits[name] ?? null) : null)

/** A string as it is, all else as JSON; nothing for what is missing. */
const asText = (value: Json): string | null => (value === null ? null : typeof value === 'string' ? value : JSON.stringify(value))

const chosen = ({ traits }: ExportShape, all: JsonObject): JsonObject =>
  traits === null ? all : Object.fromEntries(traits.filter((name) => Object.hasOwn(all, name)).map((name) => [name, all[name] ?? null]))

function byType({ identifiers }: ExportRow): JsonObject {
  const types = new Map<string, string[]>()
  for (const [type, value] of identifiers) types.set(type, [...(types.get(type) ?? []), value])
  return Object.fromEntries(types)
}
