import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listener, Listening } from './listening.ts'
import { Lookout } from './lookout.ts'
import { type Progress, readProgress } from './progress.ts'
import { audienceTopic } from './topics.ts'
import { Watchers } from './watchers.ts'

interface Watcher {
  readonly feed: Feed<Progress>
  seen: Progress | null
}

/** How computations come along, as of each second at the latest. */
export class ProgressWatch implements Listener {
  readonly #db: Queryable
  readonly #listening: Listening
  readonly #watchers = new Watchers<Watcher>()
  readonly #lookout: Lookout

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#listening = listening
    this.#lookout = new Lookout({ watched: () => this.#watchers.keys(), look: (keys) => this.#look(keys), onError })
  }

  /** Of one audience; ends when nothing of it is computed any more. */
  one({ workspaceId, throttle, audienceId }: WatchOptions & { readonly audienceId: string }): Feed<Progress> {
    const topic = audienceTopic(workspaceId)
    const watcher: Watcher = { feed: new Feed({ throttle }), seen: null }
    this.#watchers.add(audienceId, watcher)
    this.#lookout.start()
    this.#listening.join(topic, this)
    this.#lookout.ask([audienceId])
    return watcher.feed.onEnd(() => {
      this.#listening.leave(topic, this)
      this.#watchers.remove(audienceId, watcher)
      if (this.#watchers.size === 0) this.#lookout.stop()
    })
  }

  hear(_topic: string, audienceIds: unknown): void {
    if (Array.isArray(audienceIds)) this.#lookout.ask(audienceIds.map(String).filter((id) => this.#watchers.has(id)))
  }

  async #look(keys: readonly string[]): Promise<void> {
    const found = new Map((await readProgress(this.#db, keys)).map((progress) => [progress.audienceId, progress]))
    for (const key of keys) for (const watcher of this.#watchers.of(key)) show(watcher, found.get(key))
  }
}

/** Undefined: the audience was deleted. */
function show(watcher: Watcher, now: Progress | undefined): void {
  const { feed, seen } = watcher
  if (now && JSON.stringify(now) !== JSON.stringify(seen)) {
    watcher.seen = now
    feed.offer({ part: now.audienceId, value: seen && now.status === 'LIVE' ? finished(now, seen) : now })
  }
  if (now?.status !== 'COMPUTING') feed.end()
}

/** What was gone through for another rule is not kept: it was all that there was. */
const finished = (now: Progress, { edit, done, total }: Progress): Progress =>
  edit ? { ...now, edit, done: total ?? done, total: total ?? done } : now
