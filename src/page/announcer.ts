import type { AudienceFeed } from './audience-feed.ts'
import { say } from './dom.ts'
import { count } from './format.ts'

const EVERY = 20_000

/** Tells those who listen instead of looking which sizes have changed, now and then. Answers how to end it. */
export function announceSizes(feed: AudienceFeed, region: HTMLElement): () => void {
  let told = new Map<string, number>()
  const timer = setInterval(() => {
    const all = feed.all() ?? []
    const changed = all.filter(({ id, size }) => told.has(id) && told.get(id) !== size)
    say(region, changed.map(({ name, size }) => `${name}: ${count(size)}`).join(', '))
    told = new Map(all.map(({ id, size }) => [id, size]))
  }, EVERY)
  return () => clearInterval(timer)
}
