import { z } from 'zod'
import type { LoggedChange } from '../engine/audiences/logged-change.ts'
import type { MembershipReason as Reason } from '../engine/audiences/membership.ts'
import { printCursor } from '../engine/live/change-cursor.ts'
import { readMembersAsOf, readSizeAsOf } from '../engine/profiles/members-as-of.ts'
import { countLedger, type LedgerQuery, readLedger } from '../engine/profiles/membership-ledger.ts'
import { builder } from './builder.ts'
import { connectionType, listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { everyId, loadProfile } from './load.ts'
import { findProfileBy, type ProfileBy } from './profile-by.ts'
import { type AudienceRow, ProfileRef } from './refs.ts'

export const MembershipChangeKind = builder.enumType('MembershipChangeKind', {
  description: 'What changed.',
  values: { ENTERED: { description: 'It became a member.' }, EXITED: { description: 'It is no longer a member.' } },
})

export const MembershipReason = builder.enumType('MembershipReason', {
  description: 'Why a membership changed.',
  values: {
    EVENT: { description: 'Something happened.' },
    TRAIT: { description: 'A trait changed.' },
    CLOCK: { description: 'Time passed.' },
    MERGED: { description: 'Profiles became one.' },
    SPLIT: { description: 'A profile was taken apart, or became another one because identity rules were applied to what had been.' },
    DELETED: { description: 'The person was deleted, or nothing was left of it when identity rules were applied.' },
    DEFINITION: { description: 'The audience was created, changed or switched on.' },
  },
})

interface OfAudience {
  readonly entity: AudienceRow['entity']
  readonly profileId: string
}

const printMember = ({ entity, profileId }: OfAudience): string => printUuid(entity === 'PROFILE' ? 'prof' : 'acct', profileId)

export const MembershipChangeRef = builder.objectRef<LoggedChange & OfAudience>('MembershipChange').implement({
  description: 'An entry to an audience, or an exit from it.',
  fields: (t) => ({
    cursor: t.string({ description: 'Its place in commit order, for `after` of `audienceMembership`.', resolve: (change) => printCursor(change) }),
    audienceId: t.id({ description: 'The id of the audience.', resolve: ({ audienceId }) => printUuid('aud', audienceId) }),
    profileId: t.id({ description: 'The id of who entered or left, as it was then.', resolve: printMember }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'Who entered or left, as of now; null once deleted, and in an audience of accounts.',
      resolve: ({ profileId }, _args, context) => loadProfile(context, profileId),
    }),
    change: t.expose('change', { type: MembershipChangeKind, description: 'What changed.' }),
    at: t.expose('at', { type: 'DateTime', description: 'The moment it became true.' }),
    committedAt: t.expose('committedAt', {
      type: 'DateTime',
      description: 'When it was committed: within an audience never before the change before.',
    }),
    reason: t.expose('reason', { type: MembershipReason, description: 'Why.' }),
  }),
})
export const MembershipChangeConnection = connectionType('MembershipChange', MembershipChangeRef)

const PastMemberRef = builder.objectRef<OfAudience>('PastMember').implement({
  description: 'Who was in an audience at a moment.',
  fields: (t) => ({
    profileId: t.id({ description: 'The id, as it was then.', resolve: printMember }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'Who that is now; null once deleted, and in an audience of accounts.',
      resolve: ({ profileId }, _args, context) => loadProfile(context, profileId),
    }),
  }),
})
export const PastMemberConnection = connectionType('PastMember', PastMemberRef)

export interface ChangeArgs {
  readonly kinds?: readonly LoggedChange['change'][] | null | undefined
  readonly reasons?: readonly Reason[] | null | undefined
  readonly profile?: typeof ProfileBy.$inferInput | null | undefined
}

async function queryOf(context: SchemaContext, { id: audienceId }: AudienceRow, { kinds, reasons, profile }: ChangeArgs): Promise<LedgerQuery> {
  const found = profile && (await findProfileBy(context, profile))
  return {
    ...{ workspaceId: context.credential.workspaceId, audienceId, kinds: kinds ?? null, reasons: reasons ?? null },
    profileIds: profile ? (found ? everyId(found) : []) : null,
  }
}

/** The entries and exits of an audience. */
export const listChanges = listOf({
  name: 'changes',
  key: z.object({
    version: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    ordinal: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  }),
  keyOf: ({ version, ordinal }: LoggedChange & OfAudience) => ({ version, ordinal }),
  read: (context, args: ChangeArgs, audiences: readonly AudienceRow[], slice) =>
    Promise.all(
      audiences.map(async (audience) => {
        const changes = await readLedger(context.db.pool, await queryOf(context, audience, args), slice)
        return changes.map((change) => ({ ...change, entity: audience.entity }))
      }),
    ),
  count: (context, args, audiences) =>
    Promise.all(audiences.map(async (audience) => countLedger(context.db.pool, await queryOf(context, audience, args)))),
})

export interface AsOfArgs {
  readonly at?: string | null | undefined
}

const asOf = ({ credential }: SchemaContext, { id }: AudienceRow, { at }: AsOfArgs) => ({
  ...{ workspaceId: credential.workspaceId, audienceId: id },
  at: at == null ? null : Date.parse(at),
})

/** How many were in an audience. */
export const sizeAsOf = (context: SchemaContext, audience: AudienceRow, args: AsOfArgs): Promise<number> =>
  readSizeAsOf(context.db.pool, asOf(context, audience, args))

/** Who was in an audience. */
export const listMembersAsOf = listOf({
  name: 'membersAsOf',
  key: z.uuid(),
  keyOf: ({ profileId }: OfAudience) => profileId,
  read: (context, args: AsOfArgs, audiences: readonly AudienceRow[], slice) =>
    Promise.all(
      audiences.map(async (audience) => {
        const ids = await readMembersAsOf(context.db.pool, asOf(context, audience, args), slice)
        return ids.map((profileId) => ({ profileId, entity: audience.entity }))
      }),
    ),
  count: (context, args, audiences) => Promise.all(audiences.map((audience) => sizeAsOf(context, audience, args))),
  counted: true,
})
