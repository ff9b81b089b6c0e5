import { describe, expect } from 'vitest'
import type { JsonObject } from '../../src/engine/json.ts'
import { compilePredicate, type View } from '../../src/engine/rules/evaluate.ts'
import { leafOf } from '../../src/engine/rules/leaf.ts'
import type { Rule } from '../../src/engine/rules/rule.ts'
import { stepsOf } from '../../src/engine/rules/sequence-state.ts'
import { parseText } from '../../src/engine/rules/text/parse.ts'
import { toJson } from '../../src/engine/rules/to-json.ts'
import { test } from '../helpers/database.ts'
import { insertEvents, insertMembers, insertProfiles, membersOf, NOW, person } from './world.ts'

const DAY = 86_400_000

/** A person: traits, and events as name and days ago. */
interface Somebody {
  readonly traits?: JsonObject
  readonly did?: readonly (readonly [name: string, daysAgo: number])[] | undefined
}

/** Whom a rule holds for by the SQL of its meaning, after seeing that evaluating it in the process says the same. */
async function whom(db: Parameters<typeof membersOf>[0], text: string, people: readonly Somebody[]): Promise<number[]> {
  const rule = parseText(text)
  const members = await membersOf(db, toJson(rule))
  const numbers = people.flatMap((_, i) => (members.includes(person(i)) ? [i] : []))
  expect(people.flatMap((somebody, i) => (holdsFor(rule, somebody) ? [i] : []))).toEqual(numbers)
  return numbers
}

function holdsFor(rule: Rule, { traits = {}, did = [] }: Somebody): boolean {
  const state = (sequence: Parameters<typeof stepsOf>[0]) =>
    did
      .map(([name, days]) => ({ name, timestamp: NOW - days * DAY, type: 'TRACK' as const, properties: {}, traits: null, context: {} }))
      .map((event) => ({ at: event.timestamp, value: stepsOf(sequence, event) }))
      .filter((point) => point.value !== 0)
      .sort((a, b) => a.at - b.at)
  const leaves: Extract<Rule, { kind: 'event' | 'sequence' }>[] = []
  const holds = compilePredicate(rule, {
    leaf: (leaf) => ({ number: leaves.push(leaf) - 1, leaf: leafOf('PROFILE', leaf) }),
    relation: () => 0,
  })
  const view: View = {
    ...{ now: NOW, traits, identifierCount: () => 0, isMember: () => false, related: () => ({ all: 0, holding: 0 }), readPoints: () => [] },
    leafState(number) {
      const leaf = leaves[number]
      if (leaf?.kind !== 'sequence') throw new Error('Only sequences are asked here.')
      return { points: state(leaf.sequence), buckets: [] }
    },
  }
  return holds(view)
}

/** `A@10 B@6`: A ten days ago, B six days ago. */
const read = (stream: string): Somebody['did'] =>
  stream
    .split(' ')
    .filter(Boolean)
    .map((one) => [one.split('@')[0] ?? '', Number(one.split('@')[1])] as const)

async function settle(db: Parameters<typeof membersOf>[0], people: readonly Somebody[]): Promise<void> {
  await insertProfiles(
    db,
    people.map(({ traits = {} }, i) => ({ id: person(i), traits: JSON.stringify(traits) })),
  )
  await insertEvents(
    db,
    people.flatMap(({ did = [] }, i) => did.map(([name, days]) => ({ name, profileId: person(i), at: NOW - days * DAY }))),
  )
}

describe('a rule as text', () => {
  test('is false of what is missing with !=, and true with NOT', async ({ db }) => {
    const people = [{ traits: { x: 'v' } }, { traits: { x: 'w' } }, { traits: { x: null } }, { traits: {} }, { traits: { x: 5 } }]
    await settle(db, people)
    expect(await whom(db, "trait('x') != 'v'", people)).toEqual([1, 4])
    expect(await whom(db, "trait('x').differs('v')", people)).toEqual([1, 4])
    expect(await whom(db, "NOT (trait('x') = 'v')", people)).toEqual([1, 2, 3, 4])
    expect(await whom(db, "trait('x') != 'v' OR trait('x').absent()", people)).toEqual([1, 2, 3, 4])
  })

  test('holds of a funnel when some A has B in the five days after it, and A lies in the last 30', async ({ db }) => {
    const streams = [
      ['A@10 B@6', true],
      ['A@10 B@5', true],
      ['A@10 B@4.99', false],
      ['A@10 B@11', false],
      ['A@10 B@10', false],
      ['A@10 A@4 B@1', true],
      ['A@31 B@29', false],
      ['A@30.5 A@29 B@26', true],
      ['A@10', false],
      ['B@10', false],
      ['', false],
    ] as const
    const people = streams.map(([stream]) => ({ did: read(stream) }))
    await settle(db, people)
    const funnel = "event('A').where(event('B').within(parent: 5 days).count() >= 1).within(30 days).count()"
    const numbers = (holds: boolean) => streams.flatMap(([, one], i) => (one === holds ? [i] : []))
    expect(await whom(db, `${funnel} >= 1`, people)).toEqual(numbers(true))
    expect(await whom(db, `${funnel} = 0`, people)).toEqual(numbers(false))
    expect(await whom(db, "sequence(event('A'), event('B').within(5 days)).within(30 days)", people)).toEqual(numbers(true))
    const abandoned = "sequence(event('A'), NOT event('B').within(5 days)).within(30 days)"
    expect((await whom(db, abandoned, people)).map((i) => streams[i]?.[0])).toEqual(['A@10 B@4.99', 'A@10 B@11', 'A@10 B@10', 'A@10 A@4 B@1', 'A@10'])
  })

  test('compares two traits, dates with days and numbers with numbers', async ({ db }) => {
    const people = [
      { traits: { a: 5, b: 4, d: '2026-03-10' } },
      { traits: { a: 4, b: 4, d: '2026-03-14T12:00:00Z' } },
      { traits: { a: 'x', b: 4, d: '2026-03-20' } },
      { traits: { a: 3, b: 4, d: 'soon' } },
    ]
    await settle(db, people)
    expect(await whom(db, "trait('a') = trait('b')", people)).toEqual([1])
    expect(await whom(db, "trait('a') > trait('b') OR trait('a') < trait('b')", people)).toEqual([0, 3])
    expect(await whom(db, "trait('d') < 2026-03-11", people)).toEqual([0])
    expect(await whom(db, "trait('d').within_last(2 days) OR trait('d').within_next(5 days)", people)).toEqual([1, 2])
    expect(await whom(db, "trait('a').between(3, 4) AND NOT trait('a') = 4", people)).toEqual([3])
  })

  test('tries a pattern once, however many ways there are to fit it', async ({ db }) => {
    const people = [{ traits: { x: 'a'.repeat(20_000) } }, { traits: { x: `${'a'.repeat(20_000)}b` } }, { traits: { x: 5 } }]
    await settle(db, people)
    expect(await whom(db, "trait('x').matches('(a+)+b')", people)).toEqual([1])
    expect(await whom(db, "NOT trait('x').matches('(a|a)*')", people)).toEqual([1, 2])
  })

  test('weighs what the events say, and what is known of the person', async ({ db }) => {
    const bought = (n: number, price: number, days: number) => ({
      ...{ name: 'Shoes Bought', profileId: person(n), at: NOW - days * DAY },
      properties: JSON.stringify({ price }),
    })
    await insertProfiles(
      db,
      [300, 200, 300, 300].map((total_spend, n) => ({ id: person(n), traits: JSON.stringify({ total_spend }) })),
    )
    await insertEvents(db, [bought(0, 100, 7), bought(1, 250, 6.9), bought(2, 99.99, 1), bought(2, 500, 8)])
    const which = async (text: string) => (await membersOf(db, toJson(parseText(text)))).map((id) => Number(id.slice(-12)))
    expect(await which("event('Shoes Bought').where(property('price') >= 100).within(7 days).count() >= 1")).toEqual([1])
    expect(await which("NOT ( event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200 )")).toEqual([1, 3])
  })

  test('asks all people of an account, and holds when there are none', async ({ db }) => {
    const people = [{ did: read('A@1'), traits: { spent: 300 } }, { traits: { spent: 300 } }, { did: read('A@2'), traits: { spent: 200 } }]
    await settle(db, people)
    const accounts: readonly (readonly number[])[] = [[0], [1], [0, 1], [0, 2], []]
    const account = (i: number) => person(100 + i)
    await insertProfiles(
      db,
      accounts.map((_, i) => ({ id: account(i), entity: 'ACCOUNT' as const })),
    )
    await insertMembers(
      db,
      accounts.flatMap((of, i) => of.map((n) => [account(i), person(n)] as const)),
    )
    const which = async (text: string) => {
      const ids = await membersOf(db, toJson(parseText(text)), { entity: 'ACCOUNT' })
      return accounts.flatMap((_, i) => (ids.includes(account(i)) ? [i] : []))
    }
    expect(await which("ALL NOT event('A').count() >= 1")).toEqual([1, 4])
    expect(await which("NONE event('A').count() >= 1")).toEqual([1, 4])
    expect(await which("ALL ( event('A').count() >= 1 AND trait('spent') > 200 )")).toEqual([0, 4])
    expect(await which("ANY (event('A').count() >= 1 AND trait('spent') > 200)")).toEqual([0, 2, 3])
  })
})
