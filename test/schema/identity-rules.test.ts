import { expect } from 'vitest'
import { snippetsOf } from '../docs/page.ts'
import { graphql } from '../generated/gql.ts'
import { test } from '../helpers/graphql-server.ts'

const RULES = graphql(`
  query IdentityRules($version: Int) {
    identityRules(version: $version) {
      version changedAt reason mostMerges mostIdentifiers joinIdentified
      types { type builtIn paths joins limit { count period } priority normalisation { trim lowerCase removePlusTag e164 defaultCountry } }
      otherTypes { joins limit { count period } priority }
      combinedKeys { type parts { path normalisation { trim replacements { pattern replacement } } } }
      blocked { values anyCase patterns }
    }
  }
`)
const UPDATE = graphql(`
  mutation UpdateIdentityRules($input: UpdateIdentityRulesInput!) {
    updateIdentityRules(input: $input) { rules { version mostMerges } userErrors { code path message } }
  }
`)
const PERSON = graphql(`query ByEmail { profile(by: { email: "Ada+shop@Example.com" }) { identifiers { nodes { type value } } } }`)

test('the defaults can be read before anybody has changed them', async ({ api }) => {
  const { identityRules } = await api.request(RULES)
  expect(identityRules).toMatchObject({ version: 0, changedAt: null, reason: null, mostMerges: 100, mostIdentifiers: 1000, joinIdentified: false })
  const [userId, email] = identityRules?.types ?? []
  expect(userId).toMatchObject({ type: 'user_id', builtIn: true, joins: true, limit: { count: 1, period: 'EVER' }, priority: 1 })
  expect(email).toMatchObject({ type: 'email', priority: 2, normalisation: { trim: true, lowerCase: true, removePlusTag: false } })
  expect(identityRules?.types.filter(({ builtIn }) => !builtIn).map(({ type }) => type)).toContain('ios.idfa')
  expect(await api.request(RULES, { version: 1 })).toEqual({ identityRules: null })
})

test('the rules of the guide are put in force, kept as a version, and people are found by them', async ({ api }) => {
  const [document = ''] = snippetsOf('docs/identity.md', 'graphql').filter((text) => text.includes('updateIdentityRules'))
  const { updateIdentityRules } = await api.query<{ updateIdentityRules: { rules: { version: number }; userErrors: unknown[] } }>(document)
  expect(updateIdentityRules).toMatchObject({ rules: { version: 1 }, userErrors: [] })
  const address = { postalCode: 'SW1' }
  await api.track(
    { type: 'identify', userId: 'ada', traits: { email: 'ada+news@example.com', lastName: 'Lovelace', birthday: '1815-12-10', address } },
    { type: 'identify', anonymousId: 'a', traits: { lastName: 'lovelace', birthday: '1815-12-10', address, crmId: 12 } },
    { type: 'track', event: 'Seen', anonymousId: 'b', properties: { customer: { id: '12' } }, context: { traits: { email: 'x@example.org' } } },
  )
  expect((await api.request(PERSON)).profile?.identifiers.nodes.map(({ type, value }) => `${type}:${value}`).sort()).toEqual([
    'anonymous_id:a',
    'anonymous_id:b',
    'crm_id:12',
    'email:ada@example.com',
    'household:["lovelace","1815-12-10","sw1"]',
    'user_id:ada',
  ])
  expect((await api.request(RULES, { version: 0 })).identityRules?.combinedKeys).toEqual([])
  expect((await api.request(RULES)).identityRules).toMatchObject({ version: 1, reason: 'The CRM knows people best; kiosks are shared.' })
})

test('rules that cannot be taken change nothing, and the answer says where', async ({ api }) => {
  const types = [{ type: 'email' }, { type: 'crm_id', paths: ['traits.crmId', 'crmId'], blocked: { values: ['\u0000'] } }]
  const { updateIdentityRules: refused } = await api.request(UPDATE, { input: { rules: { types } } })
  expect(refused).toMatchObject({ rules: null, userErrors: [{ code: 'VALIDATION', path: ['rules', 'types', '1', 'paths', '1'] }] })
  const { updateIdentityRules: first } = await api.request(UPDATE, {
    input: { rules: { mostMerges: 7, blocked: { values: ['\u0000'] } }, basedOn: 0 },
  })
  expect(first).toEqual({ rules: { version: 1, mostMerges: 7 }, userErrors: [] })
  const { updateIdentityRules: late } = await api.request(UPDATE, { input: { rules: { mostMerges: 8 }, basedOn: 0 } })
  expect(late).toMatchObject({ rules: null, userErrors: [{ code: 'CONFLICT', path: ['basedOn'] }] })
  expect(api.errors).toEqual([])
})
