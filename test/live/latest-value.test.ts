import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { latestValue } from '../../src/engine/live/latest-value.ts'

describe('the latest value', () => {
  test('is handed out at once, then at most once per throttle, folded', async () => {
    const values = latestValue<number>({ throttle: 100, onEnd: () => {} })
    const seen: { value: number; at: number }[] = []
    const start = Date.now()
    const reading = (async () => {
      for await (const value of values) seen.push({ value, at: Date.now() - start })
    })()
    values.offer(0)
    for (let n = 1; n <= 25; n++) {
      await sleep(10)
      values.offer(n)
    }
    await sleep(150)
    values.end()
    await reading
    expect(seen[0]?.value).toBe(0)
    expect(seen[0]?.at).toBeLessThan(30)
    expect(seen.at(-1)?.value).toBe(25)
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(seen.length).toBeLessThanOrEqual(5)
  })

  test('replaces what a slow reader did not take', async () => {
    const values = latestValue<number>({ throttle: 0, onEnd: () => {} })
    for (let n = 0; n < 1000; n++) values.offer(n)
    expect(await values.next()).toEqual({ done: false, value: 999 })
  })

  test('that waits is still handed out when the iteration ends, and then nothing', async () => {
    let ends = 0
    const values = latestValue<number>({ throttle: 60_000, onEnd: () => ends++ })
    values.offer(1)
    await values.next()
    values.offer(2)
    values.end()
    expect(await values.next()).toEqual({ done: false, value: 2 })
    expect(await values.next()).toEqual({ done: true, value: undefined })
    expect(ends).toBe(1)
  })

  test('a reader who leaves ends a pending read', async () => {
    const values = latestValue<number>({ throttle: 0, onEnd: () => {} })
    const pending = values.next()
    await values.return?.()
    expect(await pending).toEqual({ done: true, value: undefined })
  })
})
