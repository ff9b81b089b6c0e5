import type { Queryable } from '../../db/db.ts'
import type { RelayClient } from '../../queue/relay-client.ts'
import type { AudienceFrame } from './audience-frame.ts'
import { AudienceWatch, type WatchOptions } from './audience-watch.ts'
import { EventTail, type EventTailOptions, type Received } from './event-tail.ts'
import { type ExportFrame, ExportWatch } from './export-watch.ts'
import type { Feed } from './feed.ts'
import { type IdentityRunFrame, IdentityRunWatch } from './identity-run-watch.ts'
import { Listening } from './listening.ts'
import type { ProfileKey } from './profile-version.ts'
import { type ProfileChange, ProfileWatch } from './profile-watch.ts'
import type { Progress } from './progress.ts'
import { ProgressWatch } from './progress-watch.ts'

/** Every worker compares the events of every chunk with each. */
export const MOST_TAILS = 100

export interface LiveHubOptions {
  readonly db: Queryable
  readonly relay: Pick<RelayClient, 'publish' | 'subscribe'>
  readonly onError: (error: Error) => void
}

/**
 * What this process shows live. Truth is in the database: all that is watched is looked at once per second; a message of the relay only says where to
 * look before the second is over.
 */
export class LiveHub {
  readonly #onError: (error: Error) => void
  readonly #listening: Listening
  readonly #audiences: AudienceWatch
  readonly #profiles: ProfileWatch
  readonly #progress: ProgressWatch
  readonly #exports: ExportWatch
  readonly #identityRuns: IdentityRunWatch
  readonly #feeds = new Set<{ end(): void }>()
  #tails = 0

  constructor({ db, relay, onError }: LiveHubOptions) {
    this.#onError = onError
    this.#listening = new Listening(relay, onError)
    this.#audiences = new AudienceWatch(db, this.#listening, onError)
    this.#profiles = new ProfileWatch(db, this.#listening, onError)
    this.#progress = new ProgressWatch(db, this.#listening, onError)
    this.#exports = new ExportWatch(db, this.#listening, onError)
    this.#identityRuns = new IdentityRunWatch(db, this.#listening, onError)
  }

  /** The audience now, then after each change; ends when the audience is deleted. While it is COMPUTING nothing follows the first frame. */
  watchAudience(options: WatchOptions & { readonly audienceId: string }): Feed<AudienceFrame> {
    return this.#kept(this.#audiences.one(options))
  }

  /** The same for all audiences of a workspace, or those with these keys; it does not end. */
  watchAudiences(options: WatchOptions & { readonly keys: ReadonlySet<string> | null }): Feed<AudienceFrame> {
    return this.#kept(this.#audiences.all(options))
  }

  /** How far the computation of an audience is, now and as it goes on; ends when nothing of it is computed any more, at once if nothing is. */
  watchProgress(options: WatchOptions & { readonly audienceId: string }): Feed<Progress> {
    return this.#kept(this.#progress.one(options))
  }

  /** The profile now, then after each change, whatever it is merged into; ends when it is deleted. */
  watchProfile(options: WatchOptions & ProfileKey): Feed<ProfileChange> {
    return this.#kept(this.#profiles.one(options))
  }

  /** The latest run of an export, then whenever it has come further; ends when the export is deleted. */
  watchExport(options: WatchOptions & { readonly exportId: string }): Feed<ExportFrame> {
    return this.#kept(this.#exports.one(options))
  }

  /** A run that applies identity rules, then whenever it has come further; ends when it does. */
  watchIdentityRun(options: WatchOptions & { readonly runId: string }): Feed<IdentityRunFrame> {
    return this.#kept(this.#identityRuns.one(options))
  }

  /** Events from now on; null: there are as many tails as there may be. */
  tailEvents<Event>(options: EventTailOptions<Event>): Feed<Received<Event>> | null {
    if (this.#tails >= MOST_TAILS) return null
    this.#tails++
    return this.#kept(new EventTail(options, this.#listening, this.#onError).feed).onEnd(() => this.#tails--)
  }

  /** How many feeds there are. */
  get size(): number {
    return this.#feeds.size
  }

  /** Ends everything that is watched. */
  close(): void {
    for (const feed of this.#feeds) feed.end()
  }

  #kept<T>(feed: Feed<T>): Feed<T> {
    this.#feeds.add(feed)
    return feed.onEnd(() => this.#feeds.delete(feed))
  }
}
