import type { Queryable } from '../../db/db.ts'
import { audienceJson, nodePageJson, profileJson } from './compile-plan.ts'
import type { LoadedPage, PagePlan, RowPlan } from './plan.ts'
import { prepared } from './prepared.ts'
import { type Entity, holderOf, type IdentifierName } from './profile.ts'
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
  return load<Row>(db, workspaceId, (bind) => profileJson(bind, { entity, id: idOf(bind, name) }, plan))
}

/** An audience with all that is planned, in one statement; null: there is none. */
export async function loadAudiencePlan<Row>(
  db: Queryable,
  { workspaceId, by }: { readonly workspaceId: string; readonly by: { readonly column: 'id' | 'key'; readonly value: string } },
  plan: RowPlan,
): Promise<Row | null> {
  return load<Row>(db, workspaceId, (bind) => audienceJson(bind, `audience.${by.column} = ${bind(by.value)}`, plan))
}

/** A part of all people, or all accounts, with all that is planned, in one statement. */
export async function loadProfileListPlan<Row>(
  db: Queryable,
  { workspaceId, entity, order }: { readonly workspaceId: string; readonly entity: Entity; readonly order: ProfileOrder },
  page: PagePlan<ListedProfile>,
): Promise<LoadedPage<Row>> {
  const loaded = await load<LoadedPage<Row>>(db, workspaceId, (bind) =>
    nodePageJson(bind, page, {
      rows: profileListPage(bind, { workspaceId, entity, order }, page.slice),
      entity,
      count: () => profileListCount(bind, { workspaceId, entity }),
      key: `json_build_object('id', page.id, 'at', page.at) as place`,
    }),
  )
  return loaded ?? { rows: [] }
}

async function load<Value>(db: Queryable, workspaceId: string, json: (bind: Bind) => string): Promise<Value | null> {
  const { values, bind } = parameters(workspaceId)
  const [row] = await prepared<{ value: Value | null }>(db, `select ${json(bind)} as value`, values)
  return row?.value ?? null
}

function idOf(bind: Bind, name: ProfileName): string {
  switch (name.kind) {
    case 'id':
      return `${bind(name.id)}::uuid`
    case 'identifier':
      return holderOf(bind, name)
  }
}
