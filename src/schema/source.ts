import { z } from 'zod'
import type { ApiKey, Source } from '../db/generated/client.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadSource } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { SourceConnection, SourceRef } from './refs.ts'

export type WriteKey = ApiKey & { publicKey: string }

const loadWriteKeys = batched<string, WriteKey[]>(async ({ db }, sourceIds) => {
  const rows = await db.prisma.apiKey.findMany({ where: { sourceId: { in: [...sourceIds] }, kind: 'WRITE' }, orderBy: { id: 'asc' } })
  return sourceIds.map((id) => rows.filter(isPublic).filter((row) => row.sourceId === id))
})

export async function findWriteKey({ db, credential }: SchemaContext, id: string): Promise<WriteKey | null> {
  const row = await db.prisma.apiKey.findFirst({ where: { workspaceId: credential.workspaceId, id, kind: 'WRITE' } })
  return row && isPublic(row) ? row : null
}

const isPublic = (key: ApiKey): key is WriteKey => key.publicKey !== null

export const WriteKeyRef = builder.objectRef<WriteKey>('WriteKey').implement({
  description: 'A key that can only track. It is public: every browser that tracks has it.',
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('key', id) }),
    key: t.exposeString('publicKey', { description: 'The key itself.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it works.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'Since when it does not; null: it does.' }),
  }),
})

SourceRef.implement({
  description: 'Where messages come from: a site, an app, a file.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('src', id) }),
    name: t.exposeString('name', { description: 'Its name.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether what it sends is taken.' }),
    writeKeys: t.field({
      type: [WriteKeyRef],
      description: 'The keys that it tracks with.',
      resolve: ({ id }, _args, context) => loadWriteKeys(context, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
  }),
})

const find = async (context: SchemaContext, id: string): Promise<Source | null> => {
  const uuid = parseUuid('src', id)
  return uuid ? loadSource(context, uuid) : null
}
registerNode('src', 'Source', find)

const listSources = listOf({
  name: 'sources',
  key: z.uuid(),
  keyOf: (source: Source) => source.id,
  read: ({ db, credential }, _args: object, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'asc', (page) =>
          db.prisma.source.findMany({ where: { workspaceId: credential.workspaceId, id: page.id }, orderBy: page.orderBy, take: page.take }),
        ),
      ),
    ),
  count: ({ db, credential }, _args, parents) =>
    Promise.all(parents.map(() => db.prisma.source.count({ where: { workspaceId: credential.workspaceId }, take: COUNT_CAP + 1 }))),
})

builder.queryFields((t) => ({
  source: t.field({
    type: SourceRef,
    nullable: true,
    description: 'A source by its id.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context) => find(context, id),
  }),
  sources: t.field({
    type: SourceConnection,
    description: 'All sources, oldest first.',
    args: pageArgs,
    resolve: (_root, args, context, info) => listSources(context, ROOT, args, info),
  }),
}))
