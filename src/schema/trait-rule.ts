import type { TraitRule } from '../db/generated/client.ts'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import type { Json } from '../engine/json.ts'
import { lockTrait, MOST_TRAIT_RULES, removeTraitRule, setTraitRule } from '../engine/manage-trait-rules.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import type { TraitRule as Rule } from '../engine/traits/trait-rule.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import { ComputationStatus } from './computation-status.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid } from './global-id.ts'
import { loadProfile, loadSource } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ProfileBy, requireProfile } from './profile-by.ts'
import { ProfileRef, SourceRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

const TraitRuleKind = builder.enumType('TraitRuleKind', {
  description: 'Which of the values that were said of a trait counts.',
  values: {
    LATEST: { description: 'The one that was said last, as without a rule.' },
    EARLIEST: { description: 'The one that was said first; deletions do not count.' },
    SOURCE_PRIORITY: { description: 'The latest of the first source of a list that has said any.' },
    MOST_FREQUENT: { description: 'The one that was said most often; of several the one that was said last.' },
  },
})
type Kind = typeof TraitRuleKind.$inferType

const TraitRuleRef = builder.objectRef<TraitRule>('TraitRule').implement({
  description: 'Which of the values that were said of a trait counts.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the trait.' }),
    entity: t.expose('entity', { type: RuleEntity, description: 'Whose trait it is.' }),
    kind: t.field({ type: TraitRuleKind, description: 'Which value counts.', resolve: ({ kind }) => kind as Kind }),
    sources: t.field({
      type: [SourceRef],
      description: 'Of SOURCE_PRIORITY: the sources, the strongest first. All others come after them, together.',
      resolve: async ({ sources }, _args, context) =>
        (await Promise.all(sources.map((id) => loadSource(context, id)))).filter((source) => source !== null),
    }),
    status: t.expose('status', { type: ComputationStatus, description: 'COMPUTING while what there is already is chosen anew.' }),
    profilesDone: t.field({
      type: 'SafeInt',
      description: 'For how many profiles it was chosen anew so far.',
      resolve: ({ backfillDone }) => Number(backfillDone),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the rule was last changed.' }),
  }),
})

const readRules = ({ db, credential }: SchemaContext) =>
  db.prisma.traitRule.findMany({
    where: { workspaceId: credential.workspaceId, removed: false },
    orderBy: [{ entity: 'asc' }, { name: 'asc' }],
    take: MOST_TRAIT_RULES,
  })

builder.queryField('traitRules', (t) =>
  t.field({
    type: [TraitRuleRef],
    description: `The traits of which not simply the latest value counts, at most ${MOST_TRAIT_RULES}.`,
    resolve: (_root, _args, context) => readRules(context),
  }),
)

const SetTraitRuleInput = builder.inputType('SetTraitRuleInput', {
  description: 'Which value of a trait is to count.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name of the trait.' }),
    entity: t.field({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'Whose trait it is.' }),
    kind: t.field({ type: TraitRuleKind, required: true, description: 'Which value counts.' }),
    sources: t.idList({ description: 'With SOURCE_PRIORITY, and only then: sources, the strongest first.' }),
  }),
})

const RemoveTraitRuleInput = builder.inputType('RemoveTraitRuleInput', {
  description: 'A trait whose latest value is to count again.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name of the trait.' }),
    entity: t.field({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'Whose trait it is.' }),
  }),
})

const LockTraitInput = builder.inputType('LockTraitInput', {
  description: 'A value that is to stay.',
  fields: (t) => ({
    profile: t.field({ type: ProfileBy, required: true, description: 'Whose trait it is.' }),
    name: t.string({ required: true, description: 'The name of the trait.' }),
    value: t.field({ type: 'JSON', required: true, description: 'The value; not null.' }),
  }),
})

const UnlockTraitInput = builder.inputType('UnlockTraitInput', {
  description: 'A trait whose value is to move again.',
  fields: (t) => ({
    profile: t.field({ type: ProfileBy, required: true, description: 'Whose trait it is.' }),
    name: t.string({ required: true, description: 'The name of the trait.' }),
  }),
})

type RuleResult = { readonly traitRule: TraitRule | null }
type LockResult = { readonly profile: Profile | null }

const TraitRulePayload = builder.objectRef<Payload<RuleResult>>('TraitRulePayload').implement({
  description: 'The rule as it is now, or why nothing was changed.',
  fields: (t) => ({
    traitRule: t.expose('traitRule', {
      type: TraitRuleRef,
      nullable: true,
      description: 'The rule; null when it was removed, and when nothing was changed.',
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const TraitLockPayload = builder.objectRef<Payload<LockResult>>('TraitLockPayload').implement({
  description: 'The person as it is now, or why nothing was changed.',
  fields: (t) => ({
    profile: t.expose('profile', { type: ProfileRef, nullable: true, description: 'The person; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

builder.mutationFields((t) => ({
  setTraitRule: t.field({
    type: TraitRulePayload,
    description:
      'Says which of the values that were said of a trait counts. What there is already is chosen anew in the background, from the events.',
    args: { input: t.arg({ type: SetTraitRuleInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<RuleResult>([ValidationError, NotFoundError, LimitReachedError], { traitRule: null }, () => set(context, input)),
  }),
  removeTraitRule: t.field({
    type: TraitRulePayload,
    description: 'The latest value counts again. What there is already is chosen anew in the background.',
    args: { input: t.arg({ type: RemoveTraitRuleInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, credential: { workspaceId } }) =>
      payload<RuleResult>([NotFoundError], { traitRule: null }, async () => {
        await removeTraitRule(db.pool, { workspaceId, entity: input.entity, name: storable(input.name) })
        return { traitRule: null }
      }),
  }),
  lockTrait: t.field({
    type: TraitLockPayload,
    description: 'Keeps a trait of a person at a value, whatever is said of it, until `unlockTrait`.',
    args: { input: t.arg({ type: LockTraitInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<LockResult>([ValidationError, NotFoundError, LimitReachedError, ConflictError], { profile: null }, () =>
        lock(context, input.profile, { name: input.name, value: lockable(input.value ?? null) }),
      ),
  }),
  unlockTrait: t.field({
    type: TraitLockPayload,
    description: 'Lets a locked trait be again what its rule says.',
    args: { input: t.arg({ type: UnlockTraitInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<LockResult>([ValidationError, NotFoundError, ConflictError], { profile: null }, () =>
        lock(context, input.profile, { name: input.name, value: null }),
      ),
  }),
}))

async function set(context: SchemaContext, { name, entity, kind, sources }: typeof SetTraitRuleInput.$inferInput): Promise<RuleResult> {
  const { workspaceId } = context.credential
  const named = { workspaceId, entity: entity ?? 'PROFILE', name: storable(name) }
  await setTraitRule(context.db.pool, named, await ruleOf(context, kind, sources ?? []))
  return { traitRule: await context.db.prisma.traitRule.findUnique({ where: { workspaceId_entity_name: named } }) }
}

async function ruleOf(context: SchemaContext, kind: Kind, sources: readonly string[]): Promise<Rule> {
  if (kind !== 'SOURCE_PRIORITY') {
    if (sources.length > 0) throw new ValidationError('Sources belong to SOURCE_PRIORITY.', ['sources'])
    return { kind }
  }
  if (sources.length === 0) throw new ValidationError('Name at least one source.', ['sources'])
  const ids = sources.map((id) => parseUuid('src', id))
  const found = await Promise.all(ids.map((id) => (id === null ? null : loadSource(context, id))))
  const missing = found.indexOf(null)
  if (missing >= 0) throw new NotFoundError('There is no such source.', ['sources', String(missing)])
  return { kind, sources: found.flatMap((source) => source?.id ?? []) }
}

const MOST_BYTES = 32 * 1024
// As JSON writes what Postgres does not store: U+0000 and halves of surrogate pairs.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

function lockable(value: Json): Json {
  const text = JSON.stringify(value)
  if (value === null) throw new ValidationError('A trait is locked at a value; null is none.', ['value'])
  if (text.length > MOST_BYTES) throw new ValidationError(`A value has at most ${MOST_BYTES} characters as JSON.`, ['value'])
  if (UNSTORABLE.test(text)) throw new ValidationError('The value has characters that cannot be stored: U+0000, or half a surrogate pair.', ['value'])
  return value
}

async function lock(
  context: SchemaContext,
  by: typeof ProfileBy.$inferInput,
  { name, value }: { readonly name: string; readonly value: Json },
): Promise<LockResult> {
  const found = await requireProfile(context, by, 'profile')
  const wanted = { workspaceId: context.credential.workspaceId, profileId: found.id, name: storable(name), value }
  const { deliveryLanes } = await lockTrait(context.db.pool, wanted)
  context.deliveryHints.wake(deliveryLanes)
  return { profile: await loadProfile(context, found.id) }
}
