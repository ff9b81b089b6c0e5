import { describe, expect, vi } from 'vitest'
import { graphql } from '../generated/index.ts'
import { test } from '../helpers/graphql-server.ts'

const CREATE = graphql(`
  mutation CreateComputedTrait($input: CreateComputedTraitInput!) {
    createComputedTrait(input: $input) {
      computedTrait { id key name entity definition status enabled }
      userErrors { __typename code message path ... on InvalidRuleError { line column } ... on KeyTakenError { existingId } }
    }
  }
`)
const UPDATE = graphql(`
  mutation UpdateComputedTrait($input: UpdateComputedTraitInput!) {
    updateComputedTrait(input: $input) { computedTrait { name enabled status } userErrors { code path } }
  }
`)
const DELETE = graphql(`
  mutation DeleteComputedTrait($input: DeleteInput!) {
    deleteComputedTrait(input: $input) { deletedId userErrors { code message ... on InUseError { by { id ... on ComputedTrait { key } ... on Audience { key } } } } }
  }
`)
const TRAIT = graphql(`
  query TraitOf($userId: String!, $name: String!, $at: DateTime) {
    profile(by: { userId: $userId }) {
      traits
      trait(name: $name) { name value kind updatedAt source { id } }
      before: trait(name: $name, at: $at) { value kind }
      traitHistory(names: [$name]) { nodes { name value at } totalCount { count } }
    }
  }
`)
const WATCH = graphql(`
  subscription WatchTraits($userId: String!) {
    profileUpdated(by: { userId: $userId }) { profile { traits } }
  }
`)
const STATUS = graphql(`
  query ComputedTraits { computedTraits { nodes { key status } totalCount { count } } computedTrait(by: { key: "orders" }) { key } }
`)

const bought = (messageId: string, timestamp: string) => ({ type: 'track', event: 'Bought', userId: 'ada', messageId, timestamp })
const OLD = '2026-01-01T00:00:00.000Z'
const NEW = '2026-02-01T00:00:00.000Z'

describe('computed traits', () => {
  test('are read like any other, with their history, and as they were', async ({ api }) => {
    const create = (key: string, definition: object) => api.request(CREATE, { input: { key, name: key, definition } as never })
    await api.track(bought('m1', OLD))
    const { createComputedTrait } = await create('orders', { count: { event: 'Bought' } })
    expect(createComputedTrait).toMatchObject({
      userErrors: [],
      computedTrait: { key: 'orders', entity: 'PROFILE', definition: { count: { event: 'Bought' } }, enabled: true },
    })
    await create('doubled', { formula: 'orders * 2' })
    await vi.waitFor(async () => {
      const { computedTraits, computedTrait } = await api.request(STATUS)
      expect(computedTraits).toEqual({
        nodes: [
          { key: 'orders', status: 'LIVE' },
          { key: 'doubled', status: 'LIVE' },
        ],
        totalCount: { count: 2 },
      })
      expect(computedTrait).toEqual({ key: 'orders' })
    }, 10_000)
    const watched = api.subscribe(WATCH, { userId: 'ada' })
    await vi.waitFor(() => expect(watched.frames.length).toBe(1))
    await api.track({ type: 'identify', userId: 'ada', messageId: 'i', traits: { plan: 'pro' } }, bought('m2', NEW))
    await vi.waitFor(() => expect(watched.frames.at(-1)).toEqual({ profileUpdated: { profile: { traits: { orders: 2, doubled: 4, plan: 'pro' } } } }))
    watched.stop()

    const { profile } = await api.request(TRAIT, { userId: 'ada', name: 'doubled', at: OLD })
    const history = profile?.traitHistory.nodes ?? []
    expect(history).toEqual([
      { name: 'doubled', value: 4, at: expect.any(String) },
      { name: 'doubled', value: 2, at: expect.any(String) },
    ])
    expect(profile).toMatchObject({
      traits: { orders: 2, doubled: 4, plan: 'pro' },
      trait: { name: 'doubled', value: 4, kind: 'COMPUTED', updatedAt: history[0]?.at, source: null },
      before: null,
      traitHistory: { totalCount: { count: 2 } },
    })
    expect((await api.request(TRAIT, { userId: 'ada', name: 'orders', at: history[1]?.at })).profile?.before).toEqual({ value: 1, kind: 'COMPUTED' })
    expect((await api.request(TRAIT, { userId: 'ada', name: 'plan', at: OLD })).profile).toMatchObject({ trait: { kind: 'CUSTOM' }, before: null })
    const now = new Date().toISOString()
    expect((await api.request(TRAIT, { userId: 'ada', name: 'plan', at: now })).profile?.before).toEqual({ value: 'pro', kind: 'CUSTOM' })
    expect(api.errors).toEqual([])
  })

  test('that cannot be computed, or go, are refused with what is wrong', async ({ api }) => {
    const create = async (key: string, definition: object, entity = 'PROFILE') =>
      (await api.request(CREATE, { input: { key, name: key, definition, entity } as never })).createComputedTrait
    const orders = await create('orders', { count: { event: 'Bought' } })
    const doubled = await create('doubled', { formula: 'orders * 2' })
    const id = orders.computedTrait?.id ?? ''
    expect([await create('orders', { formula: '1' }, 'ACCOUNT'), await create('Orders', { formula: '1' })]).toMatchObject([
      { computedTrait: null, userErrors: [{ __typename: 'KeyTakenError', code: 'KEY_TAKEN', path: ['key'], existingId: id }] },
      { computedTrait: null, userErrors: [{ code: 'VALIDATION', path: ['key'] }] },
    ])
    expect(await create('half', { formula: 'orders /\n  / 2' })).toMatchObject({
      userErrors: [
        { code: 'RULE_INVALID', path: ['definition', 'formula'], line: 2, column: 3, message: expect.stringContaining('line 2, column 3') },
      ],
    })
    const scored = {
      score: {
        rules: [
          { rule: { all: [] }, points: 1 },
          { rule: { not: { audience: { key: 'nobody' } } }, points: 1 },
        ],
      },
    }
    expect((await create('scored', scored)).userErrors).toMatchObject([
      { code: 'RULE_INVALID', path: ['definition', 'score', 'rules', '1', 'rule', 'not', 'audience', 'key'] },
    ])
    const often = { sum: { event: 'Bought', property: 'total', minFrequency: 2 } }
    expect((await create('often', often)).userErrors).toMatchObject([{ code: 'RULE_INVALID', path: ['definition', 'sum', 'minFrequency'] }])
    const update = async (input: object) => (await api.request(UPDATE, { input: { id, ...input } as never })).updateComputedTrait
    expect(await update({ definition: { formula: 'doubled' } })).toEqual({
      computedTrait: null,
      userErrors: [{ code: 'RULE_CYCLE', path: ['definition'] }],
    })
    expect(await update({ name: null })).toMatchObject({ userErrors: [{ code: 'VALIDATION', path: ['name'] }] })
    expect(await update({ name: 'Orders', enabled: false })).toEqual({
      computedTrait: { name: 'Orders', enabled: false, status: 'DISABLED' },
      userErrors: [],
    })

    const remove = async (one: string | undefined) => (await api.request(DELETE, { input: { id: one ?? '' } })).deleteComputedTrait
    expect(await remove(id)).toMatchObject({
      deletedId: null,
      userErrors: [
        {
          code: 'IN_USE',
          message: 'The computed trait "orders" is used by computed trait "doubled": let go of it there first.',
          by: [{ id: doubled.computedTrait?.id, key: 'doubled' }],
        },
      ],
    })
    expect(await remove(doubled.computedTrait?.id)).toEqual({ deletedId: doubled.computedTrait?.id, userErrors: [] })
    expect(await remove(doubled.computedTrait?.id)).toMatchObject({ deletedId: null, userErrors: [{ code: 'NOT_FOUND' }] })
    expect(await remove(id)).toMatchObject({ deletedId: id })
    expect(api.errors).toEqual([])
  })
})
