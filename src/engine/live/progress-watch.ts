import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listening } from './listening.ts'
import { type Progress, readProgress } from './progress.ts'
import { audienceTopic } from './topics.ts'
import { Watched } from './watched.ts'

interface Watcher {
  readonly feed: Feed<Progress>
  seen: Progress | null
}

/** How computations come along, as of each second at the latest. */
export class ProgressWatch {
  readonly #db: Queryable
  readonly #watched: Watched<Watcher>

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#watched = new Watched({ listening, look: (keys) => this.#look(keys), onError })
  }

  /** Of one audience; ends when nothing of it is computed any more. */
  one({ workspaceId, throttle, audienceId }: WatchOptions & { readonly audienceId: string }): Feed<Progress> {
    const feed = new Feed<Progress>({ throttle })
    return this.#watched.watch(feed, { key: audienceId, watcher: { feed, seen: null }, topic: audienceTopic(workspaceId) })
  }

  async #look(keys: readonly string[]): Promise<void> {
    const found = new Map((await readProgress(this.#db, keys)).map((progress) => [progress.audienceId, progress]))
    for (const key of keys) for (const watcher of this.#watched.of(key)) show(watcher, found.get(key))
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
