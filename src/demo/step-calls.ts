import type { JsonObject } from '../engine/json.ts'
import type { Catalogue, Product } from './catalogue.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'

/** What a visitor does. */
export type Step = 'arrive' | 'look around' | 'look at a product' | 'fill the cart' | 'check out' | 'sign up' | 'sign in' | 'buy'

export interface Situation {
  readonly person: Person
  readonly catalogue: Catalogue
  readonly random: Random
  /** Of the cart, and of the order that may come of it. */
  readonly orderId: string
  /** What is in the cart; filling it adds to this. */
  readonly cart: Product[]
}

const CAMPAIGNS: readonly [JsonObject, ...JsonObject[]] = [
  { source: 'newsletter', medium: 'email', name: 'spring-colours' },
  { source: 'search', medium: 'cpc', name: 'lamps' },
  { source: 'instagram', medium: 'social', name: 'small-rooms' },
]
const SHOP = 'https://shop.example.com'

/** The calls that the shop makes at a step, without who and when. */
export function callsAt(step: Step, situation: Situation): readonly JsonObject[] {
  const { person, catalogue, random, orderId, cart } = situation
  switch (step) {
    case 'arrive':
      return [{ ...pageCall('Home', '/'), ...(random.chance(0.35) && { context: { campaign: random.pick(CAMPAIGNS) } }) }]
    case 'look around': {
      const { category } = random.pick(catalogue)
      return [pageCall(category, `/${category.toLowerCase()}`)]
    }
    case 'look at a product':
      return [track('Product Viewed', { ...random.pick(catalogue), currency: 'EUR' })]
    case 'fill the cart': {
      const product = random.pick(catalogue)
      cart.push(product)
      return [track('Product Added', { cart_id: orderId, ...product, quantity: 1, currency: 'EUR' })]
    }
    case 'check out':
      return [track('Checkout Started', order(orderId, cart))]
    case 'sign up':
      return [{ type: 'identify', traits: person.traits }, track('Signed Up', { method: 'email' }), ...companyCalls(person)]
    case 'sign in':
      return [{ type: 'identify', traits: { email: person.traits['email'] ?? '' } }, track('Signed In', { method: 'email' })]
    case 'buy':
      return [track('Order Completed', order(orderId, cart))]
  }
}

const track = (event: string, properties: JsonObject): JsonObject => ({ type: 'track', event, properties })

const pageCall = (name: string, path: string): JsonObject => ({ type: 'page', name, properties: { path, title: name, url: `${SHOP}${path}` } })

const companyCalls = ({ company }: Person): readonly JsonObject[] =>
  company ? [{ type: 'group', groupId: company.groupId, traits: company.traits }] : []

function order(orderId: string, cart: readonly Product[]): JsonObject {
  const cents = cart.reduce((sum, { price }) => sum + Math.round(price * 100), 0)
  return { order_id: orderId, total: cents / 100, currency: 'EUR', products: cart.map((product) => ({ ...product, quantity: 1 })) }
}
