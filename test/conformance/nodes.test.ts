import { getNamedType, isLeafType, isRequiredArgument } from 'graphql'
import { expect } from 'vitest'
import { errorCodes, test } from '../helpers/graphql-server.ts'
import { fillWorkspace } from './full-workspace.ts'
import { nodeTypes, objectTypes } from './schema-walk.ts'

const plainFields = (type: string) =>
  Object.values(objectTypes.find(({ name }) => name === type)?.getFields() ?? {})
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .map(({ name }) => name)

test('whatever has an id is found by it, as the same; several are answered in their order, absent ones as null', async ({ api }) => {
  const workspace = await fillWorkspace(api, api.keys, 'mine')
  const connector = await api.query<{ connectors: { nodes: { id: string }[] } }>('{ connectors(first: 1) { nodes { id } } }')
  const ids = nodeTypes.map((type) => (type === 'Connector' ? connector.connectors.nodes[0]?.id : workspace.ids[type]) ?? `no ${type}`)
  const fragments = nodeTypes.map(
    (type) =>
      `... on ${type} { ${plainFields(type)
        .map((field) => `${type}_${field}: ${field}`)
        .join(' ')} }`,
  )
  const found = await Promise.all(
    ids.map((id, n) => api.query<{ node: { id: string } | null }>(`query($id: ID!) { node(id: $id) { __typename id ${fragments[n]} } }`, { id })),
  )
  expect(found.map(({ node }) => node)).toMatchObject(ids.map((id, n) => ({ __typename: nodeTypes[n], id, [`${nodeTypes[n]}_id`]: id })))

  const NODES = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }'
  const asked = ids.flatMap((id) => [id, 'prof_nobody', id.slice(0, -1), id])
  const { nodes } = await api.query<{ nodes: ({ __typename: string; id: string } | null)[] }>(NODES, { ids: asked })
  expect(nodes).toEqual(ids.flatMap((id, n) => [{ __typename: nodeTypes[n], id }, null, null, { __typename: nodeTypes[n], id }]))
  expect(await api.query(NODES, { ids: [] })).toEqual({ nodes: [] })
  expect(await errorCodes(api.query(NODES, { ids: Array.from({ length: 250 }, () => 'x') }))).toEqual([])
  expect(await errorCodes(api.query(NODES, { ids: Array.from({ length: 251 }, () => 'x') }))).toEqual(['BAD_USER_INPUT'])
  expect(api.errors).toEqual([])
}, 180_000)
