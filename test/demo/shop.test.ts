import { describe, expect, test } from 'vitest'
import { openShop, type Shop, streamFrom } from '../../src/demo/shop.ts'
import type { DatedCall } from '../../src/demo/visit.ts'
import { DAY, HOUR, MINUTE } from '../../src/engine/clock.ts'

const createdAt = Date.parse('2026-06-01T12:00:00Z')
const shop = openShop({ seed: 'test', createdAt, history: 5 * DAY, rate: 5 })

function callsBetween(from: number, to: number, step = HOUR, of: Shop = shop): readonly DatedCall[] {
  const stream = streamFrom(of, from)
  const calls: DatedCall[] = []
  for (let at = from; at < to; at += step) calls.push(...stream.take(Math.min(to, at + step)))
  return calls
}

const history = callsBetween(shop.opened, shop.live)
const live = callsBetween(shop.live, shop.live + HOUR)
const ids = (calls: readonly DatedCall[]) => calls.map(({ call }) => String(call['messageId']))
const names = (calls: readonly DatedCall[]) => new Set(calls.map(({ call }) => call['event'] ?? call['type']))

describe('the shop of the demo', () => {
  test('has the same life for the same seed, and another for another', () => {
    const again = openShop({ seed: 'test', createdAt, history: 5 * DAY, rate: 5 })
    expect(callsBetween(again.opened, again.live, HOUR, again)).toEqual(history)
    const other = openShop({ seed: 'other', createdAt, history: 5 * DAY, rate: 5 })
    expect(callsBetween(other.live, other.live + MINUTE, MINUTE, other)).not.toEqual(callsBetween(shop.live, shop.live + MINUTE))
  })

  test('goes on after a pause as if there had been none', () => {
    for (const start of [shop.opened + 3 * DAY + 1234, shop.live - MINUTE, shop.live + 20 * MINUTE + 567]) {
      const all = callsBetween(shop.opened, start + HOUR).filter(({ at }) => at > start)
      expect(ids(callsBetween(start, start + HOUR, 700)).toSorted()).toEqual(ids(all).toSorted())
    }
  })

  test('makes every call once, in order of time', () => {
    const all = [...history, ...live]
    expect(new Set(ids(all)).size).toBe(all.length)
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b))
    expect(all.map(({ at, call }) => Date.parse(String(call['timestamp'])) - at).filter((difference) => difference !== 0)).toEqual([])
  })

  test('has the traffic that it was asked for', () => {
    const rate = live.length / 3600
    expect(rate).toBeGreaterThan(4)
    expect(rate).toBeLessThan(6)
    expect(history.length).toBeGreaterThan(5000)
  })

  test('shows all that a shop does', () => {
    const shown = [...names(history)].toSorted()
    expect(shown).toEqual(
      ['Checkout Started', 'Order Completed', 'Product Added', 'Product Viewed', 'Signed In', 'Signed Up', 'group', 'identify', 'page'].toSorted(),
    )
    expect([...names(live)].toSorted()).toEqual(shown)
  })

  test('has people on two devices, people who stay strangers, and people who do not come back', () => {
    const devices = new Map<string, Set<unknown>>()
    const visits = new Map<unknown, Set<string>>()
    for (const { call } of history) {
      const [, , person = '', visit = ''] = /^demo-(u-)(\w+)-(\w+)-\d+$/.exec(String(call['messageId'])) ?? []
      visits.set(person, (visits.get(person) ?? new Set()).add(visit))
      if (call['userId']) devices.set(person, (devices.get(person) ?? new Set()).add(call['anonymousId']))
    }
    expect([...devices.values()].filter(({ size }) => size === 2).length).toBeGreaterThan(10)
    expect(devices.size / visits.size).toBeGreaterThan(0.15)
    expect(devices.size / visits.size).toBeLessThan(0.6)
    expect([...visits.values()].filter(({ size }) => size === 1).length).toBeGreaterThan(300)
    expect([...visits.values()].filter(({ size }) => size > 2).length).toBeGreaterThan(30)
  })
})
