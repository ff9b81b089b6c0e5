import { z } from 'zod'
import type { Export } from '../db/generated/client.ts'
import { ExportShape } from '../engine/export/shape.ts'
import { KeptStore } from '../engine/export/store.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { listRuns } from './export-run.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadAudience, loadExport } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { AudienceRef, ExportConnection, ExportRef, ExportRunConnection } from './refs.ts'

export const ExportFormat = builder.enumType('ExportFormat', {
  description: 'What files are written in.',
  values: {
    NDJSON: { description: 'A JSON object on each line.' },
    CSV: { description: 'A table with a header, as RFC 4180 has it, in UTF-8.' },
    PARQUET: { description: 'Apache Parquet, packed with Snappy.' },
  },
})

export const ExportLayout = builder.enumType('ExportLayout', {
  description: 'What a row is.',
  values: {
    PROFILES: { description: 'A person or an account, with when it was created and seen.' },
    TRAITS: { description: 'The same, identifiers and traits alone.' },
    IDENTIFIERS: { description: 'An identifier: whoever has several has as many rows.' },
  },
})

const ExportScheduleRef = builder.objectRef<Export & { cron: string; timeZone: string }>('ExportSchedule').implement({
  description: 'When an export runs by itself.',
  fields: (t) => ({
    cron: t.exposeString('cron', { description: 'Minute, hour, day of the month, month, day of the week.' }),
    timeZone: t.exposeString('timeZone', { description: 'Whose clock that is.' }),
    nextRunAt: t.expose('nextRunAt', { type: 'DateTime', nullable: true, description: 'When it runs next. What was missed is made up for once.' }),
  }),
})

const ExportStoreRef = builder.objectRef<KeptStore>('ExportStore').implement({
  description: 'A store that speaks as Amazon S3 does. Its secret is never shown.',
  fields: (t) => ({
    endpoint: t.exposeString('endpoint', { nullable: true, description: 'Where it answers; null: at AWS, in its region.' }),
    region: t.exposeString('region', { description: 'Its region.' }),
    bucket: t.exposeString('bucket', { description: 'Its bucket.' }),
    prefix: t.exposeString('prefix', { description: 'What the keys of the objects begin with, before the id of the run.' }),
  }),
})

const shapeOf = ({ shape }: Export): ExportShape => ExportShape.parse(shape)
const listed = (names: readonly string[] | null): string[] | null => names && [...names]

ExportRef.implement({
  description: 'What is written to files: the members of an audience, or everybody.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('exp', id) }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    audience: t.field({
      type: AudienceRef,
      nullable: true,
      description: 'Whose members are exported; null: everybody, or the audience was deleted, so that it fails.',
      resolve: ({ audienceId }, _args, context) => (audienceId === null ? null : loadAudience(context, audienceId)),
    }),
    entity: t.expose('entity', { type: RuleEntity, description: 'Whether people or accounts are exported.' }),
    format: t.field({ type: ExportFormat, description: 'What its files are written in.', resolve: (one) => shapeOf(one).format }),
    layout: t.field({ type: ExportLayout, description: 'What a row is.', resolve: (one) => shapeOf(one).layout }),
    traits: t.stringList({
      nullable: true,
      description: 'The traits that it has; null: all, in one column.',
      resolve: (one) => listed(shapeOf(one).traits),
    }),
    identifiers: t.stringList({
      nullable: true,
      description: 'The types of identifiers that it has; null: all.',
      resolve: (one) => listed(shapeOf(one).identifiers),
    }),
    gzip: t.boolean({ description: 'Whether its files are packed with gzip.', resolve: (one) => shapeOf(one).gzip }),
    perFile: t.int({ description: 'How many people or accounts a file has at most.', resolve: (one) => shapeOf(one).perFile }),
    store: t.field({
      type: ExportStoreRef,
      nullable: true,
      description: 'Where its files go; null: to the data directory of the program, to be fetched from there.',
      resolve: ({ store }) => (store === null ? null : KeptStore.parse(store)),
    }),
    schedule: t.field({
      type: ExportScheduleRef,
      nullable: true,
      description: 'When it runs by itself; null: when somebody asks.',
      resolve: (one) => (one.cron === null || one.timeZone === null ? null : { ...one, cron: one.cron, timeZone: one.timeZone }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    runs: t.field({
      type: ExportRunConnection,
      description: 'Its runs, newest first. One is kept for 30 days after it ended, with its files in the data directory.',
      args: pageArgs,
      resolve: (one, args, context, info) => listRuns(context, one, args, info),
    }),
  }),
})

async function find(context: SchemaContext, id: string): Promise<Export | null> {
  const uuid = parseUuid('exp', id)
  return uuid ? loadExport(context, uuid) : null
}
registerNode('exp', 'Export', find)

const listExports = listOf({
  name: 'exports',
  key: z.uuid(),
  keyOf: (one: Export) => one.id,
  read: ({ db, credential }, _args: object, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'asc', ({ id, orderBy, take }) =>
          db.prisma.export.findMany({ where: { workspaceId: credential.workspaceId, deletedAt: null, id }, orderBy, take }),
        ),
      ),
    ),
  count: ({ db, credential }, _args, parents) =>
    Promise.all(parents.map(() => db.prisma.export.count({ where: { workspaceId: credential.workspaceId, deletedAt: null }, take: COUNT_CAP + 1 }))),
})

builder.queryFields((t) => ({
  export: t.field({
    type: ExportRef,
    nullable: true,
    description: 'An export by its id.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context) => find(context, id),
  }),
  exports: t.field({
    type: ExportConnection,
    description: 'All exports, oldest first.',
    args: pageArgs,
    resolve: (_root, args, context, info) => listExports(context, ROOT, args, info),
  }),
}))
