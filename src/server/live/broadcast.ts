import type { ExecutionResult } from 'graphql'
import { type Feed, type Gone, type Item, replacing } from '../../engine/live/feed.ts'

/** Somebody to whom frames are sent. */
export interface Receiver {
  /** The version that it knows already. */
  readonly since: number | null
  /** Whether it can take a frame now. When it can again, it calls `resume` of its place. */
  isFree(): boolean
  /** The payload of a frame, in JSON. */
  take(payload: Buffer): void
  /** There will be no more. */
  end(): void
}

/** A receiver's place in a broadcast. */
export interface Place {
  resume(): void
  leave(): void
}

export interface BroadcastOptions {
  readonly feed: Feed<unknown>
  readonly execute: (value: unknown) => Promise<ExecutionResult> | ExecutionResult
  /** As it is sent: the payload of a frame, in JSON. */
  readonly print: (result: ExecutionResult) => string
  readonly onError: (error: unknown) => void
  readonly onClosed: () => void
}

/** What is shown of a part of the feed. */
interface Frame {
  /** Frames are numbered as they come; a receiver remembers the last that it has seen. */
  readonly number: number
  readonly payload: Buffer
  readonly item: Item<unknown>
}

interface Seat {
  readonly receiver: Receiver
  seen: number
  /** A frame is being made for it alone. */
  busy: boolean
}

/**
 * One subscription for all who ask the same: each value is executed and printed once, and of each part only the latest frame is kept. What a receiver is
 * too slow for, it never sees; it needs no more memory than a number.
 */
export class Broadcast {
  readonly #options: BroadcastOptions
  readonly #frames = new Map<string, Frame>()
  readonly #pending = new Map<string, Item<unknown> | Gone>()
  readonly #seats = new Set<Seat>()
  /** The number of the newest frame, and of the newest that was sent around. */
  #newest = 0
  #sent = 0
  #making: Promise<void> = Promise.resolve()
  #running = false
  #cooling: NodeJS.Timeout | undefined
  #ended = false
  /** The frames after a number, until there are others. */
  #recent: { readonly after: number; readonly frames: readonly Frame[] } | undefined

  constructor(options: BroadcastOptions) {
    this.#options = options
    void this.#follow()
  }

  /** Nobody can join any more. */
  get closed(): boolean {
    return this.#ended
  }

  join(receiver: Receiver): Place {
    const seat: Seat = { receiver, seen: this.#options.feed.tail ? this.#newest : 0, busy: false }
    this.#seats.add(seat)
    // Whoever comes sees what is now, also while the others wait for the throttle.
    if (this.#newest > 0) void this.#make().then(() => this.#serve(seat))
    return { resume: () => this.#serve(seat), leave: () => this.#leave(seat) }
  }

  #leave(seat: Seat): void {
    if (this.#seats.delete(seat) && this.#seats.size === 0) this.#close()
  }

  #close(): void {
    clearTimeout(this.#cooling)
    if (!this.#ended) void this.#options.feed.return()
    this.#ended = true
    this.#options.onClosed()
  }

  async #follow(): Promise<void> {
    for await (const item of this.#options.feed.items()) {
      this.#pending.set(item.part, replacing(this.#pending.get(item.part), item))
      void this.#run()
    }
    await this.#make()
    clearTimeout(this.#cooling)
    this.#ended = true
    this.#serveAll()
  }

  /** Sends around what is new, at once, and then at most once per throttle. */
  async #run(): Promise<void> {
    if (this.#running || this.#cooling) return
    this.#running = true
    await this.#make()
    this.#running = false
    this.#serveAll()
    const { throttle } = this.#options.feed
    if (throttle > 0 && !this.#ended) this.#cooling = setTimeout(() => this.#cooled(), throttle)
    else if (this.#pending.size > 0) void this.#run()
  }

  #cooled(): void {
    this.#cooling = undefined
    if (this.#pending.size > 0 || this.#newest > this.#sent) void this.#run()
  }

  /** Makes frames of what is pending, in turn: a later frame never shows an earlier state. */
  #make(): Promise<void> {
    this.#making = this.#making.then(() => this.#makePending())
    return this.#making
  }

  async #makePending(): Promise<void> {
    const items = [...this.#pending.values()]
    this.#pending.clear()
    const made = await Promise.all(items.map(async (item) => ('gone' in item ? null : this.#print(item))))
    for (const [i, item] of items.entries()) {
      const payload = made[i]
      if ('gone' in item) this.#frames.delete(item.part)
      else if (payload != null) this.#keep(item, payload)
    }
    this.#recent = undefined
  }

  async #print(item: Item<unknown>): Promise<Buffer | null> {
    try {
      return Buffer.from(this.#options.print(await this.#options.execute(item.value)))
    } catch (error) {
      this.#options.onError(error)
      return null
    }
  }

  #keep(item: Item<unknown>, payload: Buffer): void {
    const before = this.#frames.get(item.part)
    if (before && (item.quiet || before.payload.equals(payload))) {
      this.#frames.set(item.part, { ...before, item, payload })
      return
    }
    // In the order of their numbers.
    this.#frames.delete(item.part)
    this.#frames.set(item.part, { number: ++this.#newest, item, payload })
    const [oldest] = this.#frames.keys()
    if (oldest !== undefined && this.#frames.size > (this.#options.feed.tail?.keep ?? Number.POSITIVE_INFINITY)) this.#frames.delete(oldest)
  }

  #serveAll(): void {
    this.#sent = this.#newest
    for (const seat of this.#seats) this.#serve(seat)
  }

  #serve(seat: Seat): void {
    if (seat.busy || !this.#seats.has(seat)) return
    const { receiver } = seat
    for (const frame of this.#after(seat.seen)) {
      if (!receiver.isFree()) return
      const missed = frame.number - seat.seen - 1
      if (this.#options.feed.tail && missed > 0) return void this.#catchUp(seat, frame, missed)
      // Only the first frame can be one that it knows.
      const known = seat.seen === 0 && receiver.since !== null && receiver.since === frame.item.version
      seat.seen = frame.number
      if (!known) receiver.take(frame.payload)
    }
    if (!this.#ended || seat.seen < this.#newest) return
    this.#seats.delete(seat)
    receiver.end()
    if (this.#seats.size === 0) this.#options.onClosed()
  }

  /** Of a tail, a receiver that was too slow is told how much it has missed. */
  async #catchUp(seat: Seat, frame: Frame, missed: number): Promise<void> {
    seat.busy = true
    const value = this.#options.feed.tail?.skip(frame.item.value, missed)
    const payload = await this.#print({ ...frame.item, value })
    seat.busy = false
    seat.seen = frame.number
    if (payload !== null && this.#seats.has(seat)) seat.receiver.take(payload)
    this.#serve(seat)
  }

  /** The frames after a number; most receivers ask for those after the same. */
  #after(number: number): readonly Frame[] {
    if (number === this.#newest) return []
    if (this.#recent?.after !== number) this.#recent = { after: number, frames: [...this.#frames.values()].filter((frame) => frame.number > number) }
    return this.#recent.frames
  }
}
