import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { TestApi } from './graphql-server.ts'

export interface Message {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

export interface RawSocket {
  readonly socket: WebSocket
  /** The code it was closed with. */
  readonly closed: Promise<number>
  send(message: unknown): void
  next(): Promise<Message>
}

/** A socket that speaks the protocol by hand. */
export async function openSocket(api: Pick<TestApi, 'url'>, protocols: string[] = ['graphql-transport-ws']): Promise<RawSocket> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, protocols)
  onTestFinished(() => socket.terminate())
  const messages: Message[] = []
  const waiting: ((message: Message) => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message
    const take = waiting.shift()
    if (take) take(message)
    else messages.push(message)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await once(socket, 'open')
  return {
    socket,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: () => {
      const message = messages.shift()
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}

export const init = (key: string) => ({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } })

/** One whose connection is acknowledged. */
export async function openedSocket(api: TestApi, key = api.keys.secret): Promise<RawSocket> {
  const socket = await openSocket(api)
  socket.send(init(key))
  const { type } = await socket.next()
  if (type !== 'connection_ack') throw new Error(`The first message was ${type}.`)
  return socket
}

export const subscribe = (id: string, query: string, variables?: object) => ({ type: 'subscribe', id, payload: { query, variables } })
