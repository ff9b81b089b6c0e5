import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Feed, type FeedOptions } from '../../src/engine/live/feed.ts'
import { Broadcast, type Place, type Receiver } from '../../src/server/live/broadcast.ts'
import { Outlet } from '../../src/server/live/outlet.ts'
import { SharedStream } from '../../src/server/live/shared-stream.ts'

const item = (value: unknown, version = 0) => ({ part: 'one', value, version })

function broadcasting(options: Partial<FeedOptions<unknown>> = {}) {
  const feed = new Feed<unknown>({ throttle: 0, ...options })
  let executed = 0
  let closed = 0
  const broadcast = new Broadcast({
    feed,
    execute: async (value) => {
      executed++
      return { data: { value } }
    },
    print: ({ data }) => JSON.stringify(data?.['value']),
    onError: (error) => {
      throw error
    },
    onClosed: () => closed++,
  })
  return { feed, broadcast, executed: () => executed, closed: () => closed }
}

function receiver(since: number | null = null) {
  const seen: unknown[] = []
  const state = { free: true, ended: false }
  const itself: Receiver = {
    since,
    isFree: () => state.free,
    take: (payload) => void seen.push(JSON.parse(payload.toString())),
    end: () => {
      state.ended = true
    },
  }
  return { itself, seen, state }
}

describe('a broadcast', () => {
  test('executes once for all, and leaves out what looks the same', async () => {
    const { feed, broadcast, executed, closed } = broadcasting()
    const receivers = Array.from({ length: 100 }, () => receiver())
    const places = receivers.map(({ itself }) => broadcast.join(itself))
    for (const value of [1, 2, 2, 3]) {
      feed.offer(item(value))
      await sleep(5)
    }
    expect(receivers.map(({ seen }) => seen)).toEqual(receivers.map(() => [1, 2, 3]))
    expect(executed()).toBe(4)
    for (const place of places) place.leave()
    expect([closed(), broadcast.closed, (await feed.next()).done]).toEqual([1, true, true])
  })

  test('goes out at once, then once in a throttle; who comes meanwhile sees what is now', async () => {
    const { feed, broadcast } = broadcasting({ throttle: 60_000 })
    const first = receiver()
    broadcast.join(first.itself)
    feed.offer(item(1))
    await vi.waitFor(() => expect(first.seen).toEqual([1]))
    feed.offer(item(2))
    feed.offer(item(3))
    await sleep(5)
    const late = receiver()
    broadcast.join(late.itself)
    await vi.waitFor(() => expect(late.seen).toEqual([3]))
    expect(first.seen).toEqual([1])
    feed.end()
    await vi.waitFor(() =>
      expect([first, late].map(({ seen, state }) => [seen, state.ended])).toEqual([
        [[1, 3], true],
        [[3], true],
      ]),
    )
  })

  test('shows what was folded when the throttle is over', async () => {
    const { feed, broadcast } = broadcasting({ throttle: 100 })
    const { itself, seen } = receiver()
    broadcast.join(itself)
    for (let n = 0; n < 40; n++) {
      feed.offer(item(n))
      await sleep(10)
    }
    await vi.waitFor(() => expect(seen.at(-1)).toBe(39), 5_000)
    expect(seen[0]).toBe(0)
    expect(seen.length).toBeLessThan(15)
  })

  test('leaves out a first frame that is known, for that receiver alone', async () => {
    const { feed, broadcast } = broadcasting()
    const [knows, does, early] = [receiver(7), receiver(6), receiver(7)]
    broadcast.join(early.itself)
    feed.offer(item('seven', 7))
    await sleep(5)
    broadcast.join(knows.itself)
    broadcast.join(does.itself)
    await vi.waitFor(() => expect(does.seen).toEqual(['seven']))
    feed.offer(item('eight', 8))
    await vi.waitFor(() => expect([knows.seen, does.seen, early.seen]).toEqual([['eight'], ['seven', 'eight'], ['eight']]))
  })

  test('shows only those who come now what is not news, and nobody what is gone', async () => {
    const { feed, broadcast } = broadcasting()
    const [first, second, third] = [receiver(), receiver(), receiver()]
    broadcast.join(first.itself)
    feed.offer(item('0 %'))
    await sleep(5)
    feed.offer({ ...item('50 %'), quiet: true })
    await sleep(5)
    broadcast.join(second.itself)
    await vi.waitFor(() => expect([first.seen, second.seen]).toEqual([['0 %'], ['50 %']]))
    feed.offer({ part: 'one', gone: true })
    await sleep(5)
    broadcast.join(third.itself)
    feed.offer({ ...item('another'), part: 'two' })
    await vi.waitFor(() => expect(third.seen).toEqual(['another']))
  })

  test('of a tail, tells a receiver that was too slow how much it has missed', async () => {
    const skip = (value: unknown, missed: number) => `${value} after ${missed}`
    const { feed, broadcast } = broadcasting({ tail: { keep: 3, skip } })
    const { itself, seen, state } = receiver()
    feed.offer({ part: '0', value: 'before' })
    await sleep(5)
    const place = broadcast.join(itself)
    state.free = false
    for (let n = 1; n <= 10; n++) feed.offer({ part: String(n), value: n })
    await sleep(20)
    state.free = true
    place.resume()
    await vi.waitFor(() => expect(seen).toEqual(['8 after 7', 9, 10]))
  })
})

test('a reader that stalls costs no memory, and sees what is latest when it goes on', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new WebSocketServer({ noServer: true })
  const { feed, broadcast } = broadcasting()
  const buffered: (() => number)[] = []
  server.on('upgrade', (request, raw, head) => {
    sockets.handleUpgrade(request, raw, head, (socket) => {
      const outlet = new Outlet(socket, raw)
      const stream = new SharedStream({ id: '1', since: null, outlet })
      const place: Place = broadcast.join(stream)
      stream.hold(place)
      buffered.push(() => raw.writableLength)
    })
  })
  const [quick, stalled] = [0, 1].map(() => new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)) as [WebSocket, WebSocket]
  onTestFinished(() => {
    for (const socket of [quick, stalled]) socket.terminate()
    server.close()
  })
  const last = new Map<WebSocket, string>()
  for (const socket of [quick, stalled]) {
    socket.on('message', (data) => last.set(socket, String(data)))
    await once(socket, 'open')
  }
  stalled.pause()
  const filler = 'x'.repeat(20_000)
  const frame = (n: number) => JSON.stringify({ id: '1', type: 'next', payload: `${n} ${filler}` })
  for (let n = 0; n < 3_000; n++) {
    feed.offer(item(`${n} ${filler}`))
    if (n % 10 === 0) await sleep(1)
  }
  await vi.waitFor(() => expect(last.get(quick)).toBe(frame(2_999)), 10_000)
  for (const bytes of buffered) expect(bytes()).toBeLessThan(64 * 1024 + 2 * filler.length)
  stalled.resume()
  await vi.waitFor(() => expect(last.get(stalled)).toBe(frame(2_999)), 10_000)
}, 30_000)
