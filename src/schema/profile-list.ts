import type { GraphQLResolveInfo } from 'graphql'
import { z } from 'zod'
import { type AskedRule, readRule } from '../engine/audiences/ask-rule.ts'
import { LimitReachedError } from '../engine/errors.ts'
import { loadProfileListPlan } from '../engine/profiles/load-plan.ts'
import { type Loaded, type PagePlan, partColumn } from '../engine/profiles/plan.ts'
import type { Entity, Profile } from '../engine/profiles/profile.ts'
import { countProfileList, type ListedProfile, type ProfileOrder as Order, readProfileList } from '../engine/profiles/profile-list.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { loadAccount, loadProfile } from './load.ts'
import { OrderDirection } from './order.ts'
import { type PageArgs, pageArgs } from './page.ts'
import { AccountConnection, ProfileConnection } from './refs.ts'
import { rootPagePlan } from './row-plan.ts'
import { RuleInput } from './rule-input.ts'
import { ACCOUNT, PROFILE } from './type-plans.ts'

const ProfileOrderField = builder.enumType('ProfileOrderField', {
  description: 'What profiles can be ordered by.',
  values: {
    CREATED_AT: { description: 'When they were created here.' },
    LAST_SEEN_AT: { description: 'The timestamp of their latest event.' },
  },
})

const ProfileOrder = builder.inputType('ProfileOrder', {
  description: 'An order of profiles.',
  fields: (t) => ({
    field: t.field({ type: ProfileOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC', description: 'In which direction.' }),
  }),
})

interface ListArgs {
  readonly rule?: unknown
  readonly orderBy?: typeof ProfileOrder.$inferInput | null | undefined
}

const orderOf = ({ orderBy }: ListArgs): Order =>
  orderBy
    ? { by: orderBy.field === 'CREATED_AT' ? 'createdAt' : 'lastSeenAt', direction: orderBy.direction === 'ASC' ? 'asc' : 'desc' }
    : { by: 'createdAt', direction: 'asc' }

/** All of one kind. A row knows its place in the list, which may be another once it is read in full. */
function everyOne<Row extends Profile>(entity: Entity, load: (context: SchemaContext, id: string) => Promise<Row | null>) {
  const show = async (context: SchemaContext, place: ListedProfile) => {
    const row = await load(context, place.id)
    return row ? [{ ...row, place }] : []
  }
  return listOf({
    name: entity === 'PROFILE' ? 'profiles' : 'accounts',
    key: z.object({ id: z.uuid(), at: z.number().int().min(0).max(Date.UTC(10_000)) }),
    keyOf: ({ place }: Row & { readonly place: ListedProfile }) => place,
    async read(context, args: ListArgs, parents: readonly Root[], slice) {
      const places = await within(context, entity, args, (query) => readProfileList(context.db, { ...query, order: orderOf(args) }, slice))
      const rows = (await Promise.all(places.map((place) => show(context, place)))).flat()
      return parents.map(() => rows)
    },
    async count(context, args, parents) {
      const count = await within(context, entity, args, (query) => countProfileList(context.db, query))
      return parents.map(() => count)
    },
  })
}

/** A rule that cannot be asked ends the list: there is no payload to put it into. */
async function within<T>(
  { db, credential }: SchemaContext,
  entity: Entity,
  { rule }: ListArgs,
  work: (query: { workspaceId: string; entity: Entity; asked: AskedRule | null }) => Promise<T>,
): Promise<T> {
  const about = { workspaceId: credential.workspaceId, entity }
  try {
    return await work({ ...about, asked: rule == null ? null : await readRule(db, about, rule) })
  } catch (error) {
    if (error instanceof InvalidRuleError) throw apiError('BAD_USER_INPUT', `${['rule', ...error.path].join('.')}: ${error.message}`)
    if (error instanceof LimitReachedError) throw apiError('QUERY_TOO_COMPLEX', error.message)
    throw error
  }
}

const listProfiles = everyOne('PROFILE', loadProfile)
const listAccounts = everyOne('ACCOUNT', loadAccount)

/** The root, with the page loaded that a field is about to list. */
async function loadAhead(
  { db, credential }: SchemaContext,
  info: GraphQLResolveInfo,
  { entity, args, plan }: { readonly entity: Entity; readonly args: ListArgs & PageArgs; readonly plan: PagePlan<ListedProfile> | null },
): Promise<Root & Loaded> {
  if (!plan) return ROOT
  const page = await loadProfileListPlan(db.pool, { workspaceId: credential.workspaceId, entity, order: orderOf(args) }, plan)
  return { [partColumn(String(info.path.key))]: page }
}

builder.queryFields((t) => ({
  profiles: t.field({
    type: ProfileConnection,
    description: 'All people, or those for whom a rule holds now. Without `orderBy` in the order in which they were created.',
    args: {
      ...pageArgs,
      rule: t.arg({ type: RuleInput, description: 'Only those for whom it holds. It is asked of what is stored, for up to 10 seconds.' }),
      orderBy: t.arg({ type: ProfileOrder, description: 'Another order.' }),
    },
    resolve: async (_root, args, context, info) => {
      const plan = args.rule == null ? rootPagePlan(context, info, { list: listProfiles, args, type: ['Profile', PROFILE], key: ['id'] }) : null
      return listProfiles(context, await loadAhead(context, info, { entity: 'PROFILE', args, plan }), args, info)
    },
  }),
  accounts: t.field({
    type: AccountConnection,
    description: 'All accounts, in the order in which they were created.',
    args: pageArgs,
    resolve: async (_root, args, context, info) => {
      const plan = rootPagePlan(context, info, { list: listAccounts, args, type: ['Account', ACCOUNT], key: ['id'] })
      return listAccounts(context, await loadAhead(context, info, { entity: 'ACCOUNT', args, plan }), args, info)
    },
  }),
}))
