import type { WebSocket } from 'ws'

/** Above so many bytes that the other side has not taken, nothing more is sent for now. */
const MOST_BUFFERED = 64 * 1024

/** The way to one socket. What is sent over it waits with whoever sends: each keeps only what is latest. */
export class Outlet {
  readonly #socket: WebSocket
  readonly #waiting = new Set<() => void>()
  #blocked = false

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  isFree(): boolean {
    this.#blocked = this.#socket.bufferedAmount > MOST_BUFFERED
    return !this.#blocked
  }

  send(text: string): void {
    this.#socket.send(text, this.#flushed)
  }

  /** Calls back when there is room again, until what it answers is called. */
  onFree(resume: () => void): () => void {
    this.#waiting.add(resume)
    return () => this.#waiting.delete(resume)
  }

  readonly #flushed = (): void => {
    if (!this.#blocked || !this.isFree()) return
    for (const resume of this.#waiting) resume()
  }
}
