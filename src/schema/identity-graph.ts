import { z } from 'zod'
import { type HeldIdentifier, readIdentifiers } from '../engine/profiles/identifiers-of.ts'
import { type ObservedEdge, type RecordedMerge, readEdges, readMerges } from '../engine/profiles/identity-graph.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { apiError } from './api-error.ts'
import { batched, batchedBy } from './batch.ts'
import { builder } from './builder.ts'
import { PageInfoRef } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { identifierKey } from './identifier.ts'
import { everyId, loadProfile, loadSource } from './load.ts'
import { cursorsOf } from './page.ts'
import { IdentifierRef, ProfileRef, SourceRef } from './refs.ts'

const MAX_SIZE = 1000

/** A page goes through the identifiers and the merges side by side; an edge is on the page of the later of its two ends. */
const PLACE = z.object({ node: identifierKey.nullable(), merge: z.uuid().nullable() })
type Place = z.infer<typeof PLACE>
const cursors = cursorsOf('identityGraph', PLACE)

interface GraphPage {
  readonly profile: Profile
  readonly after: Place | null
  readonly nodes: readonly HeldIdentifier[]
  readonly merges: readonly RecordedMerge[]
  readonly more: boolean
}

interface Asked {
  readonly after: Place | null
  readonly limit: number
}

const loadNodes = batchedBy(({ db, credential }: SchemaContext, { after, limit }: Asked, people: readonly Profile[]) =>
  readIdentifiers(
    db.pool,
    { workspaceId: credential.workspaceId, profileIds: people.map(({ id }) => id), types: null },
    { after: after?.node ?? null, before: null, limit: limit + 1, reverse: false },
  ),
)

const loadMerges = batchedBy(({ db, credential }: SchemaContext, { after, limit }: Asked, people: readonly Profile[]) =>
  readMerges(
    db.pool,
    { workspaceId: credential.workspaceId, people: people.map(everyId) },
    { after: after?.merge ?? null, before: null, limit: limit + 1, reverse: false },
  ),
)

const loadEdges = batched<GraphPage, ObservedEdge[]>(({ db, credential }, pages) =>
  readEdges(
    db.pool,
    credential.workspaceId,
    pages.map(({ profile, nodes }) => ({ profileId: profile.id, nodes })),
  ),
)

/** A page of what is known of a person's identifiers. */
export async function identityGraph(context: SchemaContext, profile: Profile, args: { first: number; after?: string | null | undefined }) {
  const limit = args.first
  if (limit < 1 || limit > MAX_SIZE) throw apiError('BAD_USER_INPUT', `A page of the graph has 1 to ${MAX_SIZE} nodes; ${limit} were asked for.`)
  const asked = { after: cursors.parse(args.after), limit }
  const [nodes, merges] = await Promise.all([loadNodes(context, asked, profile), loadMerges(context, asked, profile)])
  return {
    profile,
    after: asked.after,
    nodes: nodes.slice(0, limit),
    merges: merges.slice(0, limit),
    more: nodes.length > limit || merges.length > limit,
  }
}

function pageInfo({ after, nodes, merges, more }: GraphPage) {
  const [node, merge] = [nodes.at(-1), merges.at(-1)]
  const end = { node: node ? keyOf(node) : (after?.node ?? null), merge: merge?.id ?? after?.merge ?? null }
  const shown = node !== undefined || merge !== undefined
  const start = { node: nodes[0] ? keyOf(nodes[0]) : null, merge: merges[0]?.id ?? null }
  return {
    startCursor: () => (shown ? cursors.print(start) : null),
    endCursor: () => (shown ? cursors.print(end) : null),
    hasNextPage: () => more,
    hasPreviousPage: () => after !== null,
  }
}

const keyOf = ({ firstSeenAt, hash }: HeldIdentifier) => ({ firstSeenAt, hash })

const IdentityEdge = builder.objectRef<ObservedEdge>('IdentityEdge').implement({
  description: 'That two identifiers were observed on one message.',
  fields: (t) => ({
    from: t.expose('from', { type: IdentifierRef, description: 'The one that was seen first.' }),
    to: t.expose('to', { type: IdentifierRef, description: 'The other one.' }),
    firstObservedAt: t.expose('firstObservedAt', { type: 'DateTime', description: 'When they were first observed together.' }),
    lastObservedAt: t.expose('lastObservedAt', { type: 'DateTime', description: 'When they were last observed together.' }),
    count: t.exposeInt('count', { description: 'How many messages carried both.' }),
    messageId: t.exposeString('messageId', { nullable: true, description: 'The newest of those messages.' }),
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'Where the first of them came from.',
      resolve: ({ sourceId }, _args, context) => loadSource(context, sourceId),
    }),
  }),
})

const ProfileMerge = builder.objectRef<RecordedMerge>('ProfileMerge').implement({
  description: 'That a profile became part of another one.',
  fields: (t) => ({
    into: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'What it became part of, as of now.',
      resolve: ({ rootId }, _args, context) => loadProfile(context, rootId),
    }),
    mergedProfileId: t.id({ description: 'The id that it had; it answers with the whole.', resolve: ({ loserId }) => printUuid('prof', loserId) }),
    at: t.expose('at', { type: 'DateTime', description: 'When they were merged.' }),
    reason: t.exposeString('cause', { description: 'Why they were merged.' }),
    messageId: t.exposeString('messageId', {
      nullable: true,
      description: 'The message that carried identifiers of both; null: they were merged by hand, or by rules that were applied.',
    }),
    undoneAt: t.expose('undoneAt', { type: 'DateTime', nullable: true, description: 'When it was undone; null: it holds.' }),
  }),
})

export const IdentityGraph = builder.objectRef<GraphPage>('IdentityGraph').implement({
  description: 'Which identifiers are one person, and why: nodes are identifiers, an edge is that both were observed on one message.',
  fields: (t) => ({
    nodes: t.field({
      type: [IdentifierRef],
      description: 'The identifiers, in the order in which they were first seen.',
      resolve: ({ nodes }) => [...nodes],
    }),
    edges: t.field({
      type: [IdentityEdge],
      description: 'The observations that connect the identifiers of this page with one another and with those before them.',
      resolve: (page, _args, context) => loadEdges(context, page),
    }),
    merges: t.field({
      type: [ProfileMerge],
      description: 'The merges that made the profile, oldest first; also those that were undone. Paged beside the nodes.',
      resolve: ({ merges }) => [...merges],
    }),
    pageInfo: t.field({ type: PageInfoRef, description: 'Where this page lies in the graph.', resolve: pageInfo }),
  }),
})
