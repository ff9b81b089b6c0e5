import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { commitChanges } from '../helpers/audience-rows.ts'
import { startTestApi, type TestApi, test } from '../helpers/graphql-server.ts'
import { createEverybody } from '../helpers/live-audience.ts'
import { init, type Message, openedSocket, openSocket, subscribe } from '../helpers/raw-socket.ts'

// The protocol graphql-transport-ws, assertion by assertion.

const VIEWER = '{ viewer { kind } }'
const ANSWER = { data: { viewer: { kind: 'SECRET_KEY' } } }
const COUNT = 'subscription { audienceCount(by: { key: "all" }, throttle: "PT0S") { version } }'

async function codeAfter(api: TestApi, ...messages: unknown[]): Promise<number> {
  const socket = await openSocket(api)
  for (const message of messages) socket.send(message)
  return socket.closed
}

/** The code of the close frame that answers a handshake with these sub-protocols, whatever the client makes of it. */
async function codeOfHandshake(api: TestApi, protocols: string): Promise<number> {
  const { hostname, port } = new URL(api.url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  const head = ['GET /graphql HTTP/1.1', `host: ${hostname}`, 'connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13']
  socket.write(`${head.join('\r\n')}\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: ${protocols}\r\n\r\n`)
  let answer = Buffer.alloc(0)
  for await (const chunk of socket) {
    answer = Buffer.concat([answer, chunk as Buffer])
    const end = answer.indexOf('\r\n\r\n')
    // 0x88: a close frame; then its length, then the code.
    if (end > 0 && answer[end + 4] === 0x88 && answer.length >= end + 8) return answer.readUInt16BE(end + 6)
  }
  throw new Error(answer.toString())
}

describe('the handshake', () => {
  test('1: chooses graphql-transport-ws', async ({ api }) => {
    const { socket } = await openSocket(api, ['graphql-ws', 'graphql-transport-ws'])
    expect(socket.protocol).toBe('graphql-transport-ws')
  })

  test('2: closes a socket of an unknown sub-protocol, or of none, with 4406', async ({ api }) => {
    expect(await codeOfHandshake(api, 'nonsense')).toBe(4406)
    const bare = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`)
    expect((await once(bare, 'close'))[0]).toBe(4406)
  })

  test('3: refuses the legacy sub-protocol graphql-ws', async ({ api }) => {
    expect(await codeOfHandshake(api, 'graphql-ws')).toBe(4406)
  })

  test('is taken at /graphql only', async ({ api }) => {
    const elsewhere = new WebSocket(`${api.url.replace('http', 'ws')}/elsewhere`, ['graphql-transport-ws'])
    const [error] = await once(elsewhere, 'error')
    expect(String(error)).toContain('404')
  })
})

describe('the connection', () => {
  test('4: is acknowledged', async ({ api }) => {
    const socket = await openSocket(api)
    socket.send(init(api.keys.read))
    expect(await socket.next()).toEqual({ type: 'connection_ack' })
  })

  test('5-10: is closed with the code that says why', async ({ api }) => {
    const start = init(api.keys.secret)
    const codes = await Promise.all([
      codeAfter(api),
      codeAfter(api, start, start),
      codeAfter(api, subscribe('1', COUNT)),
      codeAfter(api, start, '{'),
      codeAfter(api, start, { type: 'nonsense' }),
      codeAfter(api, start, { type: 'subscribe', payload: { query: VIEWER } }),
      codeAfter(api, start, 'x'.repeat(70_000)),
    ])
    expect(codes).toEqual([4408, 4429, 4401, 4400, 4400, 4400, 1009])
    expect(api.errors).toEqual([])
  }, 20_000)

  test('11: is closed with 4409 when an id is used twice at a time', async ({ api }) => {
    await createEverybody(api, 'all')
    const socket = await openedSocket(api)
    for (let n = 0; n < 2; n++) socket.send(subscribe('1', COUNT))
    expect(await socket.closed).toBe(4409)
  })

  test('13, 14: answers a ping with its payload, and takes a pong that nobody asked for', async ({ api }) => {
    const socket = await openedSocket(api)
    socket.send({ type: 'pong' })
    socket.send({ type: 'ping', payload: { n: 1 } })
    expect(await socket.next()).toEqual({ type: 'pong', payload: { n: 1 } })
  })

  test('22: is closed with 4403 without a key, or with a wrong one', async ({ api }) => {
    expect(await codeAfter(api, { type: 'connection_init' })).toBe(4403)
    expect(await codeAfter(api, init('nonsense'))).toBe(4403)
  })

  test('23: is closed with 4403 soon after its key is revoked, and others stay', async ({ api, db }) => {
    const [revoked, other] = await Promise.all([openedSocket(api, api.keys.read), openedSocket(api)])
    await db.pool.query(`update api_keys set revoked_at = engine_now() where kind = 'READ'`)
    expect(await revoked.closed).toBe(4403)
    other.send(subscribe('1', VIEWER))
    expect(await other.next()).toMatchObject({ type: 'next', payload: ANSWER })
  })

  test('24: is closed with 1012 when the server stops, and is not taken any more', async ({ api }) => {
    const sockets = await Promise.all([openedSocket(api), openedSocket(api), openSocket(api)])
    await api.close()
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])
    await expect(openSocket(api)).rejects.toThrow()
  })
})

describe('an operation', () => {
  test('12, 15: is answered when it is a query, and its id is free again', async ({ api }) => {
    const socket = await openedSocket(api)
    for (let n = 0; n < 2; n++) {
      socket.send(subscribe('1', VIEWER))
      expect(await socket.next()).toEqual({ type: 'next', id: '1', payload: ANSWER })
      expect(await socket.next()).toEqual({ type: 'complete', id: '1' })
    }
  })

  test('16-18: that is wrong is an error, and the socket stays', async ({ api }) => {
    const socket = await openedSocket(api)
    for (const [query, type, code] of [
      ['{', 'error', 'BAD_USER_INPUT'],
      ['{ nope }', 'error', 'BAD_USER_INPUT'],
      [`{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`, 'error', 'QUERY_TOO_COMPLEX'],
      ['{ audiences(first: 0) { nodes { id } } }', 'next', 'BAD_USER_INPUT'],
      ['subscription { audienceCount(by: { key: "none" }) { size } }', 'next', 'NOT_FOUND'],
    ] as const) {
      socket.send(subscribe('1', query))
      const message = await socket.next()
      const errors = message.type === 'next' ? (message.payload as { errors: unknown }).errors : message.payload
      expect(message.type).toBe(type)
      expect(errors, query).toContainEqual(expect.objectContaining({ extensions: { code, requestId: expect.any(String) } }))
      if (type === 'next') expect(await socket.next()).toEqual({ type: 'complete', id: '1' })
    }
    socket.send(subscribe('1', VIEWER))
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1' })
    expect(api.errors).toEqual([])
  })

  test('keeps to the scopes of its key', async ({ api }) => {
    const writer = await openedSocket(api, api.keys.write)
    writer.send(subscribe('1', '{ audiences { nodes { id } } }'))
    expect(await writer.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] })
    const reader = await openedSocket(api, api.keys.read)
    reader.send(subscribe('1', 'mutation { deleteAudience(input: { id: "x" }) { deletedId } }'))
    expect(await reader.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] })
  })

  test('19-21: shows events until the client completes it, which nobody else notices', async ({ api, db }) => {
    const audienceId = await createEverybody(api, 'all')
    const socket = await openedSocket(api)
    socket.send({ type: 'complete', id: 'unknown' })
    socket.send(subscribe('a', COUNT))
    socket.send(subscribe('b', COUNT))
    const first = [await socket.next(), await socket.next()]
    expect(first.map(({ id }) => id).sort()).toEqual(['a', 'b'])
    expect(first[0]?.payload).toEqual({ data: { audienceCount: { version: 0 } } })
    socket.send({ type: 'complete', id: 'a' })
    // What is answered afterwards came after it.
    socket.send({ type: 'ping' })
    expect(await socket.next()).toEqual({ type: 'pong' })
    await commitChanges(db, api.workspaceId, audienceId, { entered: [crypto.randomUUID()] })
    expect(await socket.next()).toEqual({ type: 'next', id: 'b', payload: { data: { audienceCount: { version: 1 } } } })
    socket.send(subscribe('a', COUNT))
    expect(await socket.next()).toMatchObject({ type: 'next', id: 'a' })
  })
})

describe('limits', () => {
  test('a socket has at most 50 operations at a time', async ({ api }) => {
    await createEverybody(api, 'all')
    const socket = await openedSocket(api)
    for (let n = 0; n < 51; n++) socket.send(subscribe(String(n), COUNT))
    const answers: Message[] = []
    while (answers.length < 51) answers.push(await socket.next())
    expect(answers.filter(({ type }) => type === 'next').length).toBe(50)
    expect(answers.filter(({ type }) => type === 'error')).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }])
  })

  const statusOf = async (api: TestApi): Promise<string> => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws'])
    socket.on('error', () => {})
    onTestFinished(() => socket.terminate())
    return new Promise((resolve) => {
      socket.once('open', () => resolve('open'))
      socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    })
  }

  test('a process has room for so many sockets, and takes so many new ones in a second', async ({ db }) => {
    const full = await startTestApi(db, { limits: { open: 2, perSecond: 100 } })
    onTestFinished(full.close)
    expect([await statusOf(full), await statusOf(full), await statusOf(full)]).toEqual(['open', 'open', '503'])
    const hasty = await startTestApi(db, { limits: { open: 100, perSecond: 2 } })
    onTestFinished(hasty.close)
    const statuses = await Promise.all(Array.from({ length: 10 }, () => statusOf(hasty)))
    expect(statuses.filter((status) => status === '429').length).toBeGreaterThan(0)
    await sleep(1_000)
    expect(await statusOf(hasty)).toBe('open')
  })
})
