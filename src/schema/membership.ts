import { z } from 'zod'
import { areMembers, countMemberships, type Membership, readMembers, readMembership, readMemberships } from '../engine/profiles/memberships.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import type { Direction } from '../engine/profiles/slice.ts'
import { apiError } from './api-error.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseId, printHex, uuidText } from './global-id.ts'
import { everyId, loadAccount, loadAudience, loadCounters, loadProfile } from './load.ts'
import { loadedFor } from './loaded.ts'
import { Node, registerNode } from './node.ts'
import { OrderDirection } from './order.ts'
import { AccountRef, AudienceRef, type AudienceRow, MembershipRef, ProfileRef } from './refs.ts'

MembershipRef.implement({
  description: 'That a profile is in an audience.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({
      description: 'Its id.',
      resolve: ({ audienceId, profileId }) => printHex('mem', audienceId + profileId),
    }),
    audience: t.field({
      type: AudienceRef,
      description: 'The audience.',
      // What is there already is answered at once: a promise for each of many rows costs more than the rest of the answer.
      resolve: (membership, _args, context, info) =>
        loadedFor<AudienceRow | null>(membership, info) ?? loadAudience(context, membership.audienceId).then(required),
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'The profile; null in an audience of accounts.',
      resolve: (membership, _args, context, info) => {
        const loaded = loadedFor<Profile | null>(membership, info)
        return loaded !== undefined ? loaded : loadProfile(context, membership.profileId)
      },
    }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account; null in an audience of people.',
      resolve: ({ profileId }, _args, context) => loadAccount(context, profileId),
    }),
    since: t.expose('since', { type: 'DateTime', description: 'The moment it became true.' }),
  }),
})

function required(audience: AudienceRow | null): AudienceRow {
  if (!audience) throw apiError('NOT_FOUND', 'The audience was deleted meanwhile.')
  return audience
}

registerNode('mem', 'Membership', async ({ db, credential }: SchemaContext, id) => {
  const bytes = parseId('mem', id)
  if (bytes?.length !== 32) return null
  return readMembership(db.pool, credential.workspaceId, { audienceId: uuidText(bytes.subarray(0, 16)), profileId: uuidText(bytes.subarray(16)) })
})

/** The audiences of a person. */
export const listMemberships = listOf({
  name: 'memberships',
  key: z.uuid(),
  keyOf: ({ audienceId }: Membership) => audienceId,
  read: ({ db, credential }, _args: object, people: readonly Profile[], slice) =>
    readMemberships(db.pool, credential.workspaceId, people.map(everyId), slice),
  count: ({ db, credential }, _args, people) => countMemberships(db.pool, credential.workspaceId, people.map(everyId)),
})

const MembershipOrderField = builder.enumType('MembershipOrderField', {
  description: 'What members can be ordered by.',
  values: { SINCE: { description: 'When they became members.' } },
})

export const MembershipOrder = builder.inputType('MembershipOrder', {
  description: 'An order of members.',
  fields: (t) => ({
    field: t.field({ type: MembershipOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC', description: 'In which direction.' }),
  }),
})

export interface MemberArgs {
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' } | null | undefined
}

export const memberOrder = ({ orderBy }: MemberArgs): Direction => (orderBy?.direction === 'DESC' ? 'desc' : 'asc')

/** The members of an audience. */
export const listMembers = listOf({
  name: 'members',
  key: z.object({ since: z.number().int().min(-8.64e15).max(8.64e15), profileId: z.uuid() }),
  keyOf: ({ since, profileId }: Membership) => ({ since, profileId }),
  read: ({ db, credential }, args: MemberArgs, audiences: readonly AudienceRow[], slice) =>
    readMembers(db.pool, { workspaceId: credential.workspaceId, audienceIds: audiences.map(({ id }) => id), order: memberOrder(args) }, slice),
  count: (context, _args, audiences) => Promise.all(audiences.map(async ({ id }) => Number((await loadCounters(context, id)).size))),
  counted: true,
})

/** Whether a person is in the audience with a key; null: there is no such audience. */
export const isMember = batched<{ readonly ids: readonly string[]; readonly key: string }, boolean | null>(({ db, credential }, asked) =>
  areMembers(db.pool, credential.workspaceId, asked),
)
