import { faker } from '@faker-js/faker/locale/en'
import { seedOf } from './random.ts'

export interface Product {
  readonly product_id: string
  readonly name: string
  readonly category: string
  readonly price: number
}

export type Catalogue = readonly [Product, ...Product[]]

/** What each shelf holds, and about what it costs. */
const SHELVES = {
  Kitchen: { Kettle: 65, Skillet: 80, 'Serving Bowl': 38, 'Bread Knife': 55, Teapot: 49, 'Spice Rack': 34 },
  Living: { 'Floor Lamp': 140, Cushion: 32, Throw: 68, 'Side Table': 180, Armchair: 420, Vase: 45 },
  Bedroom: { Duvet: 130, 'Bedside Lamp': 60, 'Linen Set': 150, 'Alarm Clock': 42, Blanket: 90 },
  Desk: { 'Desk Lamp': 85, Notebook: 14, 'Pen Tray': 24, Bookend: 36, 'Office Chair': 320 },
  Garden: { Lantern: 40, 'Planter Box': 58, 'Watering Can': 35, Hammock: 110, 'Garden Bench': 260 },
  Bath: { 'Towel Set': 56, 'Soap Dish': 16, 'Bath Mat': 29, Mirror: 120, 'Laundry Basket': 48 },
} as const

const VARIANTS = 2

/** What the shop sells. */
export function makeCatalogue(seed: string): Catalogue {
  faker.seed(seedOf(seed, 'catalogue'))
  const products = Object.entries(SHELVES).flatMap(([category, shelf]) =>
    Object.entries(shelf).flatMap(([noun, price]) => Array.from({ length: VARIANTS }, () => makeProduct({ category, noun, price }))),
  )
  const [first, ...rest] = products.map((product, index) => ({ product_id: `p-${101 + index}`, ...product }))
  if (!first) throw new Error('The shelves are empty.')
  return [first, ...rest]
}

function makeProduct({ category, noun, price }: { readonly category: string; readonly noun: string; readonly price: number }) {
  const colour = faker.color.human()
  const name = `${colour.charAt(0).toUpperCase()}${colour.slice(1)} ${noun}`
  return { name, category, price: Math.round(price * faker.number.float({ min: 0.75, max: 1.35 })) - 0.1 }
}
