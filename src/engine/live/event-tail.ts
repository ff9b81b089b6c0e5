import { z } from 'zod'
import { type Millis, SECOND } from '../clock.ts'
import { digestUuid } from '../id.ts'
import { Feed } from './feed.ts'
import type { Interest } from './interest.ts'
import type { Listener, Listening } from './listening.ts'

/** Where an event is found. */
export interface EventPlace {
  /** The profile at arrival. */
  readonly profileId: string | null
  readonly timestamp: Millis
  readonly messageId: string
}

/** A committed event, and how many were left out since the one before. */
export interface Received<Event> {
  readonly event: Event
  readonly skipped: number
}

export type EventInterest = Extract<Interest, { kind: 'events' }>

/** Where events are, of which a chunk has committed some; those that are too many are only counted. */
export const EventHint = z.object({
  places: z.array(z.object({ profileId: z.string().nullable(), timestamp: z.number(), messageId: z.string() })),
  skipped: z.number(),
})
export type EventHint = z.infer<typeof EventHint>

export const EVENTS_PER_SECOND = 50

/** One for each distinct filter. */
export const eventTopic = (interest: EventInterest): string => {
  const { workspaceId, names, sourceId } = interest
  return `events.${digestUuid(workspaceId, JSON.stringify([names && [...new Set(names)].sort(), sourceId]))}`
}

export interface EventTailOptions<Event> {
  readonly interest: EventInterest
  readonly read: (places: readonly EventPlace[]) => Promise<readonly Event[]>
}

/** Events as they are committed, at most 50 a second; of more the latest, and how many were left out. */
export class EventTail<Event> implements Listener {
  readonly feed: Feed<Received<Event>>
  readonly #read: EventTailOptions<Event>['read']
  readonly #onError: (error: Error) => void
  readonly #places: EventPlace[] = []
  #skipped = 0
  #shown = 0
  #busy = false

  constructor({ interest, read }: EventTailOptions<Event>, listening: Listening, onError: (error: Error) => void) {
    this.#read = read
    this.#onError = onError
    const topic = eventTopic(interest)
    const skip = (value: Received<Event>, missed: number) => ({ ...value, skipped: value.skipped + missed })
    this.feed = new Feed<Received<Event>>({ throttle: 0, tail: { keep: EVENTS_PER_SECOND, skip } }).onEnd(() => listening.leave(topic, this))
    listening.join(topic, this, interest)
  }

  hear(_topic: string, data: unknown): void {
    const hint = EventHint.safeParse(data)
    if (!hint.success) return
    this.#places.push(...hint.data.places)
    const tooMany = Math.max(0, this.#places.length - EVENTS_PER_SECOND)
    this.#places.splice(0, tooMany)
    this.#skipped += hint.data.skipped + tooMany
    if (!this.#busy) void this.#show()
  }

  async #show(): Promise<void> {
    this.#busy = true
    const places = this.#places.splice(0)
    try {
      for (const event of await this.#read(places)) {
        this.feed.offer({ part: String(this.#shown++), value: { event, skipped: this.#skipped } })
        this.#skipped = 0
      }
    } catch (error) {
      this.#skipped += places.length
      this.#onError(error instanceof Error ? error : new Error(String(error)))
    }
    // So many take their part of a second.
    setTimeout(() => this.#rest(), (places.length * SECOND) / EVENTS_PER_SECOND)
  }

  #rest(): void {
    this.#busy = false
    if (this.#places.length > 0) void this.#show()
  }
}
