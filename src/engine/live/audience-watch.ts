import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { type AudienceFrame, differs, readFrames } from './audience-frame.ts'
import { Feed } from './feed.ts'
import type { Listening } from './listening.ts'
import { audienceTopic, workspaceOf } from './topics.ts'
import { Watched } from './watched.ts'

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
export class AudienceWatch {
  readonly #db: Queryable
  /** By the id of one audience, or of a workspace for all of its own. */
  readonly #watched: Watched<Watcher>

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#watched = new Watched({ listening, look: (keys) => this.#look(keys), keysOf: (topic, ids) => this.#keysOf(topic, ids), onError })
  }

  /** One audience; ends when it is deleted. */
  one({ workspaceId, throttle, audienceId }: WatchOptions & { readonly audienceId: string }): Feed<AudienceFrame> {
    const feed = new Feed<AudienceFrame>({ throttle })
    const keep = (ids: ReadonlySet<string>) => ids.has(audienceId) || feed.end()
    return this.#watched.watch(feed, { key: audienceId, watcher: { show: showing(feed), keep }, topic: audienceTopic(workspaceId) })
  }

  /** All audiences of a workspace, or those with these keys, also such as come later. */
  all({ workspaceId, throttle, keys }: WatchOptions & { readonly keys: ReadonlySet<string> | null }): Feed<AudienceFrame> {
    const feed = new Feed<AudienceFrame>({ throttle })
    const show = showing(feed)
    const known = new Set<string>()
    const watcher: Watcher = {
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
    }
    return this.#watched.watch(feed, { key: workspaceId, watcher, topic: audienceTopic(workspaceId) })
  }

  #keysOf(topic: string, audienceIds: unknown): readonly string[] {
    if (!Array.isArray(audienceIds)) return []
    const all = this.#watched.has(workspaceOf(topic))
    return audienceIds.map(String).filter((id) => all || this.#watched.has(id))
  }

  async #look(keys: readonly string[]): Promise<void> {
    const frames = await readFrames(this.#db, keys, keys)
    const ids = new Set(frames.map(({ audienceId }) => audienceId))
    for (const frame of frames) {
      for (const watcher of this.#watched.of(frame.audienceId)) watcher.show(frame)
      for (const watcher of this.#watched.of(frame.workspaceId)) watcher.show(frame)
    }
    for (const key of keys) for (const watcher of this.#watched.of(key)) watcher.keep(ids)
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
