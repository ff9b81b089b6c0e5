import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listening } from './listening.ts'
import { type ProfileKey, type ProfileVersion, readProfileVersions } from './profile-version.ts'
import { profileTopic, workspaceOf } from './topics.ts'
import { Watched } from './watched.ts'
import { Watchers } from './watchers.ts'

/** That a person is another now, or is no more. */
export interface ProfileChange extends ProfileKey {
  readonly version: number
  readonly deleted: boolean
}

interface Watcher extends ProfileKey {
  readonly feed: Feed<ProfileChange>
  seen: ProfileVersion | null
}

const keyOf = ({ workspaceId, profileId }: ProfileKey): string => `${workspaceId}.${profileId}`

/** The versions of profiles, as of each second at the latest. */
export class ProfileWatch {
  readonly #db: Queryable
  /** By the id that was asked for. */
  readonly #watched: Watched<Watcher>
  /** By the id of what that has become, which is the one that is announced. */
  readonly #roots = new Watchers<string>()

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#watched = new Watched({ listening, look: (keys) => this.#look(keys), keysOf: (topic, ids) => this.#keysOf(topic, ids), onError })
  }

  /** One person, by any id that it ever had; ends when it is deleted. */
  one({ workspaceId, throttle, profileId }: WatchOptions & ProfileKey): Feed<ProfileChange> {
    const key = keyOf({ workspaceId, profileId })
    const watcher: Watcher = { workspaceId, profileId, feed: new Feed({ throttle }), seen: null }
    const watching = { key, watcher, topic: profileTopic(workspaceId), interest: { kind: 'profiles', workspaceId } } as const
    return this.#watched.watch(watcher.feed, watching, () => {
      if (!this.#watched.has(key) && watcher.seen) this.#roots.remove(keyOf({ workspaceId, profileId: watcher.seen.rootId }), key)
    })
  }

  #keysOf(topic: string, ids: unknown): readonly string[] {
    const workspaceId = workspaceOf(topic)
    // Without ids there are more than are worth naming.
    const changed = Array.isArray(ids)
      ? ids.map((profileId) => keyOf({ workspaceId, profileId: String(profileId) }))
      : [...this.#watched.keys()].filter((key) => key.startsWith(workspaceId))
    return changed.flatMap((key) => [...this.#roots.of(key), ...(this.#watched.has(key) ? [key] : [])])
  }

  async #look(keys: readonly string[]): Promise<void> {
    const wanted = keys.flatMap((key) => [...this.#watched.of(key)].slice(0, 1))
    const found = new Map((await readProfileVersions(this.#db, wanted)).map((one) => [keyOf(one), one]))
    for (const key of keys) for (const watcher of this.#watched.of(key)) this.#show(key, watcher, found.get(key))
  }

  #show(key: string, watcher: Watcher, now: ProfileVersion | undefined): void {
    const { seen, feed, workspaceId, profileId } = watcher
    const item = (version: number) => ({ part: profileId, value: { workspaceId, profileId, version, deleted: !now } })
    if (!now) {
      feed.offer(item(seen?.version ?? 0))
      feed.end()
    }
    if (!now || seen?.fingerprint === now.fingerprint) return
    if (seen && seen.rootId !== now.rootId) this.#roots.remove(keyOf({ workspaceId, profileId: seen.rootId }), key)
    this.#roots.add(keyOf({ workspaceId, profileId: now.rootId }), key)
    watcher.seen = now
    feed.offer(item(now.version))
  }
}
