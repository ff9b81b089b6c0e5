import type { EventStream } from './event-stream.ts'

const SECOND = 1_000
/** Proxies close what is silent for longer than they like; few like less than this. */
const KEEP_ALIVE_EVERY = 10
/** A reader that takes nothing for so many seconds is gone. */
const PATIENCE = 30

interface Health {
  /** In which of the seconds it is kept alive: some of them in each. */
  readonly turn: number
  /** For how many seconds it has had no room. */
  stalled: number
}

/** Looks after open streams, all of them once a second. */
export class StreamWatch {
  readonly #streams = new Map<EventStream, Health>()
  readonly #timer: NodeJS.Timeout
  #second = 0
  #added = 0
  #closing = false

  constructor() {
    this.#timer = setInterval(() => this.#look(), SECOND)
  }

  get size(): number {
    return this.#streams.size
  }

  get closing(): boolean {
    return this.#closing
  }

  add(stream: EventStream): void {
    this.#streams.set(stream, { turn: ++this.#added % KEEP_ALIVE_EVERY, stalled: 0 })
    void stream.closed.then(() => this.#streams.delete(stream))
  }

  async close(spread: number): Promise<void> {
    this.#closing = true
    await Promise.all([...this.#streams.keys()].map((stream) => sendAway(stream, Math.random() * spread)))
    clearInterval(this.#timer)
  }

  #look(): void {
    const turn = ++this.#second % KEEP_ALIVE_EVERY
    for (const [stream, health] of this.#streams) {
      if (health.turn === turn) stream.keepAlive()
      health.stalled = stream.isFree() ? 0 : health.stalled + 1
      if (health.stalled > PATIENCE) stream.destroy()
    }
  }
}

async function sendAway(stream: EventStream, delay: number): Promise<void> {
  const leave = setTimeout(() => stream.breakOff(), delay)
  const patience = setTimeout(() => stream.destroy(), delay + SECOND)
  await stream.closed
  clearTimeout(leave)
  clearTimeout(patience)
}
