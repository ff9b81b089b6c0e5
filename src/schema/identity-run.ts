import { z } from 'zod'
import type { IdentityRun } from '../db/generated/client.ts'
import { readRulesVersion } from '../engine/identity/rules-history.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { type REFUSALS, RefusedComponent } from '../engine/regroup/identity-run.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { IdentityRulesRef } from './identity-rules.ts'
import { loadIdentityRun, loadProfile } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { IdentityRunConnection, IdentityRunRef, ProfileRef } from './refs.ts'

const IdentityRunStatus = builder.enumType('IdentityRunStatus', {
  description: 'How far it is that identity rules are applied.',
  values: {
    QUEUED: { description: 'It waits for a worker.' },
    RUNNING: { description: 'It is being done, or waits to be tried again: see `error`.' },
    FINISHED: { description: 'All people are as the rules say, but for those in `refusals`.' },
    FAILED: { description: 'It was given up: see `error`. Who was settled stays so.' },
    CANCELED: { description: 'Somebody ended it. Who was settled stays so.' },
  },
})

const IdentityRunRefusalCode = builder.enumType('IdentityRunRefusalCode', {
  description: 'Why people stay as they were.',
  values: {
    TOO_MANY_EVENTS: { description: 'Together they have more events than are computed again at once: messages about them would wait for too long.' },
    KEEPS_CHANGING: { description: 'Each time they were looked at, messages had changed them. Apply the rules again.' },
    FAILED: { description: 'It failed for a reason of its own, which is in the log of the worker.' },
  } satisfies Record<(typeof REFUSALS)[number], object>,
})

const IdentityRunRefusal = builder.objectRef<RefusedComponent>('IdentityRunRefusal').implement({
  description: 'People who stay as they were, because they could only change together.',
  fields: (t) => ({
    code: t.field({ type: IdentityRunRefusalCode, description: 'Why.', resolve: ({ code }) => code }),
    events: t.expose('events', { type: 'SafeInt', description: 'How many events they have.' }),
    profiles: t.field({
      type: [ProfileRef],
      description: 'Some of them, at most 10.',
      resolve: async ({ profileIds }, _args, context) => {
        const profiles = await Promise.all(profileIds.map((id) => loadProfile(context, id)))
        return profiles.filter((profile) => profile !== null)
      },
    }),
  }),
})

/** Null: nothing is known. */
function secondsLeft({ status, total, done, rate }: IdentityRun): number | null {
  if (status !== 'RUNNING') return status === 'QUEUED' ? null : 0
  return total === null || !rate ? null : Number(total - done) / rate
}

function after({ profilesBefore, joined, separated, appeared, vanished }: IdentityRun): bigint | null {
  return profilesBefore === null ? null : profilesBefore - joined + separated + appeared - vanished
}

IdentityRunRef.implement({
  description: 'One time that identity rules are applied to the events that there are.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('idr', id) }),
    rules: t.field({
      type: IdentityRulesRef,
      nullable: true,
      description: 'The rules that are applied.',
      resolve: ({ version }, _args, { db, credential }) => readRulesVersion(db.pool, credential.workspaceId, version),
    }),
    status: t.expose('status', { type: IdentityRunStatus, description: 'How far it is.' }),
    events: t.expose('events', { type: 'SafeInt', description: 'How many events were read so far, or the last time that all were.' }),
    total: t.expose('total', {
      type: 'SafeInt',
      nullable: true,
      description: 'How many groups of people were not as the rules say, each of which changes at once; null until all events were read.',
    }),
    done: t.expose('done', { type: 'SafeInt', description: 'How many of them were settled.' }),
    etaSeconds: t.float({
      nullable: true,
      description: 'How long it will still take, as fast as it goes now; null as long as nothing is known.',
      resolve: secondsLeft,
    }),
    profilesBefore: t.expose('profilesBefore', { type: 'SafeInt', nullable: true, description: 'How many profiles had events at its start.' }),
    profilesAfter: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        '`profilesBefore`, less those that were joined or vanished, and those that were separated or appeared; who came meanwhile does not count.',
      resolve: after,
    }),
    joined: t.expose('joined', { type: 'SafeInt', description: 'By so many there are fewer, because several became one.' }),
    separated: t.expose('separated', { type: 'SafeInt', description: 'By so many there are more, because one became several.' }),
    appeared: t.expose('appeared', { type: 'SafeInt', description: 'Those whose events all belonged to nobody.' }),
    vanished: t.expose('vanished', { type: 'SafeInt', description: 'Those whose events all belong to nobody now.' }),
    refused: t.expose('refused', { type: 'SafeInt', description: 'How many groups of people stay as they were.' }),
    refusals: t.field({
      type: [IdentityRunRefusal],
      description: 'Some of them, at most 100, with the reason.',
      resolve: ({ refusals }) => z.array(RefusedComponent).parse(refusals),
    }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong last; null: nothing since something was settled.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
  }),
})

async function find(context: SchemaContext, id: string): Promise<IdentityRun | null> {
  const uuid = parseUuid('idr', id)
  return uuid ? loadIdentityRun(context, uuid) : null
}
registerNode('idr', 'IdentityRun', find)

const listRuns = listOf({
  name: 'identity-runs',
  key: z.uuid(),
  keyOf: (run: IdentityRun) => run.id,
  read: ({ db, credential: { workspaceId } }, _args: object, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'desc', ({ id, orderBy, take }) => db.prisma.identityRun.findMany({ where: { workspaceId, id }, orderBy, take })),
      ),
    ),
  count: ({ db, credential: { workspaceId } }, _args, parents) =>
    Promise.all(parents.map(() => db.prisma.identityRun.count({ where: { workspaceId }, take: COUNT_CAP + 1 }))),
})

builder.queryFields((t) => ({
  identityRun: t.field({
    type: IdentityRunRef,
    nullable: true,
    description: 'One time that identity rules are applied, by its id.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context) => find(context, id),
  }),
  identityRuns: t.field({
    type: IdentityRunConnection,
    description: 'The times that identity rules were applied, newest first.',
    args: pageArgs,
    resolve: (_root, args, context, info) => listRuns(context, ROOT, args, info),
  }),
}))
