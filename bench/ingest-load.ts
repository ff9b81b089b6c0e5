import { connect } from 'node:net'
import { HOUR } from '../src/engine/clock.ts'
import { quantile } from './harness.ts'
import { workload } from './workload.ts'

/** What the parent asks for: as many requests as fit into the time, each with 100 calls of so many senders. */
export interface Load {
  readonly port: number
  readonly senders: 1 | 100
  readonly seconds: number
}

export interface Loaded {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds from the request to its answer. */
  readonly p99: number
}

const CONNECTIONS = 8
const DIFFERENT_BODIES = 40
const ANSWER = '{"success":true}'

const [key = ''] = process.argv.slice(2)
const requests = { 1: prepare(1), 100: prepare(100) }

process.on('message', async ({ port, senders, seconds }: Load) => {
  const start = performance.now()
  const until = start + seconds * 1000
  const times = await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => send({ port, bodies: requests[senders], first: i * 5, until })))
  const all = times.flat()
  process.send?.({ requests: all.length, seconds: (performance.now() - start) / 1000, p99: quantile(all, 0.99) } satisfies Loaded)
})
process.send?.('ready')

/** Requests as bytes, so that sending costs next to nothing: the machine is for the server. */
function prepare(senders: 1 | 100): Buffer[] {
  const now = Date.now()
  const calls = [...workload({ from: now - HOUR, span: HOUR, count: DIFFERENT_BODIES * 100 })].map(({ call }) => call)
  return Array.from({ length: DIFFERENT_BODIES }, (_, i) => {
    const batch = calls.slice(i * 100, (i + 1) * 100).map((call, j) => ({ ...call, userId: `user-${senders === 1 ? i : i * 100 + j}` }))
    const body = JSON.stringify({ batch, sentAt: new Date(now).toISOString() })
    const auth = Buffer.from(`${key}:`).toString('base64')
    const head = ['POST /v1/batch HTTP/1.1', 'host: localhost', `authorization: Basic ${auth}`, 'content-type: application/json']
    return Buffer.from(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  })
}

interface Sending {
  readonly port: number
  readonly bodies: readonly Buffer[]
  readonly first: number
  readonly until: number
}

/** One request after the other on one connection; answers how long each took. */
function send({ port, bodies, first, until }: Sending): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = []
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let sent = 0
    let answer = ''
    const next = () => {
      answer = ''
      sent = performance.now()
      socket.write(bodies[(first + times.length) % bodies.length] ?? '')
    }
    socket.on('connect', next)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (!answer.endsWith(ANSWER)) return
      if (!answer.startsWith('HTTP/1.1 200')) reject(new Error(answer))
      times.push(performance.now() - sent)
      if (performance.now() < until) next()
      else socket.end(() => resolve(times))
    })
  })
}
