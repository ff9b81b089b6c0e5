import { expect } from 'vitest'
import { snippetsOf } from '../docs/page.ts'
import { graphql } from '../generated/gql.ts'
import { test } from '../helpers/graphql-server.ts'

interface Tried {
  readonly simulateIdentityRules: {
    readonly simulation: {
      readonly joins: readonly { readonly profiles: readonly { readonly id: string }[] }[]
      readonly separations: readonly object[]
    }
  }
}

const SEPARATE = graphql(`
  query TrySeparating($rules: IdentityRulesInput, $sample: Int) {
    simulateIdentityRules(rules: $rules, sample: $sample) {
      simulation { separated eventsOfNobodyBefore eventsOfNobodyAfter separations { profile { id } parts { profileCount profiles { id } } } }
      userErrors { code path }
    }
  }
`)
const ID = graphql(`query IdForSimulation($by: ProfileBy!) { profile(by: $by) { id } }`)

test('the example of the guide says who would be joined; a read key may ask', async ({ api }) => {
  await api.track(
    { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
    { type: 'identify', anonymousId: 'a', traits: { email: 'ada+news@example.com' } },
  )
  const [document = ''] = snippetsOf('docs/identity.md', 'graphql').filter((text) => text.includes('simulateIdentityRules'))
  const { simulateIdentityRules } = await api.query<Tried>(document, {}, api.keys.read)
  expect(simulateIdentityRules).toMatchObject({
    simulation: {
      ...{ events: 2, profilesBefore: 2, profilesAfter: 1, joined: 1, separated: 0, appeared: 0, vanished: 0, refusals: [], separations: [] },
      joins: [{ profileCount: 2 }],
      largest: [{ identifierCount: 3, events: 2 }],
    },
    userErrors: [],
  })
  const [ada, a] = [await api.request(ID, { by: { userId: 'ada' } }), await api.request(ID, { by: { anonymousId: 'a' } })]
  expect(simulateIdentityRules.simulation.joins[0]?.profiles.map(({ id }) => id).sort()).toEqual([ada.profile?.id, a.profile?.id].sort())
})

test('shows a profile that would be several beside its parts, and says what cannot be tried', async ({ api }) => {
  await api.track(
    { type: 'identify', anonymousId: 'a', traits: { email: 'office@example.com' } },
    { type: 'identify', anonymousId: 'b', traits: { email: 'office@example.com' } },
  )
  const id = (await api.request(ID, { by: { anonymousId: 'a' } })).profile?.id
  const { simulateIdentityRules } = await api.request(SEPARATE, { rules: { types: [{ type: 'email', joins: false }] }, sample: 10 })
  expect(simulateIdentityRules).toMatchObject({
    simulation: {
      ...{ separated: 1, eventsOfNobodyBefore: 0, eventsOfNobodyAfter: 0 },
      separations: [
        {
          profile: { id },
          parts: [
            { profileCount: 1, profiles: [{ id }] },
            { profileCount: 1, profiles: [{ id }] },
          ],
        },
      ],
    },
    userErrors: [],
  })
  expect((await api.request(SEPARATE, { rules: { combinedKeys: [{ type: 'k', parts: [] }] } })).simulateIdentityRules).toEqual({
    simulation: null,
    userErrors: [{ code: 'VALIDATION', path: ['rules', 'combinedKeys', '0', 'parts'] }],
  })
  expect((await api.request(SEPARATE, { sample: 0 })).simulateIdentityRules.userErrors).toEqual([{ code: 'VALIDATION', path: ['sample'] }])
})
