import { randomUUID } from 'node:crypto'
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute, GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Feed } from '../../engine/live/feed.ts'
import { apiError } from '../../schema/api-error.ts'
import type { GraphqlOptions } from '../graphql.ts'
import { presentError, withRequestId } from '../graphql-errors.ts'
import { Broadcast, type Place, type Receiver } from './broadcast.ts'

/** Each costs a few kilobytes, and its part of a look once a second. */
const MOST = 20_000

/** The shared subscriptions of a process, whatever they are sent over: one broadcast for each distinct one. */
export class Subscriptions {
  readonly #onError: GraphqlOptions['onError']
  readonly #broadcasts = new Map<string, Promise<Broadcast | readonly GraphQLError[]>>()

  constructor(onError: GraphqlOptions['onError']) {
    this.#onError = onError
  }

  /** Takes part in the broadcast of a key; `args` execute it if nobody does yet. Answers errors when it cannot be. */
  async join(key: string, args: ExecutionArgs, receiver: Receiver): Promise<Place | readonly GraphQLError[]> {
    const known = this.#broadcasts.get(key)
    if (!known && this.#broadcasts.size >= MOST) return [apiError('RATE_LIMITED', `A process has at most ${MOST} different subscriptions at a time.`)]
    const opening = known ?? this.#open(key, args)
    const broadcast = await opening
    if (!(broadcast instanceof Broadcast)) return broadcast
    // The last one left it just now.
    if (broadcast.closed) {
      if (this.#broadcasts.get(key) === opening) this.#broadcasts.delete(key)
      return this.join(key, args, receiver)
    }
    return broadcast.join(receiver)
  }

  /** A result as it is sent. */
  print = ({ data, errors }: ExecutionResult): string =>
    JSON.stringify({ ...(data !== undefined && { data }), ...(errors && { errors: this.present(errors) }) })

  present(errors: readonly GraphQLError[], requestId: string = randomUUID()): GraphQLFormattedError[] {
    const report = (cause: unknown) => this.#onError(cause, requestId)
    return errors.map((error) => withRequestId(presentError(error, report), requestId))
  }

  #open(key: string, args: ExecutionArgs): Promise<Broadcast | readonly GraphQLError[]> {
    const opening = this.#broadcast(key, args)
    this.#broadcasts.set(key, opening)
    const forget = () => this.#forget(key, opening)
    opening.then((broadcast) => broadcast instanceof Broadcast || forget(), forget)
    return opening
  }

  #forget(key: string, opening: Promise<unknown>): void {
    if (this.#broadcasts.get(key) === opening) this.#broadcasts.delete(key)
  }

  async #broadcast(key: string, args: ExecutionArgs): Promise<Broadcast | readonly GraphQLError[]> {
    const feed = await createSourceEventStream(args)
    if (!(feed instanceof Feed)) {
      if (Symbol.asyncIterator in feed) throw new TypeError('A field that says it is shared answers a feed.')
      return feed.errors ?? [new GraphQLError('The subscription does not begin.')]
    }
    const opening = this.#broadcasts.get(key)
    return new Broadcast({
      feed,
      execute: (rootValue) => execute({ ...args, rootValue }),
      print: this.print,
      onError: this.#onError,
      onClosed: () => opening && this.#forget(key, opening),
    })
  }
}
