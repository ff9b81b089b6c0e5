import type { ServerResponse } from 'node:http'
import type { Receiver } from './broadcast.ts'

/** Above so many bytes that the other side has not taken, nothing more is sent for now. */
const MOST_BUFFERED = 64 * 1024

/** A response that is a stream of events, as GraphQL over server-sent events has them. */
export class EventStream implements Receiver {
  readonly since: number | null
  /** Resolves when it is over, whoever ended it. */
  readonly closed: Promise<void>
  readonly #response: ServerResponse
  #onFree = () => {}

  constructor(response: ServerResponse, since: number | null) {
    this.since = since
    this.#response = response
    this.closed = new Promise((resolve) => response.once('close', resolve))
    response.on('drain', () => this.#onFree())
    // Proxies hold back what they take for a page.
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.flushHeaders()
  }

  isFree(): boolean {
    return this.#response.writableLength <= MOST_BUFFERED
  }

  /** Calls back each time that there is room again. */
  onFree(resume: () => void): void {
    this.#onFree = resume
  }

  /** Resolves when there is room, or it is over. */
  async room(): Promise<void> {
    if (this.isFree()) return
    await Promise.race([this.closed, new Promise<void>((resolve) => this.onFree(resolve))])
  }

  take(payload: Buffer | string): void {
    this.#write(`event: next\ndata: ${payload}\n\n`)
  }

  /** Says that it is complete, and ends it. */
  end(): void {
    this.#response.end('event: complete\ndata:\n\n')
  }

  /** Says nothing, so that proxies see that it is alive. */
  keepAlive(): void {
    this.#write(':\n\n')
  }

  /** Ends it without saying that it is complete: the client comes back. */
  breakOff(): void {
    this.#response.end()
  }

  destroy(): void {
    this.#response.destroy()
  }

  #write(text: string): void {
    if (!this.#response.writableEnded && !this.#response.destroyed) this.#response.write(text)
  }
}
