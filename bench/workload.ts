import { DAY, MINUTE, type Millis } from '../src/engine/clock.ts'
import { laneOf } from '../src/engine/ingest/lanes.ts'
import type { JsonObject } from '../src/engine/json.ts'

// The same events in every run and on every machine.
const SEED = 20_261_123
const PEOPLE = 100_000

export const NAMES = [
  ...['Order Completed', 'Product Viewed', 'Product Added', 'Cart Viewed', 'Checkout Started', 'Search', 'Signed In', 'Video Watched'],
  ...['Article Read', 'Coupon Applied', 'Support Opened', 'Email Opened', 'Push Opened', 'Review Posted', 'Wishlist Added'],
  ...Array.from({ length: 15 }, (_, i) => `Custom Event ${i + 1}`),
]
const CATEGORIES = ['shoes', 'books', 'garden', 'music', 'kitchen', 'toys', 'sports', 'travel']
const PLANS = ['free', 'pro', 'team', 'enterprise']
const COUNTRIES = ['DE', 'US', 'FR', 'JP', 'BR', 'IN', 'GB']
const LIBRARY = { library: { name: '@segment/analytics-node', version: '2.3.0' } }

export interface WorkloadOptions {
  /** When the first event happens, and how long the whole of `count` takes. */
  readonly from: Millis
  readonly span: Millis
  readonly count: number
  /** How many people they are of. */
  readonly people?: number
}

export interface Call {
  /** What decides its lane. */
  readonly sender: string
  readonly call: JsonObject
}

/**
 * Calls of 100,000 people, or so many as wanted, with three identifiers each: few are very active, many are rare. 30 % of the calls know the user, 55 % only the browser,
 * 15 % both, which is where profiles merge; 5 % are identify calls. One call in twenty arrives up to 30 days late.
 */
export function* workload({ from, span, count, people = PEOPLE }: WorkloadOptions): Generator<Call> {
  const random = mulberry32(SEED)
  for (let i = 0; i < count; i++) {
    const rank = Math.floor(random() ** 3 * people)
    const late = random() < 0.05 ? random() * 30 * DAY : random() * MINUTE
    const at = Math.floor(from + (i / count) * span - late)
    const which = random()
    const userId = which < 0.3 || which >= 0.85 ? `user-${rank}` : undefined
    const anonymousId = which >= 0.3 ? `browser-${rank}-${random() < 0.7 ? 0 : 1}` : undefined
    const call = {
      messageId: messageId(from + i, random),
      timestamp: new Date(at).toISOString(),
      ...(userId && { userId }),
      ...(anonymousId && { anonymousId }),
      context: LIBRARY,
      ...(random() < 0.05 ? identify(random) : track(random)),
    }
    yield { sender: userId ?? anonymousId ?? '', call }
  }
}

/** The same calls as bodies of 100, each for one lane; of the last calls, the bodies are smaller. */
export function* bodies(options: WorkloadOptions): Generator<{ readonly lane: number; readonly messages: number; readonly body: Buffer }> {
  const lanes = new Map<number, JsonObject[]>()
  const close = (lane: number, batch: JsonObject[]) => {
    lanes.delete(lane)
    return { lane, messages: batch.length, body: Buffer.from(JSON.stringify({ batch })) }
  }
  for (const { sender, call } of workload(options)) {
    const lane = laneOf(sender)
    const batch = lanes.get(lane) ?? []
    lanes.set(lane, batch)
    if (batch.push(call) === 100) yield close(lane, batch)
  }
  for (const [lane, batch] of lanes) yield close(lane, batch)
}

function identify(random: () => number): JsonObject {
  const traits = {
    plan: pick(PLANS, random),
    country: pick(COUNTRIES, random),
    age: 18 + Math.floor(random() * 60),
    score: Math.floor(random() * 100),
  }
  return { type: 'identify', traits }
}

/** About 400 bytes of properties. */
function track(random: () => number): JsonObject {
  const properties = {
    category: pick(CATEGORIES, random),
    revenue: Math.floor(random() * 20_000) / 100,
    currency: 'EUR',
    quantity: 1 + Math.floor(random() * 5),
    sku: `sku-${Math.floor(random() * 5000)}`,
    url: `https://shop.example.com/${hex(random, 12)}/${hex(random, 8)}?session=${hex(random, 16)}`,
    title: `Product ${hex(random, 24)} in ${pick(CATEGORIES, random)}`,
    referrer: `https://search.example.org/?q=${hex(random, 20)}`,
    session: { id: hex(random, 32), number: Math.floor(random() * 50), first: random() < 0.2 },
    tags: [pick(CATEGORIES, random), pick(CATEGORIES, random)],
  }
  return { type: 'track', event: pick(NAMES, random), properties }
}

function messageId(at: Millis, random: () => number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`
}

const pick = (list: readonly string[], random: () => number): string => list[Math.floor(random() * list.length)] ?? ''

function hex(random: () => number, length: number): string {
  let text = ''
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, length)
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
