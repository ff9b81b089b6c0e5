import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** Above so many bytes that the other side has not taken, nothing more is sent for now. */
const MOST_BUFFERED = 64 * 1024

/** The way to one socket. What is sent over it waits with whoever sends: each keeps only what is latest. */
export class Outlet {
  readonly #socket: WebSocket
  readonly #raw: Duplex
  readonly #waiting = new Set<() => void>()

  constructor(socket: WebSocket, raw: Duplex) {
    this.#socket = socket
    this.#raw = raw
    raw.on('drain', () => {
      for (const resume of this.#waiting) resume()
    })
  }

  isFree(): boolean {
    return this.#raw.writableLength <= MOST_BUFFERED
  }

  /** Sends a text message. Past ws, which would write its head and its text one by one: this is what a dashboard costs. */
  send(parts: readonly Buffer[]): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#raw.write(textFrame(parts))
  }

  /** Calls back when there is room again, until what it answers is called. */
  onFree(resume: () => void): () => void {
    this.#waiting.add(resume)
    return () => this.#waiting.delete(resume)
  }
}

/** The whole of a text message, in one frame that is not masked (RFC 6455). */
const TEXT = 0x81
const MOST_IN_7_BITS = 125
const MOST_IN_16_BITS = 65_535

function textFrame(parts: readonly Buffer[]): Buffer {
  let length = 0
  for (const part of parts) length += part.length
  let at = length <= MOST_IN_7_BITS ? 2 : length <= MOST_IN_16_BITS ? 4 : 10
  const frame = Buffer.allocUnsafe(at + length)
  frame[0] = TEXT
  if (at === 2) frame[1] = length
  else if (at === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  for (const part of parts) at += part.copy(frame, at)
  return frame
}
