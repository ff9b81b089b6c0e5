import type { Db } from '../src/db/db.ts'
import { createAudience } from '../src/engine/audiences/manage.ts'
import type { JsonObject } from '../src/engine/json.ts'
import { NAMES } from './workload.ts'

const did = (name: string, last: string | null, is: JsonObject | null = null, more: JsonObject = {}): JsonObject => ({
  event: { name, ...(last && { window: { last } }), ...(is && { is }), ...more },
})
const property = (path: string, is: JsonObject): JsonObject => ({ property: { path, is } })
const trait = (path: string, is: JsonObject): JsonObject => ({ trait: { path, is } })
const member = (key: string, is = true): JsonObject => ({ audience: { key, member: is } })

const buyer = did('Order Completed', 'P30D')
const spender = did('Order Completed', 'P30D', { gt: 500 }, { measure: { sum: 'revenue' } })
const viewer = did('Product Viewed', 'P7D', { gte: 3 })
const opener = did('Email Opened', 'P14D')

/** 20 audiences of every kind of rule, over 18 distinct leaves. */
export const AUDIENCES: Readonly<Record<string, JsonObject>> = {
  pro: trait('plan', { eq: 'pro' }),
  grown_ups_in_europe: { all: [trait('country', { in: ['DE', 'FR', 'GB'] }), trait('age', { gte: 30 })] },
  buyers: buyer,
  repeat_buyers: did('Order Completed', 'P90D', { gte: 3 }),
  big_spenders: spender,
  best_buyers: did('Order Completed', 'P90D', { gt: 100 }, { measure: { avg: 'revenue' } }),
  browsing: viewer,
  abandoned_carts: { all: [did('Product Added', 'P7D'), { not: did('Order Completed', 'P7D') }] },
  never_bought: { not: did('Order Completed', null) },
  shoe_fans: did('Product Viewed', 'P30D', { gte: 2 }, { where: property('category', { eq: 'shoes' }) }),
  daily: did('Signed In', 'P30D', { gte: 3 }, { measure: { unit: 'UTC_DAYS' } }),
  explorers: did('Product Viewed', 'P30D', { gte: 5 }, { measure: { uniqueCount: 'category' } }),
  largest_order: did('Order Completed', 'P60D', { gte: 150 }, { measure: { max: 'revenue' } }),
  readers: did('Article Read', null, { gte: 5 }),
  lapsed: { all: [{ event: { name: 'Order Completed', window: { ago: { from: 'P90D', to: 'P30D' } } } }, { not: buyer }] },
  engaged: { any: [opener, did('Push Opened', 'P14D'), viewer] },
  in_need: { all: [did('Support Opened', 'P3D'), { any: [spender, trait('plan', { in: ['team', 'enterprise'] })] }] },
  expensive_carts: did('Product Added', 'P1D', { gte: 1 }, { where: property('revenue', { gt: 150 }) }),
  winners: { all: [member('buyers'), member('engaged'), { not: member('in_need') }] },
  to_win_back: { all: [member('lapsed'), member('engaged', false)] },
}

/** Creates the 20, or ten times as many. */
export async function createAudiences(db: Db, workspaceId: string, variants = 1): Promise<string[]> {
  const ids: string[] = []
  for (const [key, rule] of Array.from({ length: variants }, (_, i) => Object.entries(AUDIENCES).map((one) => varied(one, i))).flat()) {
    const about = { workspaceId, key, name: key, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
    ids.push(await createAudience(db, { ...about, rule }))
  }
  return ids
}

/** The same kind of rule about other events, within other times and with other numbers: hardly a leaf is shared with another variant. */
function varied([key, rule]: [string, JsonObject], variant: number): [string, JsonObject] {
  if (variant === 0) return [key, rule]
  const text = JSON.stringify(rule)
    .replace(/"name":"([^"]+)"/g, (_, name: string) => `"name":"${NAMES[(NAMES.indexOf(name) + 3 * variant) % NAMES.length]}"`)
    .replace(/"P(\d+)D"/g, (_, days: string) => `"P${Number(days) + variant}D"`)
    .replace(/"(gte|gt)":(\d+)/g, (_, test: string, bound: string) => `"${test}":${Number(bound) + variant}`)
    .replace(/"key":"([^"]+)"/g, (_, other: string) => `"key":"${other}_${variant}"`)
  return [`${key}_${variant}`, JSON.parse(text)]
}
