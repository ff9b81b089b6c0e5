import type { Credential } from '../engine/credentials.ts'
import { type PipelineStatus, pipelineStatus } from '../engine/pipeline-status.ts'
import { builder } from './builder.ts'
import { printUuid } from './global-id.ts'

const CredentialKind = builder.enumType('CredentialKind', {
  description: 'What kind of credential it is.',
  values: {
    SECRET_KEY: { description: 'May do everything; for servers only.' },
    READ_KEY: { description: 'May query and subscribe.' },
    WRITE_KEY: { description: 'May only track.' },
    VIEWER_TOKEN: { description: 'May see one profile, as far as its policy shows it.' },
  },
})

const KINDS = { SECRET: 'SECRET_KEY', READ: 'READ_KEY', WRITE: 'WRITE_KEY' } as const

const Viewer = builder.objectRef<Credential>('Viewer').implement({
  description: 'The credential that was presented.',
  fields: (t) => ({
    workspaceId: t.id({ description: 'The workspace that it belongs to.', resolve: ({ workspaceId }) => printUuid('ws', workspaceId) }),
    kind: t.field({ type: CredentialKind, description: 'What kind of credential it is.', resolve: ({ kind }) => KINDS[kind] }),
    scopes: t.stringList({
      description: 'What it may do: `read` queries and subscriptions, `write` mutations, `track` calls of the tracking API.',
      resolve: ({ scopes }) => [...scopes],
    }),
  }),
})

const PipelineStatusRef = builder.objectRef<PipelineStatus>('PipelineStatus').implement({
  description: 'How far the engine is behind.',
  fields: (t) => ({
    backlog: t.expose('backlog', {
      type: 'SafeInt',
      description: 'Accepted messages whose effects are not all visible yet; 0 means that everything acknowledged is.',
    }),
    lagMs: t.exposeFloat('lagMs', { description: 'Age of the oldest of them in milliseconds; 0 when there is none.' }),
  }),
})

builder.queryFields((t) => ({
  viewer: t.field({
    type: Viewer,
    description: 'What the presented credential is and may do.',
    resolve: (_root, _args, { credential }) => credential,
  }),
  pipeline: t.field({
    type: PipelineStatusRef,
    description: 'How far the engine is behind what was accepted.',
    resolve: (_root, _args, { db, credential }) => pipelineStatus(db.pool, credential.workspaceId),
  }),
}))
