import { z } from 'zod'
import type { RelayClient } from '../../queue/relay-client.ts'
import type { Subject } from '../audiences/subject.ts'
import type { NewEvent } from '../events/append-events.ts'
import { EVENTS_PER_SECOND, type EventHint, type EventInterest } from './event-tail.ts'
import { Announcement, LAPSE_AFTER } from './interest.ts'
import { audienceTopic, INTEREST_TOPIC } from './topics.ts'

/** What a commit has changed. */
export interface Committed {
  readonly workspaceId: string
  readonly audienceIds: readonly string[]
  readonly subjects?: ReadonlyMap<string, Pick<Subject, 'folded'>>
  readonly events?: readonly NewEvent[]
}

/** Beyond so many, which they are is not worth saying. */
const MOST_PROFILES = 200

interface Wanted extends Announcement {
  readonly until: number
}

/** Tells every process what has been committed: audiences always, profiles and events while somebody asks for them. It never throws, and a loss costs a second. */
export class LiveHints {
  readonly #relay: Pick<RelayClient, 'publish'>
  readonly #byWorkspace = new Map<string, Map<string, Wanted>>()

  private constructor(relay: Pick<RelayClient, 'publish'>) {
    this.#relay = relay
  }

  static async start(relay: Pick<RelayClient, 'publish' | 'subscribe'>): Promise<LiveHints> {
    const hints = new LiveHints(relay)
    await relay.subscribe(INTEREST_TOPIC, (data) => {
      const announcements = z.array(Announcement).safeParse(data)
      if (announcements.success) for (const one of announcements.data) hints.#want(one)
    })
    return hints
  }

  /** To be called after the commit, once. */
  publish({ workspaceId, audienceIds, subjects, events = [] }: Committed): void {
    if (audienceIds.length > 0) this.#relay.publish(audienceTopic(workspaceId), audienceIds)
    const wanted = this.#byWorkspace.get(workspaceId)
    if (!wanted) return
    for (const { topic, interest, until } of wanted.values()) {
      if (until < performance.now()) this.#forget(workspaceId, topic)
      else {
        const hint = interest.kind === 'events' ? eventHint(interest, events) : profileHint(subjects)
        if (hint !== undefined) this.#relay.publish(topic, hint)
      }
    }
  }

  #want({ topic, interest }: Announcement): void {
    const { workspaceId } = interest
    const wanted = this.#byWorkspace.get(workspaceId) ?? new Map<string, Wanted>()
    this.#byWorkspace.set(workspaceId, wanted.set(topic, { topic, interest, until: performance.now() + LAPSE_AFTER }))
  }

  #forget(workspaceId: string, topic: string): void {
    const wanted = this.#byWorkspace.get(workspaceId)
    wanted?.delete(topic)
    if (wanted?.size === 0) this.#byWorkspace.delete(workspaceId)
  }
}

/** Ids, or null: too many. Undefined: nothing to tell. */
function profileHint(subjects: Committed['subjects']): string[] | null | undefined {
  if (!subjects || subjects.size === 0) return undefined
  if (subjects.size > MOST_PROFILES) return null
  return [...subjects].flatMap(([id, { folded }]) => [id, ...folded.map(({ profileId }) => profileId)])
}

/** Where the latest ones are that somebody wants; the rest is counted. */
function eventHint({ names, sourceId }: EventInterest, events: readonly NewEvent[]): EventHint | undefined {
  const found = events.filter(({ message }) => (!names || names.includes(message.name)) && (!sourceId || sourceId === message.sourceId))
  if (found.length === 0) return undefined
  const latest = found.slice(-EVENTS_PER_SECOND)
  const places = latest.map(({ profileId, message }) => ({ profileId, timestamp: message.timestamp, messageId: message.messageId }))
  return { places, skipped: found.length - latest.length }
}
