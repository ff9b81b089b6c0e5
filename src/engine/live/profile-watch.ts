import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listener, Listening } from './listening.ts'
import { Lookout } from './lookout.ts'
import { type ProfileKey, type ProfileVersion, readProfileVersions } from './profile-version.ts'
import { profileTopic, workspaceOf } from './topics.ts'
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
export class ProfileWatch implements Listener {
  readonly #db: Queryable
  readonly #listening: Listening
  /** By the id that was asked for. */
  readonly #watchers = new Watchers<Watcher>()
  /** By the id of what that has become, which is the one that is announced. */
  readonly #roots = new Watchers<string>()
  readonly #lookout: Lookout

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#listening = listening
    this.#lookout = new Lookout({ watched: () => this.#watchers.keys(), look: (keys) => this.#look(keys), onError })
  }

  /** One person, by any id that it ever had; ends when it is deleted. */
  one({ workspaceId, throttle, profileId }: WatchOptions & ProfileKey): Feed<ProfileChange> {
    const topic = profileTopic(workspaceId)
    const key = keyOf({ workspaceId, profileId })
    const watcher: Watcher = { workspaceId, profileId, feed: new Feed({ throttle }), seen: null }
    this.#watchers.add(key, watcher)
    this.#lookout.start()
    this.#listening.join(topic, this, { kind: 'profiles', workspaceId })
    this.#lookout.ask([key])
    return watcher.feed.onEnd(() => {
      this.#listening.leave(topic, this)
      this.#watchers.remove(key, watcher)
      if (!this.#watchers.has(key) && watcher.seen) this.#roots.remove(keyOf({ workspaceId, profileId: watcher.seen.rootId }), key)
      if (this.#watchers.size === 0) this.#lookout.stop()
    })
  }

  hear(topic: string, ids: unknown): void {
    const workspaceId = workspaceOf(topic)
    // Without ids there are more than are worth naming.
    const changed = Array.isArray(ids)
      ? ids.map((profileId) => keyOf({ workspaceId, profileId: String(profileId) }))
      : [...this.#watchers.keys()].filter((key) => key.startsWith(workspaceId))
    this.#lookout.ask(changed.flatMap((key) => [...this.#roots.of(key), ...(this.#watchers.has(key) ? [key] : [])]))
  }

  async #look(keys: readonly string[]): Promise<void> {
    const wanted = keys.flatMap((key) => [...this.#watchers.of(key)].slice(0, 1))
    const found = new Map((await readProfileVersions(this.#db, wanted)).map((one) => [keyOf(one), one]))
    for (const key of keys) for (const watcher of this.#watchers.of(key)) this.#show(key, watcher, found.get(key))
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
