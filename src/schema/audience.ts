import { z } from 'zod'
import type { Audience } from '../db/generated/client.ts'
import { type Consumer, readConsumers } from '../engine/audiences/consumers.ts'
import { loadAudiencePlan } from '../engine/profiles/load-plan.ts'
import type { RowPlan } from '../engine/profiles/plan.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { parseRule } from '../engine/rules/parse-rule.ts'
import { printRule } from '../engine/rules/text/print.ts'
import { AudienceProgress, loadProgress } from './audience-progress.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { ComputationStatus } from './computation-status.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadAudience, loadCounters } from './load.ts'
import { loadedFor } from './loaded.ts'
import { listMembers, MembershipOrder } from './membership.ts'
import {
  listChanges,
  listMembersAsOf,
  MembershipChangeConnection,
  MembershipChangeKind,
  MembershipReason,
  PastMemberConnection,
  sizeAsOf,
} from './membership-change.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { ProfileBy } from './profile-by.ts'
import { AudienceConnection, AudienceRef, type AudienceRow, MembershipConnection } from './refs.ts'
import { planOf } from './row-plan.ts'
import { explain, RuleExplanation } from './rule-explanation.ts'
import { AudienceSizePoint, sizeHistory } from './size-history.ts'
import { storable } from './storable.ts'
import { AUDIENCE } from './type-plans.ts'

export const RuleEntity = builder.enumType('RuleEntity', {
  description: 'What a rule is about.',
  values: { PROFILE: { description: 'People.' }, ACCOUNT: { description: 'Accounts.' } },
})

const AudienceConsumerKind = builder.enumType('AudienceConsumerKind', {
  description: 'What can depend on an audience.',
  values: {
    AUDIENCE: { description: 'Its rule, or another one that is being computed for it, asks for the membership.' },
    COMPUTED_TRAIT: { description: 'A rule of its score asks for the membership.' },
    DESTINATION: { description: 'It names the audience among those whose changes it is sent; one that is sent all depends on none.' },
  },
})

const AudienceConsumer = builder.objectRef<Consumer>('AudienceConsumer').implement({
  description: 'What depends on an audience.',
  fields: (t) => ({
    kind: t.field({ type: AudienceConsumerKind, description: 'What it is.', resolve: ({ kind }) => kind }),
    id: t.id({ description: 'Its id.', resolve: ({ kind, id }) => printUuid(CONSUMER_PREFIX[kind], id) }),
    name: t.exposeString('name', { description: 'Its key where it has one, or its name.' }),
  }),
})

AudienceRef.implement({
  description: 'A named rule, and whom it holds for.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('aud', id) }),
    key: t.exposeString('key', { description: 'Your own name for it in programs.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    labels: t.stringList({ description: 'By what it can be found again.', resolve: ({ labels }) => [...labels] }),
    folder: t.exposeString('folder', { nullable: true, description: 'Where it is kept; null: at the top.' }),
    entity: t.expose('entity', { type: RuleEntity, description: 'What its members are.' }),
    rule: t.expose('rule', { type: 'JSON', description: 'The rule as JSON: accepted as it is as a RuleInput variable.' }),
    query: t.string({ description: 'The same rule in the text language.', resolve: ({ rule }) => printRule(parseRule(rule)) }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it is switched on.' }),
    status: t.expose('status', { type: ComputationStatus, description: 'How far its computation is.' }),
    size: t.field({
      type: 'SafeInt',
      description: 'How many members it has. Exact in every committed state; while COMPUTING, the members found so far.',
      resolve: (audience, _args, context, info) => loadedFor<number>(audience, info) ?? loadCounters(context, audience.id).then(({ size }) => size),
    }),
    version: t.field({
      type: 'SafeInt',
      description: 'Grows by one with each commit that changes the membership.',
      resolve: (audience, _args, context, info) =>
        loadedFor<number>(audience, info) ?? loadCounters(context, audience.id).then(({ version }) => version),
    }),
    progress: t.field({
      type: AudienceProgress,
      nullable: true,
      description: 'How far its computation is, or that of another definition for it; null while nothing is computed.',
      resolve: ({ id }, _args, context) => loadProgress(context, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it, not its membership, was last changed.' }),
    members: t.field({
      type: MembershipConnection,
      description: 'Its members; without `orderBy` in the order in which they became members.',
      args: { ...pageArgs, orderBy: t.arg({ type: MembershipOrder, description: 'Another order.' }) },
      resolve: (audience, args, context, info) => listMembers(context, audience, args, info),
    }),
    changes: t.field({
      type: MembershipChangeConnection,
      description: 'Who entered and who left, in the order of the commits, as long as it is kept.',
      args: {
        ...pageArgs,
        kinds: t.arg({ type: [MembershipChangeKind], description: 'Only entries, or only exits.' }),
        reasons: t.arg({ type: [MembershipReason], description: 'Only those for one of these reasons.' }),
        profile: t.arg({ type: ProfileBy, description: 'Only those of this profile, and of all that was merged into it.' }),
      },
      resolve: (audience, args, context, info) => listChanges(context, audience, args, info),
    }),
    membersAsOf: t.field({
      type: PastMemberConnection,
      description: 'Who was in it at a moment, by what had been committed, in the order in which their profiles were created.',
      args: { ...pageArgs, at: t.arg({ type: 'DateTime', description: 'The moment; now if left out.' }) },
      resolve: (audience, args, context, info) => listMembersAsOf(context, audience, args, info),
    }),
    sizeAsOf: t.field({
      type: 'SafeInt',
      description: 'How many were in it at a moment, by what had been committed.',
      args: { at: t.arg({ type: 'DateTime', required: true, description: 'The moment.' }) },
      resolve: (audience, args, context) => sizeAsOf(context, audience, args),
    }),
    sizeHistory: t.field({
      type: [AudienceSizePoint],
      description: 'Its size over a time, oldest first: at most 2,000 points; `every` is required where there would be more.',
      args: {
        from: t.arg({ type: 'DateTime', required: true, description: 'Where it begins, itself not included.' }),
        to: t.arg({ type: 'DateTime', description: 'Where it ends, itself included; now if left out.' }),
        every: t.arg({
          type: 'Duration',
          description: 'How far apart the points are; if left out, one for each commit that changed the membership.',
        }),
      },
      resolve: ({ id }, args, context) => sizeHistory(context, id, args),
    }),
    consumers: t.field({
      type: [AudienceConsumer],
      description: 'What refers to it by its key. As long as anything does, it cannot be deleted.',
      resolve: ({ key }, _args, context) => loadConsumers(context, key),
    }),
    explain: t.field({
      type: RuleExplanation,
      description: 'Why this profile is in or out: the rule, asked of it now, node by node. An error where there is no such profile.',
      args: { profile: t.arg({ type: ProfileBy, required: true, description: 'How the profile is named; an account by its id.' }) },
      resolve: (audience, { profile }, context) => explain(context, audience, profile),
    }),
  }),
})

const CONSUMER_PREFIX = { AUDIENCE: 'aud', COMPUTED_TRAIT: 'ctr', DESTINATION: 'dst' } as const

const loadConsumers = batched<string, Consumer[]>(({ db, credential }, keys) => readConsumers(db.pool, credential.workspaceId, keys))

export const AudienceBy = builder.inputType('AudienceBy', {
  description: 'One way to name an audience.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    key: t.string({ description: 'Its key.' }),
  }),
})

export async function findAudienceBy(context: SchemaContext, { id, key }: typeof AudienceBy.$inferInput): Promise<Audience | null> {
  if (id != null) {
    const uuid = parseUuid('aud', id)
    return uuid ? loadAudience(context, uuid) : null
  }
  if (key == null) return null
  return context.db.prisma.audience.findFirst({ where: { workspaceId: context.credential.workspaceId, key: storable(key), deletedAt: null } })
}

async function loadAudienceBy(
  { db, credential }: SchemaContext,
  { id, key }: typeof AudienceBy.$inferInput,
  plan: RowPlan,
): Promise<AudienceRow | null> {
  const value = id != null ? parseUuid('aud', id) : key == null ? null : storable(key)
  const by = { column: id != null ? ('id' as const) : ('key' as const), value: value ?? '' }
  return value === null ? null : loadAudiencePlan<AudienceRow>(db.pool, { workspaceId: credential.workspaceId, by }, plan)
}

registerNode('aud', 'Audience', (context, id) => findAudienceBy(context, { id }))

interface AudienceFilter {
  readonly labels?: readonly string[] | null | undefined
  readonly folder?: string | null | undefined
}

const whereOf = ({ credential }: SchemaContext, { labels, folder }: AudienceFilter) => ({
  ...{ workspaceId: credential.workspaceId, deletedAt: null },
  ...(labels && { labels: { hasEvery: labels.map(storable) } }),
  ...(folder != null && { folder: storable(folder) }),
})

const listAudiences = listOf({
  name: 'audiences',
  key: z.uuid(),
  keyOf: (audience: Audience) => audience.id,
  read: (context, filter: AudienceFilter, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'asc', ({ id, orderBy, take }) =>
          context.db.prisma.audience.findMany({ where: { ...whereOf(context, filter), id }, orderBy, take }),
        ),
      ),
    ),
  count: (context, filter, parents) =>
    Promise.all(parents.map(() => context.db.prisma.audience.count({ where: whereOf(context, filter), take: COUNT_CAP + 1 }))),
})

builder.queryFields((t) => ({
  audience: t.field({
    type: AudienceRef,
    nullable: true,
    description: 'An audience; null where there is none.',
    args: { by: t.arg({ type: AudienceBy, required: true, description: 'How the audience is named.' }) },
    resolve: (_root, { by }, context, info) => {
      const plan = planOf(context, info, ['Audience', AUDIENCE])
      return plan ? loadAudienceBy(context, by, plan) : findAudienceBy(context, by)
    },
  }),
  audiences: t.field({
    type: AudienceConnection,
    description: 'All audiences, oldest first.',
    args: {
      ...pageArgs,
      labels: t.arg.stringList({ description: 'Only those with every one of these labels.' }),
      folder: t.arg.string({ description: 'Only those in this folder.' }),
    },
    resolve: (_root, args, context, info) => listAudiences(context, ROOT, args, info),
  }),
}))
