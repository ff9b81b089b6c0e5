import { once } from 'node:events'
import { describe, expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type TestApi, test } from '../helpers/graphql-server.ts'

interface Message {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

/** A socket that speaks the protocol by hand. */
async function open(api: TestApi, protocols: string[] = ['graphql-transport-ws']) {
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
    closed,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (): Promise<Message> => {
      const message = messages.shift()
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}
type Socket = Awaited<ReturnType<typeof open>>

async function opened(api: TestApi, key = api.keys.secret): Promise<Socket> {
  const socket = await open(api)
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } })
  expect(await socket.next()).toEqual({ type: 'connection_ack' })
  return socket
}

const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } })

describe('a socket', () => {
  test('is closed with the code that says why', async ({ api }) => {
    const codeAfter = async (...messages: unknown[]) => {
      const socket = await open(api)
      for (const message of messages) socket.send(message)
      return socket.closed
    }
    const init = { type: 'connection_init', payload: { authorization: `Bearer ${api.keys.secret}` } }
    const forever = subscribe('1', 'subscription { audienceCount(by: { key: "none" }) { size } }')
    expect(await codeAfter({ type: 'connection_init' })).toBe(4403)
    expect(await codeAfter({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } })).toBe(4403)
    expect(await codeAfter(init, init)).toBe(4429)
    expect(await codeAfter(forever)).toBe(4401)
    expect(await codeAfter('{')).toBe(4400)
    expect(await codeAfter({ type: 'nonsense' })).toBe(4400)
    expect(await codeAfter({ type: 'subscribe', payload: { query: '{ viewer { kind } }' } })).toBe(4400)
    expect(await codeAfter('x'.repeat(70_000))).toBe(1009)
    expect(await codeAfter()).toBe(4408)
    expect(api.errors).toEqual([])
  }, 20_000)

  test('speaks no other protocol, and only at /graphql', async ({ api }) => {
    const other = await open(api, ['graphql-ws', 'graphql-transport-ws'])
    other.send({ type: 'connection_init', payload: { Authorization: `Bearer ${api.keys.secret}` } })
    expect(await other.next()).toEqual({ type: 'connection_ack' })
    await expect(open(api, ['graphql-ws'])).rejects.toThrow()
    const elsewhere = new WebSocket(`${api.url.replace('http', 'ws')}/elsewhere`, ['graphql-transport-ws'])
    const [error] = await once(elsewhere, 'error')
    expect(String(error)).toContain('404')
  })

  test('answers queries, pings and mistakes, and stays open', async ({ api }) => {
    const socket = await opened(api)
    socket.send(subscribe('1', '{ viewer { kind } }'))
    expect(await socket.next()).toEqual({ type: 'next', id: '1', payload: { data: { viewer: { kind: 'SECRET_KEY' } } } })
    expect(await socket.next()).toEqual({ type: 'complete', id: '1' })
    socket.send({ type: 'ping', payload: { n: 1 } })
    expect(await socket.next()).toEqual({ type: 'pong', payload: { n: 1 } })
    socket.send({ type: 'pong' })
    socket.send({ type: 'complete', id: 'unknown' })
    for (const [query, code] of [
      ['{', 'BAD_USER_INPUT'],
      ['{ nope }', 'BAD_USER_INPUT'],
      [`{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`, 'QUERY_TOO_COMPLEX'],
      ['{ audiences(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ] as const) {
      socket.send(subscribe('1', query))
      const { type, payload } = await socket.next()
      const errors = type === 'next' ? (payload as { errors: unknown }).errors : payload
      expect(errors, query).toContainEqual(expect.objectContaining({ extensions: { code, requestId: expect.any(String) } }))
      if (type === 'next') expect(await socket.next()).toEqual({ type: 'complete', id: '1' })
    }
    socket.send(subscribe('1', '{ viewer { kind } }'))
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1' })
    expect(api.errors).toEqual([])
  })

  test('keeps to the scopes of its key', async ({ api }) => {
    const writer = await opened(api, api.keys.write)
    writer.send(subscribe('1', '{ audiences { nodes { id } } }'))
    expect(await writer.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] })
    const reader = await opened(api, api.keys.read)
    reader.send(subscribe('1', 'mutation { deleteAudience(input: { id: "x" }) { deletedId } }'))
    expect(await reader.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] })
  })

  test('ends a subscription when the client says so, and its id is free again', async ({ api }) => {
    await api.query('mutation { createAudience(input: { key: "all", name: "All", definition: { rule: { all: [] } } }) { userErrors { code } } }')
    const socket = await opened(api)
    const count = subscribe('1', 'subscription { audienceCount(by: { key: "all" }) { size } }')
    socket.send(count)
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1' })
    socket.send(count)
    expect(await socket.closed).toBe(4409)
    const another = await opened(api)
    another.send(count)
    expect(await another.next()).toMatchObject({ type: 'next', id: '1' })
    another.send({ type: 'complete', id: '1' })
    another.send({ type: 'ping' })
    let message = await another.next()
    while (message.type === 'next') message = await another.next()
    expect(message).toEqual({ type: 'pong' })
    another.send(count)
    expect(await another.next()).toMatchObject({ type: 'next', id: '1' })
  })

  test('has at most 50 operations at a time', async ({ api }) => {
    await api.query('mutation { createAudience(input: { key: "all", name: "All", definition: { rule: { all: [] } } }) { userErrors { code } } }')
    const socket = await opened(api)
    for (let n = 0; n < 51; n++) socket.send(subscribe(String(n), `subscription { audienceCount(by: { key: "all" }, throttle: "PT60S") { size } }`))
    const answers: Message[] = []
    while (answers.length < 51) answers.push(await socket.next())
    expect(answers.filter(({ type }) => type === 'next').length).toBe(50)
    expect(answers.filter(({ type }) => type === 'error')).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }])
  })

  test('is sent away with 1012 when the server stops', async ({ api }) => {
    const sockets = await Promise.all([opened(api), opened(api), open(api)])
    await api.close()
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])
  })
})
