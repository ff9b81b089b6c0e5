import { connect } from 'node:net'
import { quantile } from './harness.ts'

/** What the parent asks for: as many requests as fit into the time, the bodies in turn. */
export interface ReadLoad {
  readonly port: number
  readonly path: string
  readonly authorization: string
  readonly bodies: readonly string[]
  readonly seconds: number
}

export interface ReadLoaded {
  readonly requests: number
  readonly seconds: number
  readonly p99: number
  /** An answer, to be looked at. */
  readonly sample: string
}

const CONNECTIONS = 10

process.on('message', async ({ bodies, seconds, ...to }: ReadLoad) => {
  const head = `POST ${to.path} HTTP/1.1\r\nhost: localhost\r\nauthorization: ${to.authorization}\r\ncontent-type: application/json\r\naccept: application/json\r\n`
  const requests = bodies.map((body) => Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`))
  const start = performance.now()
  const until = start + seconds * 1000
  const readers = await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => read({ port: to.port, requests, first: i * 7, until })))
  const times = readers.flatMap((one) => one.times)
  const answer = { requests: times.length, seconds: (performance.now() - start) / 1000, p99: quantile(times, 0.99), sample: readers[0]?.sample ?? '' }
  process.send?.(answer satisfies ReadLoaded)
})
process.send?.('ready')

interface Reading {
  readonly port: number
  readonly requests: readonly Buffer[]
  readonly first: number
  readonly until: number
}

/** One request after the other on one connection; answers how long each took. */
function read({ port, requests, first, until }: Reading): Promise<{ times: number[]; sample: string }> {
  return new Promise((resolve, reject) => {
    const times: number[] = []
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let sent = 0
    let chunks: Buffer[] = []
    const next = () => {
      chunks = []
      sent = performance.now()
      socket.write(requests[(first + times.length) % requests.length] ?? '')
    }
    socket.on('connect', next)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const answer = Buffer.concat(chunks)
      const body = bodyOf(answer)
      if (body === null) return
      if (!answer.subarray(0, 12).equals(OK) || body.includes('"errors"')) return reject(new Error(answer.toString()))
      times.push(performance.now() - sent)
      if (performance.now() < until) next()
      else socket.end(() => resolve({ times, sample: body }))
    })
  })
}

const OK = Buffer.from('HTTP/1.1 200')

/** The body, once all of it is there. */
function bodyOf(answer: Buffer): string | null {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = answer.subarray(0, end).toString('latin1')
  const [, length] = /content-length: *(\d+)/i.exec(head) ?? []
  const body = answer.subarray(end + 4)
  if (length !== undefined) return body.length >= Number(length) ? body.toString() : null
  return body.subarray(-5).equals(LAST_CHUNK) ? body.toString() : null
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n')
