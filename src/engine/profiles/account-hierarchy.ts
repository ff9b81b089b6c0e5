import type { Queryable } from '../../db/db.ts'
import { prepared } from './prepared.ts'
import { countsPerParent, countUpToCap, everyIdOf, parameters, perParent, readingDirection, type Slice, within } from './slice.ts'

/** The traits by which an account names its parent, by that one's group id; of several the first counts. The index traits_parent_idx is of these. */
export const PARENT_TRAITS = ['parentGroupId', 'parent_group_id', 'parentId', 'parent_id', 'ParentId'] as const

const NAMES = `'${PARENT_TRAITS.join("', '")}'`
const SAYS = `t.name in (${NAMES}) and jsonb_typeof(t.value) = 'string' and t.value #>> '{}' <> ''`

/** The trait that says it, of accounts whose ids are given as an expression. $1 is the workspace. */
const saidBy = (ids: string, column: string): string =>
  `(select ${column} from traits t where t.workspace_id = $1 and t.profile_id = any(${ids}) and ${SAYS} order by array_position(array[${NAMES}], t.name), t.timestamp desc, t.message_id collate "C" desc limit 1)`

/** Of accounts, of each every id it ever had: the group ids that they name as their parents. */
export async function readParentNames(db: Queryable, workspaceId: string, accounts: readonly (readonly string[])[]): Promise<(string | null)[]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<{ of: number; name: string | null }>(
    db,
    `select parent.of, ${saidBy('parent.ids', "t.value #>> '{}'")} as name from ${everyIdOf(bind, accounts)}`,
    values,
  )
  const names = new Array<string | null>(accounts.length).fill(null)
  for (const { of, name } of rows) names[of] = name
  return names
}

export interface ChildrenQuery {
  readonly workspaceId: string
  readonly parentIds: readonly string[]
}

/** Those that name an account, by any of its group ids, as their parent, in the order in which they were created; one that names itself has none. */
const childrenOf = (slice: string): string => `
  select t.profile_id as id from traits t join profiles p on p.workspace_id = $1 and p.id = t.profile_id and p.entity = 'ACCOUNT' and p.deleted_at is null
  where t.workspace_id = $1 and ${SAYS} and t.value #>> '{}' = any(parent.group_ids) and t.profile_id <> parent.id
    and t.name = ${saidBy('array[p.id]', 't.name')} ${slice}`

const PARENTS = `(
    select place::int - 1 as of, id, array(select value from identifiers i where i.workspace_id = $1 and i.profile_id = given.id and type = 'group_id') as group_ids
    from unnest($2::uuid[]) with ordinality as given (id, place)
  ) parent`

export async function readChildren(db: Queryable, { workspaceId, parentIds }: ChildrenQuery, slice: Slice<string>): Promise<string[][]> {
  const { values, bind } = parameters(workspaceId, parentIds)
  const direction = readingDirection('asc', slice.reverse)
  const part = `${within(slice, { listed: 'asc', row: 't.profile_id', keyRow: bind })} order by t.profile_id ${direction} limit ${slice.limit}`
  const rows = await prepared<{ of: number; id: string }>(
    db,
    `select parent.of, child.id from ${PARENTS} cross join lateral (${childrenOf(part)}) child order by parent.of, child.id ${direction}`,
    values,
  )
  return perParent(rows, parentIds.length, slice).map((list) => list.map(({ id }) => id))
}

export async function countChildren(db: Queryable, { workspaceId, parentIds }: ChildrenQuery): Promise<number[]> {
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, child.count from ${PARENTS} cross join lateral (${countUpToCap(childrenOf(''))}) child`,
    [workspaceId, parentIds],
  )
  return countsPerParent(rows, parentIds.length)
}
