import type { Export } from '../db/generated/client.ts'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { cancelExport, createExport, deleteExport, startExport } from '../engine/export/manage-exports.ts'
import { DEFAULT_PER_FILE, LEAST_PER_FILE, MOST_PER_FILE } from '../engine/export/shape.ts'
import { AudienceBy, findAudienceBy, RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { DeleteInput, DeletePayload } from './delete-payload.ts'
import { ExportFormat, ExportLayout } from './export.ts'
import { parseUuid } from './global-id.ts'
import { loadExport } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ExportRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

interface ExportResult {
  readonly export: Export | null
}

const ExportPayload = builder.objectRef<Payload<ExportResult>>('ExportPayload').implement({
  description: 'The export as it is now, or why nothing was changed.',
  fields: (t) => ({
    export: t.field({
      type: ExportRef,
      nullable: true,
      description: 'The export; null when nothing was changed.',
      resolve: (result) => result.export,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const ExportStoreInput = builder.inputType('ExportStoreInput', {
  description: 'A store that speaks as Amazon S3 does.',
  fields: (t) => ({
    endpoint: t.string({ description: 'Where it answers, such as `https://s3.example.com`. Default: AWS, in the region.' }),
    region: t.string({ required: true, description: 'Its region; `auto` or `us-east-1` where the store has none.' }),
    bucket: t.string({ required: true, description: 'A bucket that is there.' }),
    prefix: t.string({ description: 'What the keys of the objects begin with, such as `tributary/`.' }),
    accessKeyId: t.string({ required: true, description: 'The id of a key that may write there.' }),
    secretAccessKey: t.string({ required: true, description: 'The key itself. It is never shown.' }),
  }),
})

const ExportScheduleInput = builder.inputType('ExportScheduleInput', {
  description: 'When an export runs by itself.',
  fields: (t) => ({
    cron: t.string({ required: true, description: 'Minute, hour, day of the month, month, day of the week: `0 6 * * 1` is Mondays at six.' }),
    timeZone: t.string({ required: true, defaultValue: 'UTC', description: 'Whose clock that is, such as `Europe/Vienna`.' }),
  }),
})

const CreateExportInput = builder.inputType('CreateExportInput', {
  description: 'A new export. Without a schedule it runs once, now.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name for people.' }),
    audience: t.field({ type: AudienceBy, description: 'Whose members are exported. Default: everybody.' }),
    entity: t.field({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'Without an audience: people or accounts.' }),
    format: t.field({ type: ExportFormat, required: true, description: 'What its files are written in.' }),
    layout: t.field({ type: ExportLayout, required: true, defaultValue: 'PROFILES', description: 'What a row is.' }),
    traits: t.stringList({ description: 'Only these traits, each a column of a table. Default: all, as one column of JSON.' }),
    identifiers: t.stringList({
      description: 'Only identifiers of these types, each a column of a table with the one seen last. Default: all, as one column of JSON.',
    }),
    gzip: t.boolean({ required: true, defaultValue: false, description: 'Whether files are packed with gzip; not for Parquet.' }),
    perFile: t.int({
      required: true,
      defaultValue: DEFAULT_PER_FILE,
      description: `How many people or accounts a file has at most: ${LEAST_PER_FILE} to ${MOST_PER_FILE}.`,
    }),
    store: t.field({ type: ExportStoreInput, description: 'Where files go. Default: the data directory of the program.' }),
    schedule: t.field({ type: ExportScheduleInput, description: 'When it runs by itself.' }),
  }),
})

const StartExportInput = builder.inputType('StartExportInput', {
  description: 'What to run.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the export.' }) }),
})

const CancelExportInput = builder.inputType('CancelExportInput', {
  description: 'What to end.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the export.' }) }),
})

builder.mutationFields((t) => ({
  createExport: t.field({
    type: ExportPayload,
    description: 'Creates an export; without a schedule it runs at once.',
    args: { input: t.arg({ type: CreateExportInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<ExportResult>([ValidationError, NotFoundError, LimitReachedError], { export: null }, () => create(context, input)),
  }),
  startExport: t.field({
    type: ExportPayload,
    description: 'Runs an export once more, now.',
    args: { input: t.arg({ type: StartExportInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<ExportResult>([NotFoundError, ConflictError], { export: null }, async () => {
        const id = exportId(input.id)
        const { run } = await startExport(context.db.pool, { workspaceId: context.credential.workspaceId, id })
        context.exportHints.wake([run])
        return { export: await loadExport(context, id) }
      }),
  }),
  cancelExport: t.field({
    type: ExportPayload,
    description: 'Ends the run of an export that waits or is under way. Files that are whole stay; its schedule goes on.',
    args: { input: t.arg({ type: CancelExportInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<ExportResult>([NotFoundError, ConflictError], { export: null }, async () => {
        const id = exportId(input.id)
        await cancelExport(context.db.pool, { workspaceId: context.credential.workspaceId, id })
        return { export: await loadExport(context, id) }
      }),
  }),
  deleteExport: t.field({
    type: DeletePayload,
    description: 'Deletes an export with its runs, and their files in the data directory. What is in a store stays there.',
    args: { input: t.arg({ type: DeleteInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, credential }) =>
      payload<{ deletedId: string | null }>([NotFoundError], { deletedId: null }, async () => {
        await deleteExport(db.pool, { workspaceId: credential.workspaceId, id: exportId(input.id) })
        return { deletedId: input.id }
      }),
  }),
}))

const storableList = (names: readonly string[] | null | undefined) => names?.map(storable) ?? null

async function create(context: SchemaContext, input: typeof CreateExportInput.$inferInput): Promise<ExportResult> {
  const audience = input.audience ? await findAudienceBy(context, input.audience) : null
  if (input.audience && !audience) throw new NotFoundError('There is no such audience.', ['audience'])
  const { id, run } = await createExport(context.db.pool, context.outbound, {
    workspaceId: context.credential.workspaceId,
    name: storable(input.name),
    audienceId: audience?.id ?? null,
    entity: input.entity,
    shape: {
      ...{ format: input.format, layout: input.layout, gzip: input.gzip, perFile: input.perFile },
      ...{ traits: storableList(input.traits), identifiers: storableList(input.identifiers) },
    },
    store: input.store ? { ...input.store, endpoint: input.store.endpoint ?? null, prefix: input.store.prefix ?? '' } : null,
    schedule: input.schedule ?? null,
  })
  if (run !== null) context.exportHints.wake([run])
  return { export: await loadExport(context, id) }
}

function exportId(id: string): string {
  const uuid = parseUuid('exp', id)
  if (!uuid) throw new NotFoundError('There is no such export.', ['id'])
  return uuid
}
