import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the parent asks for. */
export type Order =
  | { readonly kind: 'open'; readonly url: string; readonly key: string; readonly count: number }
  /** Each socket subscribes to one of these, in turn. */
  | { readonly kind: 'subscribe'; readonly id: string; readonly queries: readonly string[] }
  /** Forgets what came so far. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'report' }
  | { readonly kind: 'close' }

export interface Report {
  readonly deliveries: number
  /** Of each delivery: the socket, the version it showed, when it came. */
  readonly records: Float64Array
  /** Of each socket the size that it saw last. */
  readonly sizes: readonly number[]
  readonly open: number
}

// At most so many in a second: a server takes 500.
const PER_SECOND = 400
const MOST_RECORDS = 3_000_000

const sockets: Socket[] = []
const sizes: number[] = []
const records = new Float64Array(MOST_RECORDS)
let used = 0
let answered = 0
const open = new Set<Socket>()

process.on('message', async (order: Order) => {
  process.send?.(await obey(order))
})
process.send?.('ready')

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'open':
      return openAll(order)
    case 'subscribe': {
      answered = 0
      for (const [i, socket] of sockets.entries()) {
        write(socket, { id: order.id, type: 'subscribe', payload: { query: order.queries[i % order.queries.length] } })
        if (i % 50 === 49) await sleep(5)
      }
      await until(() => answered >= sockets.length)
      return 'subscribed'
    }
    case 'watch':
      used = 0
      return 'watching'
    case 'report':
      return { deliveries: used / 3, records: records.slice(0, used), sizes: [...sizes], open: open.size } satisfies Report
    case 'close':
      for (const socket of sockets.splice(0)) socket.destroy()
      sizes.length = 0
      return 'closed'
  }
}

async function openAll({ url, key, count }: Extract<Order, { kind: 'open' }>): Promise<string> {
  const { hostname, port } = new URL(url)
  const start = performance.now()
  const wanted = open.size + count
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, start + (n * 1000) / PER_SECOND - performance.now()))
    const socket = connect(Number(port), hostname).setNoDelay(true)
    const number = sockets.push(socket) - 1
    listen(socket, number, key)
    const head = ['GET /graphql HTTP/1.1', `host: ${hostname}`, 'connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13']
    socket.write(`${head.join('\r\n')}\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`)
  }
  await until(() => open.size >= wanted)
  return 'opened'
}

/** Reads frames with as little work as can be: the machine is for the server. */
function listen(socket: Socket, number: number, key: string): void {
  let rest = ''
  let upgraded = false
  socket.on('error', () => {})
  socket.on('close', () => open.delete(socket))
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1')
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!rest.startsWith('HTTP/1.1 101')) throw new Error(rest)
      upgraded = true
      rest = rest.slice(end + 4)
      write(socket, { type: 'connection_init', payload: { authorization: `Bearer ${key}` } })
    }
    rest = takeFrames(rest, (opcode, text) => take(socket, number, opcode, text))
  })
}

/** Calls back for each whole frame; answers what is left. A server's frames are not masked. */
function takeFrames(data: string, onFrame: (opcode: number, text: string) => void): string {
  let at = 0
  while (data.length >= at + 2) {
    let length = data.charCodeAt(at + 1)
    let start = at + 2
    if (length === 126) {
      length = (data.charCodeAt(at + 2) << 8) | data.charCodeAt(at + 3)
      start = at + 4
    }
    if (Number.isNaN(length) || data.length < start + length) break
    onFrame(data.charCodeAt(at) & 15, data.slice(start, start + length))
    at = start + length
  }
  return data.slice(at)
}

const PING = 9

function take(socket: Socket, number: number, opcode: number, text: string): void {
  if (opcode === PING) return void socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
  if (text.includes('connection_ack')) return void open.add(socket)
  const version = numberAfter(text, '"version":')
  if (Number.isNaN(version)) throw new Error(text)
  answered++
  sizes[number] = numberAfter(text, '"size":')
  records[used++] = number
  records[used++] = version
  records[used++] = performance.timeOrigin + performance.now()
}

const numberAfter = (text: string, name: string): number => {
  const at = text.indexOf(name)
  return at < 0 ? Number.NaN : Number.parseInt(text.slice(at + name.length, at + name.length + 16), 10)
}

/** Frames of a client are masked; by zeroes, they stay as they are. */
function write(socket: Socket, message: object): void {
  const text = Buffer.from(JSON.stringify(message))
  const head = text.length < 126 ? [0x81, 0x80 | text.length] : [0x81, 0x80 | 126, text.length >> 8, text.length & 255]
  socket.write(Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), text]))
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(20)
}
