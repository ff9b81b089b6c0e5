import type { PartPlan } from '../engine/profiles/plan.ts'
import { listAccountsOf, listPeopleOf } from './account-list.ts'
import { type EventArgs, eventFilter, listEvents } from './event.ts'
import { type IdentifierArgs, identifierFilter, listIdentifiers } from './identifier.ts'
import { listMembers, listMemberships, type MemberArgs, memberOrder } from './membership.ts'
import { type FieldPlan, pagePlan, rowPlan, type TypePlan } from './row-plan.ts'
import { storable } from './storable.ts'

/** Fields that are columns of the same name. */
const same = (...names: string[]): { [field: string]: FieldPlan } => Object.fromEntries(names.map((name) => [name, { columns: [name] }]))

/** A part that is a page, unless that is left to the field. */
const paged = <Page>(page: Page | null, part: (page: Page) => PartPlan): PartPlan | null => page && part(page)

const withSource: FieldPlan = { columns: ['sourceId'], part: ({ fields }) => ({ kind: 'source', row: rowPlan(SOURCE, fields) }) }

const SOURCE: TypePlan = { all: ['id', 'name', 'enabled', 'createdAt'], fields: same('id', 'name', 'enabled', 'createdAt') }

const TRAIT: TypePlan = {
  all: ['name', 'value', 'kind', 'updatedAt', 'sourceId', 'decision', 'candidates'],
  fields: { ...same('name', 'value', 'kind', 'updatedAt', 'decision', 'candidates'), source: withSource },
}

const IDENTIFIER: TypePlan = {
  all: ['hash', 'type', 'value', 'raw', 'firstSeenAt', 'lastSeenAt', 'sourceId'],
  fields: { ...same('type', 'value', 'raw', 'firstSeenAt', 'lastSeenAt'), source: withSource },
}

const EVENT_FIELDS = [
  'messageId',
  'type',
  'name',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'userId',
  'anonymousId',
  'groupId',
  'previousId',
]
const EVENT_JSON = ['properties', 'traits', 'context', 'integrations']
const EVENT_IDENTITY = ['identityVersion', 'identity']

const EVENT: TypePlan = {
  all: ['id', 'profileId', 'accountId', 'sourceId', ...EVENT_FIELDS, ...EVENT_JSON, ...EVENT_IDENTITY],
  fields: {
    ...same(...EVENT_FIELDS, ...EVENT_JSON),
    id: { columns: ['id', 'timestamp', 'profileId'] },
    profile: { columns: ['profileId'] },
    source: withSource,
  },
}

const MEMBERSHIP: TypePlan = {
  all: ['audienceId', 'profileId', 'since'],
  fields: {
    id: { columns: ['audienceId', 'profileId'] },
    since: { columns: ['since'] },
    audience: { part: ({ fields }) => ({ kind: 'audience', row: rowPlan(AUDIENCE, fields) }) },
    profile: { part: ({ fields }) => ({ kind: 'profile', row: rowPlan(PROFILE, fields, ['id']) }) },
  },
}

const AUDIENCE_FIELDS = ['id', 'key', 'name', 'description', 'labels', 'folder', 'entity', 'rule', 'enabled', 'status', 'createdAt', 'updatedAt']

export const AUDIENCE: TypePlan = {
  all: AUDIENCE_FIELDS,
  fields: {
    ...same(...AUDIENCE_FIELDS),
    size: { part: () => ({ kind: 'counter', column: 'size' }) },
    version: { part: () => ({ kind: 'counter', column: 'version' }) },
    members: {
      part: (selected) =>
        paged(pagePlan(listMembers, selected, MEMBERSHIP, ['since', 'profileId']), (page) => ({
          kind: 'members',
          order: memberOrder(selected.args as MemberArgs),
          page,
        })),
    },
  },
}

const PROFILE_FIELDS = ['id', 'version', 'traits', 'createdAt', 'updatedAt', 'firstSeenAt', 'lastSeenAt']

export const PROFILE: TypePlan = {
  all: [...PROFILE_FIELDS, 'losers'],
  fields: {
    ...same(...PROFILE_FIELDS),
    trait: {
      // As of a moment it is left to the field.
      part: ({ args, fields }) =>
        args['at'] == null ? { kind: 'trait', name: storable(args['name'] as string), row: rowPlan(TRAIT, fields, ['name']) } : null,
    },
    inAudience: { part: ({ args }) => ({ kind: 'isMember', key: storable(args['key'] as string) }) },
    identifiers: {
      part: (selected) =>
        paged(pagePlan(listIdentifiers, selected, IDENTIFIER, ['firstSeenAt', 'hash']), (page) => ({
          kind: 'identifiers',
          filter: identifierFilter(selected.args as IdentifierArgs),
          page,
        })),
    },
    events: {
      part: (selected) =>
        paged(pagePlan(listEvents, selected, EVENT, ['timestamp', 'messageId']), (page) => ({
          kind: 'events',
          filter: eventFilter(selected.args as EventArgs),
          page,
        })),
    },
    audiences: {
      part: (selected) => paged(pagePlan(listMemberships, selected, MEMBERSHIP, ['audienceId']), (page) => ({ kind: 'memberships', page })),
    },
    accounts: {
      part: (selected) => paged(pagePlan(listAccountsOf, selected, ACCOUNT, ['id']), (page) => ({ kind: 'connected', side: 'accounts', page })),
    },
  },
}

export const ACCOUNT: TypePlan = {
  all: [...PROFILE_FIELDS, 'losers', 'groupId'],
  fields: {
    ...same('id', 'groupId', 'createdAt', 'traits'),
    members: {
      part: (selected) => paged(pagePlan(listPeopleOf, selected, PROFILE, ['id']), (page) => ({ kind: 'connected', side: 'people', page })),
    },
  },
}

/** By the names of the types. */
export const TYPE_PLANS: ReadonlyMap<string, TypePlan> = new Map(
  Object.entries({
    ...{ Profile: PROFILE, Account: ACCOUNT, Audience: AUDIENCE, Membership: MEMBERSHIP },
    ...{ Event: EVENT, Identifier: IDENTIFIER, Trait: TRAIT, Source: SOURCE },
  }),
)
