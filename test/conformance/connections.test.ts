import { getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { errorCodes, test } from '../helpers/graphql-server.ts'
import { type FullWorkspace, fillWorkspace } from './full-workspace.ts'
import { fieldsWithArguments, isConnection, nodeTypes, ordersOf, type Place } from './schema-walk.ts'

/** A list of the API in one of its orders. */
interface List {
  readonly name: string
  readonly type: string
  readonly field: string
  readonly order: string | null
  /** Whether it is of the program, not of the workspace. */
  readonly fixed: boolean
  /** What tells its items apart. */
  readonly item: string
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[]
  readonly nodes: readonly Item[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: { readonly count: number; readonly precision: string }
}
type Item = Readonly<Record<string, unknown>>
type PageArgs = { readonly first?: number | null; readonly after?: string; readonly last?: number; readonly before?: string }

const LISTS: readonly List[] = fieldsWithArguments()
  .filter(isConnection)
  .flatMap((place) => ordersOf(place.field).map((order) => listOf(place, order)))

function listOf({ type, field }: Place, order: string | null): List {
  const node = schema.getType(getNamedType(field.type).name.replace(/Connection$/, ''))
  if (!isObjectType(node)) throw new Error(`There is no type for the items of ${type.name}.${field.name}.`)
  const plain = Object.values(node.getFields()).filter((one) => isLeafType(getNamedType(one.type)) && !one.args.some(isRequiredArgument))
  const item = nodeTypes.includes(node.name) ? 'id' : plain.map(({ name }) => name).join(' ')
  return { name: `${type.name}.${field.name} ${order ?? ''}`, type: type.name, field: field.name, order, item, fixed: field.name === 'connectors' }
}

async function read(workspace: FullWorkspace, list: List, args: PageArgs): Promise<Page> {
  const given = [...(list.order ? [list.order] : []), ...Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)]
  const page = `list: ${list.field}${given.length > 0 ? `(${given.join(', ')})` : ''} {
    edges { cursor node { ${list.item} } } nodes { ${list.item} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { count precision } }`
  const id = workspace.ids[list.type]
  const text = list.type === 'Query' ? `{ ${page} }` : `{ parent: node(id: ${JSON.stringify(id)}) { ... on ${list.type} { ${page} } } }`
  const data = await workspace.query<{ list?: Page; parent?: { list: Page } | null }>(text)
  const found = data.list ?? data.parent?.list
  if (!found) throw new Error(`The data have no ${list.type} to ask for ${list.name}.`)
  return found
}

const keys = ({ nodes }: Page) => nodes.map((node) => JSON.stringify(node))

test('each list of the API keeps the promises of cursor connections', async ({ api }) => {
  const workspace = await fillWorkspace(api, api.keys, 'mine')
  expect(LISTS.length).toBeGreaterThan(15)
  const before = new Map<string, readonly string[]>()
  const started = new Map<string, Page>()
  await eachOf(LISTS, async (list) => {
    const all = await checkPages(workspace, list)
    await checkRefusals(workspace, list)
    before.set(list.name, keys(all))
    started.set(list.name, await read(workspace, list, { first: 1 }))
  })
  await workspace.grow()
  await eachOf(LISTS, async (list) => {
    const [first, expected = []] = [started.get(list.name), before.get(list.name)]
    const walked = [
      ...(first ? keys(first) : []),
      ...(await walk(workspace, list, { size: 2, from: 'front', start: first?.pageInfo.endCursor ?? null })),
    ]
    expect(new Set(walked).size, `${list.name} shows nothing twice while items come in`).toBe(walked.length)
    expect(
      walked.filter((key) => expected.includes(key)),
      `${list.name} leaves out nothing while items come in`,
    ).toEqual(expected)
  })
  expect(api.errors).toEqual([])
}, 300_000)

/** What holds of every page; answers the whole list. */
async function checkPages(workspace: FullWorkspace, list: List): Promise<Page> {
  const all = await read(workspace, list, { first: 250 })
  const count = all.nodes.length
  expect(count, `the data fill ${list.name}`).toBeGreaterThanOrEqual(list.fixed ? 1 : 3)
  expect(count, `${list.name} fits in a page`).toBeLessThan(50)
  expect(new Set(keys(all)).size, `${list.name} has nothing twice`).toBe(count)
  expect(all.nodes).toEqual(all.edges.map(({ node }) => node))
  expect(all.totalCount).toEqual({ count, precision: 'EXACT' })
  expect(await read(workspace, list, {}), `${list.name} has 50 items by default`).toEqual(all)
  expect(await read(workspace, list, { first: null }), `null is no size, in ${list.name}`).toEqual(all)
  for (const { cursor } of all.edges) expect(cursor).toMatch(/^[\w-]+$/)
  for (const size of new Set([2, count]))
    for (const from of ['front', 'back'] as const)
      expect(await walk(workspace, list, { size, from, start: null }), `${list.name} by ${size} from the ${from}`).toEqual(keys(all))
  const [start, end] = [all.edges[0]?.cursor ?? '', all.edges.at(-1)?.cursor ?? '']
  expect(keys(await read(workspace, list, { after: start, before: end })), `${list.name} between two cursors`).toEqual(keys(all).slice(1, -1))
  for (const [args, next, previous] of [
    [{ after: end }, false, true],
    [{ last: 1, before: start }, true, false],
  ] as const) {
    const beyond = await read(workspace, list, args)
    expect(beyond, `${list.name} beyond its end`).toMatchObject({ edges: [], nodes: [], totalCount: all.totalCount })
    expect(beyond.pageInfo).toEqual({ hasNextPage: next, hasPreviousPage: previous, startCursor: null, endCursor: null })
  }
  return all
}

/** Sizes out of range, both ends at once, cursors of other lists and of none. */
async function checkRefusals(workspace: FullWorkspace, list: List): Promise<void> {
  const other = LISTS.find(({ item, field }) => item === 'id' && field !== list.field && field !== 'connectors') ?? list
  const foreign = (await read(workspace, other, { first: 1 })).pageInfo.endCursor ?? ''
  const wrong: PageArgs[] = [{ first: 0 }, { first: -1 }, { first: 251 }, { last: 0 }, { last: -1 }, { last: 251 }, { first: 1, last: 1 }]
  for (const cursor of [foreign, '', 'x', btoa('[1]'), btoa(`["${list.field}",{}]`), btoa('null')]) wrong.push({ after: cursor }, { before: cursor })
  for (const args of wrong) expect(await errorCodes(read(workspace, list, args)), `${list.name} ${JSON.stringify(args)}`).toEqual(['BAD_USER_INPUT'])
}

interface Walk {
  readonly size: number
  readonly from: 'front' | 'back'
  readonly start: string | null
}

/** The list page by page; each knows exactly whether there is more, on both sides. */
async function walk(workspace: FullWorkspace, list: List, { size, from, start }: Walk): Promise<string[]> {
  const walked: string[] = []
  for (let cursor = start, steps = 0; steps < 100; steps++) {
    const at: PageArgs = cursor === null ? {} : from === 'front' ? { after: cursor } : { before: cursor }
    const page = await read(workspace, list, { ...(from === 'front' ? { first: size } : { last: size }), ...at })
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo
    expect([startCursor, endCursor]).toEqual([page.edges[0]?.cursor ?? null, page.edges.at(-1)?.cursor ?? null])
    walked.splice(from === 'front' ? walked.length : 0, 0, ...keys(page))
    const [onward, back] = from === 'front' ? [hasNextPage, hasPreviousPage] : [hasPreviousPage, hasNextPage]
    expect(back, `${list.name} knows that there is something behind`).toBe(cursor !== null)
    if (!onward) return walked
    expect(page.nodes.length).toBe(size)
    cursor = from === 'front' ? endCursor : startCursor
  }
  throw new Error(`${list.name} does not end.`)
}

/** Several at a time. */
async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const next = all.values()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const one of next) await work(one)
    }),
  )
}
