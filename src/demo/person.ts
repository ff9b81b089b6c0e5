import { faker } from '@faker-js/faker/locale/en'
import { digestUuid } from '../engine/id.ts'
import type { JsonObject } from '../engine/json.ts'
import { createRandom, seedOf } from './random.ts'

export interface Person {
  readonly userId: string
  /** What the shop learns when the person signs up. */
  readonly traits: JsonObject
  /** Whom the person buys for, if not for themselves. */
  readonly company: Company | null
  /** The phone and the laptop, each with an anonymous id of its own. */
  readonly devices: readonly [Device, Device]
}

export interface Company {
  readonly groupId: string
  readonly traits: JsonObject
}

export interface Device {
  readonly anonymousId: string
  readonly context: JsonObject
}

const COMPANIES = 60
const PLACES: readonly [JsonObject, ...JsonObject[]] = [
  { city: 'Amsterdam', country: 'NL' },
  { city: 'Utrecht', country: 'NL' },
  { city: 'Berlin', country: 'DE' },
  { city: 'Hamburg', country: 'DE' },
  { city: 'London', country: 'GB' },
  { city: 'Leeds', country: 'GB' },
  { city: 'Paris', country: 'FR' },
  { city: 'Lyon', country: 'FR' },
  { city: 'Copenhagen', country: 'DK' },
  { city: 'Lisbon', country: 'PT' },
  { city: 'Vienna', country: 'AT' },
  { city: 'Toronto', country: 'CA' },
]
const PHONE = { device: { type: 'mobile' }, os: { name: 'iOS' }, screen: { width: 390, height: 844 } }
const LAPTOP = { device: { type: 'desktop' }, os: { name: 'macOS' }, screen: { width: 1512, height: 982 } }

/** Who they are follows from the moment at which they first came. */
export function personOf(seed: string, born: number): Person {
  const random = createRandom(seed, 'person', born)
  faker.seed(seedOf(seed, 'person', born))
  const firstName = faker.person.firstName()
  const lastName = faker.person.lastName()
  const traits = {
    name: `${firstName} ${lastName}`,
    // No address of theirs is anybody's; the number keeps people of one name apart.
    email: `${plain(firstName)}.${plain(lastName)}${born % 9973}@example.com`,
    address: random.pick(PLACES),
    newsletter: random.chance(0.6),
  }
  const company = random.chance(0.18) ? companyOf(seed, random.between(1, COMPANIES)) : null
  const devices: Person['devices'] = [deviceOf(seed, born, PHONE), deviceOf(seed, born, LAPTOP)]
  return { userId: `u-${born.toString(36)}`, traits, company, devices: random.chance(0.5) ? devices : [devices[1], devices[0]] }
}

const deviceOf = (seed: string, born: number, context: typeof PHONE): Device => ({
  anonymousId: digestUuid(seed, String(born), context.device.type),
  context,
})

function companyOf(seed: string, number: number): Company {
  faker.seed(seedOf(seed, 'company', number))
  return {
    groupId: `c-${100 + number}`,
    traits: {
      name: faker.company.name(),
      industry: faker.helpers.arrayElement(['Hospitality', 'Design', 'Software', 'Retail', 'Property']),
      employees: faker.number.int({ min: 3, max: 900 }),
      plan: faker.helpers.arrayElement(['trade', 'trade', 'trade plus']),
    },
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')
