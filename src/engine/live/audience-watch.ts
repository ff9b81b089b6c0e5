import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { type AudienceFrame, differs, readFrames } from './audience-frame.ts'
import { Feed } from './feed.ts'
import type { Listener, Listening } from './listening.ts'
import { Lookout } from './lookout.ts'
import { audienceTopic, workspaceOf } from './topics.ts'
import { Watchers } from './watchers.ts'

export interface WatchOptions {
  readonly workspaceId: string
  readonly throttle: Millis
}

interface Watcher {
  show(frame: AudienceFrame): void
  /** What there is of all that it watches. */
  keep(audienceIds: ReadonlySet<string>): void
}

/** The sizes of audiences, as of each second at the latest. */
export class AudienceWatch implements Listener {
  readonly #db: Queryable
  readonly #listening: Listening
  /** By the id of one audience, or of a workspace for all of its own. */
  readonly #watchers = new Watchers<Watcher>()
  readonly #lookout: Lookout

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#listening = listening
    this.#lookout = new Lookout({ watched: () => this.#watchers.keys(), look: (keys) => this.#look(keys), onError })
  }

  /** One audience; ends when it is deleted. */
  one({ workspaceId, throttle, audienceId }: WatchOptions & { readonly audienceId: string }): Feed<AudienceFrame> {
    const feed = new Feed<AudienceFrame>({ throttle })
    const keep = (ids: ReadonlySet<string>) => ids.has(audienceId) || feed.end()
    return this.#watch(workspaceId, audienceId, feed, { show: showing(feed), keep })
  }

  /** All audiences of a workspace, or those with these keys, also such as come later. */
  all({ workspaceId, throttle, keys }: WatchOptions & { readonly keys: ReadonlySet<string> | null }): Feed<AudienceFrame> {
    const feed = new Feed<AudienceFrame>({ throttle })
    const show = showing(feed)
    const known = new Set<string>()
    return this.#watch(workspaceId, workspaceId, feed, {
      show(frame) {
        if (keys && !keys.has(frame.key)) return
        known.add(frame.audienceId)
        show(frame)
      },
      keep(ids) {
        for (const id of known) {
          if (ids.has(id)) continue
          known.delete(id)
          feed.offer({ part: id, gone: true })
        }
      },
    })
  }

  #watch(workspaceId: string, key: string, feed: Feed<AudienceFrame>, watcher: Watcher): Feed<AudienceFrame> {
    const topic = audienceTopic(workspaceId)
    this.#watchers.add(key, watcher)
    this.#lookout.start()
    this.#listening.join(topic, this)
    this.#lookout.ask([key])
    return feed.onEnd(() => {
      this.#listening.leave(topic, this)
      this.#watchers.remove(key, watcher)
      if (this.#watchers.size === 0) this.#lookout.stop()
    })
  }

  hear(topic: string, audienceIds: unknown): void {
    if (!Array.isArray(audienceIds)) return
    const all = this.#watchers.has(workspaceOf(topic))
    this.#lookout.ask(audienceIds.map(String).filter((id) => all || this.#watchers.has(id)))
  }

  async #look(keys: readonly string[]): Promise<void> {
    const frames = await readFrames(this.#db, keys, keys)
    const ids = new Set(frames.map(({ audienceId }) => audienceId))
    for (const frame of frames) {
      for (const watcher of this.#watchers.of(frame.audienceId)) watcher.show(frame)
      for (const watcher of this.#watchers.of(frame.workspaceId)) watcher.show(frame)
    }
    for (const key of keys) for (const watcher of this.#watchers.of(key)) watcher.keep(ids)
  }
}

/** Offers what is news. While an audience is COMPUTING only the first frame is. */
function showing(feed: Feed<AudienceFrame>): (frame: AudienceFrame) => void {
  const seen = new Map<string, AudienceFrame>()
  return (frame) => {
    const before = seen.get(frame.audienceId)
    if (before && !differs(frame, before)) return
    seen.set(frame.audienceId, frame)
    const quiet = before !== undefined && frame.status === 'COMPUTING'
    feed.offer({ part: frame.audienceId, value: frame, version: frame.version, quiet })
  }
}
