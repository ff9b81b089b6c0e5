import type { ExecutionResult } from 'graphql'
import type { Place, Receiver } from './broadcast.ts'
import type { Outlet } from './outlet.ts'

const TAIL = Buffer.from('}')

/** One client's part in a broadcast over WebSocket. graphql-ws iterates over it and gets nothing: the frames go to the socket past it, and it ends when they do. */
export class SharedStream implements Receiver, AsyncGenerator<ExecutionResult, void, void> {
  readonly since: number | null
  readonly #outlet: Outlet
  readonly #head: Buffer
  readonly #ended: Promise<void>
  #end = () => {}
  #leave = () => {}

  constructor({ id, since, outlet }: { readonly id: string; readonly since: number | null; readonly outlet: Outlet }) {
    this.since = since
    this.#outlet = outlet
    this.#head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
    this.#ended = new Promise((resolve) => {
      this.#end = resolve
    })
  }

  isFree(): boolean {
    return this.#outlet.isFree()
  }

  take(payload: Buffer): void {
    this.#outlet.send([this.#head, payload, TAIL])
  }

  end(): void {
    this.#end()
  }

  /** Holds its place until it returns. */
  hold(place: Place): this {
    const stopWaiting = this.#outlet.onFree(() => place.resume())
    this.#leave = () => {
      stopWaiting()
      place.leave()
    }
    return this
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    await this.#ended
    return this.return()
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.#leave()
    this.#end()
    return { done: true, value: undefined }
  }

  throw(): Promise<IteratorResult<ExecutionResult, void>> {
    return this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
