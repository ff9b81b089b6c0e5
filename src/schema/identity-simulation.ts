import { LimitReachedError, ValidationError } from '../engine/errors.ts'
import type { Identifier } from '../engine/identity/identifier.ts'
import type { Comparison, SimulatedProfile } from '../engine/identity/simulate/compare.ts'
import { MOST_SAMPLED, type Simulation, simulateRules } from '../engine/identity/simulate/simulate-rules.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { IdentityRulesInput, rulesOf } from './identity-rules-input.ts'
import { loadProfile } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ProfileRef } from './refs.ts'
import { UserError } from './user-error.ts'

const SimulatedIdentifier = builder.objectRef<Pick<Identifier, 'type' | 'value'>>('SimulatedIdentifier').implement({
  description: 'An identifier, as it would be matched.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Its type.' }),
    value: t.exposeString('value', { description: 'Its value, normalised.' }),
  }),
})

/** Of those that have gone meanwhile nothing is shown. */
async function loadProfiles(context: SchemaContext, ids: readonly string[]) {
  const profiles = await Promise.all(ids.map((id) => loadProfile(context, id)))
  return profiles.filter((profile) => profile !== null)
}

const MOST_SHOWN = 20

const SimulatedProfileRef = builder.objectRef<SimulatedProfile>('SimulatedProfile').implement({
  description: 'A profile as it would be.',
  fields: (t) => ({
    profiles: t.field({
      type: [ProfileRef],
      description: `Some of the profiles, at most ${MOST_SHOWN}, whose events it would have.`,
      resolve: ({ profileIds }, _args, context) => loadProfiles(context, profileIds.slice(0, MOST_SHOWN)),
    }),
    profileCount: t.int({
      description: 'How many profiles those are; one of which it would have only a part is one.',
      resolve: ({ profileIds }) => profileIds.length,
    }),
    identifierCount: t.exposeInt('identifierCount', { description: 'How many identifiers it would have.' }),
    identifiers: t.field({ type: [SimulatedIdentifier], description: 'Some that its events carry.', resolve: ({ identifiers }) => [...identifiers] }),
    events: t.expose('events', { type: 'SafeInt', description: 'How many events it would have.' }),
  }),
})

const SimulatedSeparation = builder.objectRef<Comparison['separations'][number]>('SimulatedSeparation').implement({
  description: 'A profile that would be several.',
  fields: (t) => ({
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'As it is; null once it has gone.',
      resolve: ({ profileId }, _args, context) => loadProfile(context, profileId),
    }),
    parts: t.field({ type: [SimulatedProfileRef], description: 'What it would be, at most 10.', resolve: ({ parts }) => [...parts] }),
  }),
})

const SimulatedRefusal = builder.objectRef<Simulation['refusals'][number]>('SimulatedRefusal').implement({
  description: 'What the rules would refuse.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code of the refusal.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'How often; events that carry the same identifiers are counted at most twice.' }),
  }),
})

const IdentitySimulation = builder.objectRef<Simulation>('IdentitySimulation').implement({
  description:
    'Who people would be by other rules. `profilesAfter` is `profilesBefore`, less those that would be joined or vanish, and those that would be separated or appear.',
  fields: (t) => ({
    events: t.expose('events', { type: 'SafeInt', description: 'How many events were looked at.' }),
    eventsOfNobodyBefore: t.field({ type: 'SafeInt', description: 'How many of them belong to nobody.', resolve: (one) => one.ofNobodyBefore }),
    eventsOfNobodyAfter: t.field({ type: 'SafeInt', description: 'How many of them would.', resolve: (one) => one.ofNobodyAfter }),
    profilesBefore: t.expose('profilesBefore', { type: 'SafeInt', description: 'How many profiles have them.' }),
    profilesAfter: t.expose('profilesAfter', { type: 'SafeInt', description: 'How many would.' }),
    joined: t.expose('joined', { type: 'SafeInt', description: 'By so many there would be fewer, because several would be one.' }),
    separated: t.expose('separated', { type: 'SafeInt', description: 'By so many there would be more, because one would be several.' }),
    appeared: t.expose('appeared', { type: 'SafeInt', description: 'Those whose events all belong to nobody now.' }),
    vanished: t.expose('vanished', { type: 'SafeInt', description: 'Those whose events would all belong to nobody.' }),
    refusals: t.field({ type: [SimulatedRefusal], description: 'What would be refused.', resolve: ({ refusals }) => [...refusals] }),
    largest: t.field({
      type: [SimulatedProfileRef],
      description: 'The 10 that would have the most identifiers.',
      resolve: ({ largest }) => [...largest],
    }),
    joins: t.field({ type: [SimulatedProfileRef], description: 'The 10 that would be of the most profiles.', resolve: ({ joins }) => [...joins] }),
    separations: t.field({
      type: [SimulatedSeparation],
      description: 'The 10 profiles that would be the most.',
      resolve: ({ separations }) => [...separations],
    }),
  }),
})

type Result = { readonly simulation: Simulation | null }

const IdentitySimulationPayload = builder.objectRef<Payload<Result>>('IdentitySimulationPayload').implement({
  description: 'What would be, or why it cannot be said.',
  fields: (t) => ({
    simulation: t.expose('simulation', { type: IdentitySimulation, nullable: true, description: 'What would be; null where it cannot be said.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why it cannot be said; empty when it is.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

builder.queryField('simulateIdentityRules', (t) =>
  t.field({
    type: IdentitySimulationPayload,
    description:
      'Tries rules on all events that are kept, in the order in which they came, and compares the people that they would make with those that there are. Changes nothing.',
    args: {
      rules: t.arg({ type: IdentityRulesInput, description: 'The rules. Default: those in force.' }),
      sample: t.arg.int({
        description: `Only the events of so many profiles, chosen by chance, at most ${MOST_SAMPLED}: nobody else is met. Default: all events.`,
      }),
    },
    resolve: (_root, { rules, sample }, { db, credential }) =>
      payload<Result>([ValidationError, LimitReachedError], { simulation: null }, async () => ({
        simulation: await simulateRules(db.pool, { workspaceId: credential.workspaceId, rules: rules == null ? undefined : rulesOf(rules), sample }),
      })),
  }),
)
