import type { JsonObject } from '../../src/engine/json.ts'
import { below, pick, type Random } from './random.ts'

const PEOPLE = 60
const DAY = 86_400_000

/**
 * The calls of people who browse under several anonymous ids, sign up, order and belong to companies: every identify and some tracks make
 * profiles meet. One call in six is sent again later. Within the identity limits, so that any order of arrival ends the same.
 */
export function trafficOf(random: Random, { prefix, now }: { readonly prefix: string; readonly now: number }): () => JsonObject[] {
  const sent: JsonObject[] = []
  let count = 0
  const next = (): JsonObject => {
    if (sent.length > 0 && random() < 1 / 6) return pick(random, sent)
    const call = { ...newCall(random), messageId: `${prefix}-${count++}`, timestamp: new Date(now - below(random, 3 * DAY)).toISOString() }
    sent.push(call)
    return call
  }
  return () => Array.from({ length: 1 + below(random, 20) }, next)
}

function newCall(random: Random): JsonObject {
  const person = below(random, PEOPLE)
  const userId = `u${person}`
  const anonymousId = `a${person}-${below(random, 4)}`
  const kind = random()
  if (kind < 0.12) return { type: 'identify', userId, anonymousId, traits: { email: `p${person}@example.com`, plan: pick(random, ['free', 'pro']) } }
  if (kind < 0.16) return { type: 'group', userId, groupId: `g${person % 7}`, traits: { industry: pick(random, ['toys', 'tools']) } }
  const event = pick(random, ['Product Viewed', 'Product Viewed', 'Order Completed'])
  const sender: JsonObject = kind < 0.6 ? { anonymousId } : kind < 0.95 ? { userId } : { userId, anonymousId }
  return { type: 'track', event, ...sender, properties: { revenue: below(random, 100), sku: `s${below(random, 5)}` } }
}

/** What tells apart one event more or less: exact counts and sums, next to what joins, excludes and refers. */
export const AUDIENCES: { readonly [key: string]: JsonObject } = {
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((n) => [`orders_${n}`, ordered({ is: { eq: n } })])),
  ...Object.fromEntries([50, 150, 300].map((n) => [`spent_${n}`, ordered({ measure: { sum: 'revenue' }, is: { gte: n } })])),
  all_skus: { event: { name: 'Product Viewed', measure: { uniqueCount: 'sku' }, is: { gte: 3 } } },
  every_day: { event: { type: 'TRACK', window: { last: 'P30D' }, measure: { unit: 'UTC_DAYS' }, is: { gte: 3 } } },
  pro: { trait: { path: 'plan', is: { eq: 'pro' } } },
  signed_up: { identifier: { type: 'user_id' } },
  pro_without_order: { all: [{ audience: { key: 'pro' } }, { audience: { key: 'orders_0' } }] },
  anonymous: { not: { audience: { key: 'signed_up' } } },
}

function ordered(test: JsonObject): JsonObject {
  return { event: { name: 'Order Completed', window: { last: 'P30D' }, ...test } }
}
