import { describe, expect, test } from 'vitest'
import { Feed } from '../../src/engine/live/feed.ts'

const item = (value: number, part = 'one') => ({ value, part })

describe('a feed', () => {
  test('keeps of each part what is latest, for a reader that is slow', async () => {
    const feed = new Feed<number>({ throttle: 0 })
    for (let n = 0; n < 1000; n++) feed.offer(item(n, n % 2 === 0 ? 'even' : 'odd'))
    feed.end()
    const seen: number[] = []
    for await (const value of feed) seen.push(value)
    expect(seen).toEqual([998, 999])
  })

  test('does not let something quiet hush news that nobody has seen yet', async () => {
    const feed = new Feed<number>({ throttle: 0 })
    feed.offer(item(1))
    feed.offer({ ...item(2), quiet: true })
    feed.end()
    const seen: unknown[] = []
    for await (const one of feed.items()) seen.push(one)
    expect(seen).toEqual([{ ...item(2), quiet: false }])
  })

  test('ends a pending read when the reader leaves, and tells whoever made it once', async () => {
    let ends = 0
    const feed = new Feed<number>({ throttle: 0 }).onEnd(() => ends++)
    const pending = feed.next()
    await feed.return()
    feed.end()
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(ends).toBe(1)
  })
})
