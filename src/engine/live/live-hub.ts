import type { Queryable } from '../../db/db.ts'
import type { RelayClient } from '../../queue/relay-client.ts'
import { type Millis, SECOND } from '../clock.ts'
import { type AudienceFrame, differs, readFrames } from './audience-frame.ts'
import { audienceTopic } from './audience-topic.ts'
import { type LatestValue, latestValue } from './latest-value.ts'
import { Listening } from './listening.ts'

export interface WatchOptions {
  readonly workspaceId: string
  readonly audienceId: string
  readonly throttle: Millis
  /** Leaves out the first frame while the version is still this one. */
  readonly sinceVersion?: number | null | undefined
}

export interface LiveHubOptions {
  readonly db: Queryable
  readonly relay: Pick<RelayClient, 'subscribe'>
  readonly onError: (error: Error) => void
}

interface Watcher {
  readonly frames: LatestValue<AudienceFrame>
  readonly sinceVersion: number | null
  /** The latest frame it was offered, or could do without; null before the first look. */
  seen: AudienceFrame | null
}

/**
 * What this process shows live. Truth is in the database: all that is watched is looked at once per second, with one query;
 * a message of the relay only says where to look before the second is over.
 */
export class LiveHub {
  readonly #db: Queryable
  readonly #listening: Listening
  readonly #onError: (error: Error) => void
  readonly #watchers = new Map<string, Set<Watcher>>()
  readonly #asked = new Set<string>()
  #looking = false
  #timer: NodeJS.Timeout | undefined

  constructor({ db, relay, onError }: LiveHubOptions) {
    this.#db = db
    this.#onError = onError
    this.#listening = new Listening(relay, onError)
  }

  /** The audience now, then after each change; ends when the audience is deleted. While it is COMPUTING nothing follows the first frame. */
  watchAudience({ workspaceId, audienceId, throttle, sinceVersion }: WatchOptions): AsyncIterableIterator<AudienceFrame> {
    const topic = audienceTopic(workspaceId)
    const onEnd = () => {
      this.#listening.leave(topic)
      this.#remove(audienceId, watcher)
    }
    const watcher: Watcher = { frames: latestValue({ throttle, onEnd }), sinceVersion: sinceVersion ?? null, seen: null }
    const watchers = this.#watchers.get(audienceId) ?? new Set()
    this.#watchers.set(audienceId, watchers.add(watcher))
    this.#timer ??= setInterval(() => this.#ask(this.#watchers.keys()), SECOND)
    this.#listening.join(topic, (ids) => Array.isArray(ids) && this.#ask(ids))
    this.#ask([audienceId])
    return watcher.frames
  }

  /** Ends everything that is watched. */
  close(): void {
    for (const watchers of this.#watchers.values()) for (const { frames } of watchers) frames.end()
  }

  #remove(audienceId: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(audienceId)
    watchers?.delete(watcher)
    if (watchers?.size === 0) this.#watchers.delete(audienceId)
    if (this.#watchers.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #ask(audienceIds: Iterable<string>): void {
    for (const id of audienceIds) if (this.#watchers.has(id)) this.#asked.add(id)
    if (!this.#looking) void this.#look()
  }

  /** One query at a time, so that a later look never shows an earlier state; what is asked for meanwhile is the next one. */
  async #look(): Promise<void> {
    this.#looking = true
    while (this.#asked.size > 0) {
      const ids = [...this.#asked]
      this.#asked.clear()
      try {
        this.#show(ids, await readFrames(this.#db, ids))
      } catch (error) {
        // The next second tries again.
        this.#onError(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#looking = false
  }

  #show(audienceIds: readonly string[], frames: readonly AudienceFrame[]): void {
    const byId = new Map(frames.map((frame) => [frame.audienceId, frame]))
    for (const id of audienceIds) {
      const frame = byId.get(id)
      for (const watcher of this.#watchers.get(id) ?? []) {
        if (frame) offer(watcher, frame)
        else watcher.frames.end()
      }
    }
  }
}

function offer(watcher: Watcher, frame: AudienceFrame): void {
  const { seen, sinceVersion, frames } = watcher
  const news = seen === null ? frame.version !== sinceVersion : frame.status !== 'COMPUTING' && differs(frame, seen)
  if (news) frames.offer(frame)
  if (news || seen === null) watcher.seen = frame
}
