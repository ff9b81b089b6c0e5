import { z } from 'zod'
import type { Export, ExportRun } from '../db/generated/client.ts'
import { RunFile } from '../engine/export/export-run.ts'
import { objectPrefix } from '../engine/export/run-export.ts'
import { KeptStore } from '../engine/export/store.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { builder } from './builder.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadExport, loadExportRun } from './load.ts'
import { Node, registerNode } from './node.ts'
import { byId } from './prisma-page.ts'
import { ExportRef, ExportRunRef } from './refs.ts'

const ExportRunStatus = builder.enumType('ExportRunStatus', {
  description: 'How far a run of an export is.',
  values: {
    QUEUED: { description: 'It waits for a worker, or for its audience to be computed.' },
    RUNNING: { description: 'It is being written, or waits to be tried again: see `error`.' },
    FINISHED: { description: 'All its files are there.' },
    FAILED: { description: 'It was given up: see `error`.' },
    CANCELED: { description: 'Somebody ended it.' },
  },
})

interface File extends RunFile {
  readonly run: ExportRun
}

const ExportFileRef = builder.objectRef<File>('ExportFile').implement({
  description: 'A file that is whole.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, of which there is one in a run.' }),
    rows: t.expose('rows', { type: 'SafeInt', description: 'How many rows it has, a header not counted.' }),
    bytes: t.expose('bytes', { type: 'SafeInt', description: 'How large it is.' }),
    url: t.string({
      description: 'Where it is: a path of this server, to GET with a key as Bearer token, or `s3://` with the bucket and the key of the object.',
      resolve: async ({ name, run }, _args, context) => {
        const store = (await loadExport(context, run.exportId))?.store
        const parsed = store ? KeptStore.parse(store) : null
        return parsed ? `s3://${parsed.bucket}/${objectPrefix(parsed, run.id)}${name}` : `/v1/exports/${printUuid('exr', run.id)}/${name}`
      },
    }),
  }),
})

ExportRunRef.implement({
  description: 'One time that an export is written. Who joined after its start is not in it, nor who left before its page was read.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('exr', id) }),
    export: t.field({
      type: ExportRef,
      nullable: true,
      description: 'What is exported; null once deleted.',
      resolve: ({ exportId }, _args, context) => loadExport(context, exportId),
    }),
    status: t.expose('status', { type: ExportRunStatus, description: 'How far it is.' }),
    total: t.expose('total', {
      type: 'SafeInt',
      nullable: true,
      description: 'How many people or accounts there were at its start; null before it.',
    }),
    done: t.expose('done', { type: 'SafeInt', description: 'How many of them were gone through.' }),
    rows: t.expose('rows', { type: 'SafeInt', description: 'How many rows were written.' }),
    bytes: t.expose('bytes', { type: 'SafeInt', description: 'How many bytes were written.' }),
    files: t.field({
      type: [ExportFileRef],
      description: 'The files that are whole, in their order.',
      resolve: (run) =>
        z
          .array(RunFile)
          .parse(run.files)
          .map((file) => ({ ...file, run })),
    }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong last; null: nothing since the last file.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When it began: who became a member later is not in it.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
  }),
})

async function find(context: SchemaContext, id: string): Promise<ExportRun | null> {
  const uuid = parseUuid('exr', id)
  return uuid ? loadExportRun(context, uuid) : null
}
registerNode('exr', 'ExportRun', find)

export const listRuns = listOf({
  name: 'export-runs',
  key: z.uuid(),
  keyOf: (run: ExportRun) => run.id,
  read: ({ db }, _args: object, parents: readonly Export[], slice) =>
    Promise.all(
      parents.map((parent) =>
        byId(slice, 'desc', ({ id, orderBy, take }) => db.prisma.exportRun.findMany({ where: { exportId: parent.id, id }, orderBy, take })),
      ),
    ),
  count: ({ db }, _args, parents) =>
    Promise.all(parents.map(({ id }) => db.prisma.exportRun.count({ where: { exportId: id }, take: COUNT_CAP + 1 }))),
})
