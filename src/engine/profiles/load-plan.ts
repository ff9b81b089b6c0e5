import type { Queryable } from '../../db/db.ts'
import { Cells, cell, type Written } from './cells.ts'
import { audienceOf, nodePageOf, profileOf, type Writing } from './compile-plan.ts'
import type { LoadedPage, PagePlan, RowPlan } from './plan.ts'
import { prepared } from './prepared.ts'
import { ANY_MERGING, type Entity, holderOf, type IdentifierName } from './profile.ts'
import { type ListedProfile, type ProfileOrder, profileListCount, profileListPage } from './profile-list.ts'
import { type Bind, parameters } from './slice.ts'

/** How one profile, or one account, is named. */
export type ProfileName = { readonly kind: 'id'; readonly id: string } | ({ readonly kind: 'identifier' } & IdentifierName)

/** A person or an account with all that is planned, in one statement; null: there is none. */
export async function loadProfilePlan<Row>(
  db: Queryable,
  { workspaceId, entity, name }: { readonly workspaceId: string; readonly entity: Entity; readonly name: ProfileName },
  plan: RowPlan,
): Promise<Row | null> {
  return load<Row | null>(db, workspaceId, (to) => profileOf(to, { entity, id: idOf(to.bind, name) }, plan))
}

/** An audience with all that is planned, in one statement; null: there is none. */
export async function loadAudiencePlan<Row>(
  db: Queryable,
  { workspaceId, by }: { readonly workspaceId: string; readonly by: { readonly column: 'id' | 'key'; readonly value: string } },
  plan: RowPlan,
): Promise<Row | null> {
  return load<Row | null>(db, workspaceId, (to) => audienceOf(to, `audience.${by.column} = ${to.bind(by.value)}`, plan))
}

/** A part of all people, or all accounts, with all that is planned, in one statement. */
export async function loadProfileListPlan<Row>(
  db: Queryable,
  { workspaceId, entity, order }: { readonly workspaceId: string; readonly entity: Entity; readonly order: ProfileOrder },
  page: PagePlan<ListedProfile>,
): Promise<LoadedPage<Row>> {
  return load<LoadedPage<Row>>(db, workspaceId, (to) =>
    nodePageOf(to, page, {
      rows: profileListPage(to.bind, { workspaceId, entity, order }, page.slice),
      entity,
      count: () => profileListCount(to.bind, { workspaceId, entity }),
      place: cell('place', `json_build_object('id', page.id, 'at', page.at)`),
    }),
  )
}

/** What is read are rows as the plan says; whoever made the plan knows their type. */
async function load<Value>(db: Queryable, workspaceId: string, write: (to: Writing) => Written<unknown>): Promise<Value> {
  const run = async (settled: boolean) => {
    const { values, bind } = parameters(workspaceId)
    const { sql, read } = write({ bind, settled })
    const text = `select ${settled ? `case when not ${ANY_MERGING} then ${sql} end` : sql} as value`
    const [row] = await prepared<{ value: string | null }>(db, text, values)
    return row?.value == null ? null : { value: read(new Cells(row.value)) as Value }
  }
  // Two statements, not one that decides as it runs: Postgres would make both ways ready each time.
  const loaded = (await run(true)) ?? (await run(false))
  if (!loaded) throw new Error('A statement of a plan has answered nothing.')
  return loaded.value
}

function idOf(bind: Bind, name: ProfileName): string {
  switch (name.kind) {
    case 'id':
      return `${bind(name.id)}::uuid`
    case 'identifier':
      return holderOf(bind, name)
  }
}
