import { NotFoundError } from '../engine/errors.ts'
import { findName } from '../engine/identity/find-name.ts'
import type { Identifier } from '../engine/identity/identifier.ts'
import { loadProfilePlan, type ProfileName } from '../engine/profiles/load-plan.ts'
import type { RowPlan } from '../engine/profiles/plan.ts'
import { findProfile, type Profile } from '../engine/profiles/profile.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid } from './global-id.ts'
import { loadProfile } from './load.ts'
import { storable } from './storable.ts'

export const IdentifierInput = builder.inputType('IdentifierInput', {
  description: 'An identifier of any type.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'Its type, such as `ios.id` or one of your own.' }),
    value: t.string({ required: true, description: 'Its value; matched as the values of its type are.' }),
  }),
})

export const ProfileBy = builder.inputType('ProfileBy', {
  description: 'One way to name a person.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Any id that the profile ever had.' }),
    userId: t.string({ description: 'The user id.' }),
    anonymousId: t.string({ description: 'One of the anonymous ids.' }),
    email: t.string({ description: 'One of the e-mail addresses; trimmed, and in lower case.' }),
    phone: t.string({ description: 'One of the phone numbers; in E.164 where it parses with a leading +.' }),
    identifier: t.field({ type: IdentifierInput, description: 'One of the identifiers of any type.' }),
  }),
})

type By = typeof ProfileBy.$inferInput

export async function findProfileBy(context: SchemaContext, by: By): Promise<Profile | null> {
  if (by.id != null) {
    const uuid = parseUuid('prof', by.id)
    return uuid ? loadProfile(context, uuid) : null
  }
  const named = identifierOf(by)
  return named && findProfile(context.db.pool, context.credential.workspaceId, 'PROFILE', await hashed(context, named))
}

/** The same where there has to be one; throws NotFoundError. */
export async function requireProfile(context: SchemaContext, by: By, field: string): Promise<Profile> {
  const found = await findProfileBy(context, by)
  if (!found) throw new NotFoundError('There is no such person.', [field])
  return found
}

/** The same, loaded with what is planned. */
export async function loadProfileBy(context: SchemaContext, by: By, plan: RowPlan): Promise<Profile | null> {
  const name = await nameOf(context, by)
  const { workspaceId } = context.credential
  return name && loadProfilePlan<Profile>(context.db.pool, { workspaceId, entity: 'PROFILE', name }, plan)
}

async function nameOf(context: SchemaContext, by: By): Promise<ProfileName | null> {
  const uuid = by.id == null ? null : parseUuid('prof', by.id)
  if (by.id != null) return uuid === null ? null : { kind: 'id', id: uuid }
  const named = identifierOf(by)
  return named && { kind: 'identifier', ...(await hashed(context, named)) }
}

/** As it is matched. */
interface Named {
  readonly type: string
  readonly value: string
  readonly entity?: 'PROFILE' | 'ACCOUNT'
}

export const hashed = ({ db, credential }: SchemaContext, { type, value, ...rest }: Named): Promise<Omit<Identifier, 'raw'>> =>
  findName(db.pool, credential, { type: storable(type), value: storable(value), ...rest })

function identifierOf({ userId, anonymousId, email, phone, identifier }: By): { type: string; value: string } | null {
  if (userId != null) return { type: 'user_id', value: userId }
  if (anonymousId != null) return { type: 'anonymous_id', value: anonymousId }
  if (email != null) return { type: 'email', value: email }
  if (phone != null) return { type: 'phone', value: phone }
  return identifier ?? null
}
