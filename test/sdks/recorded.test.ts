import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { basic, type TestServer, test } from '../helpers/server.ts'
import { refusedCodes, storedEvents } from '../helpers/stored.ts'
import { RECORDED, type Recorded } from './recorded.ts'

/** Sends it byte for byte; `fetch` would add headers of its own. */
async function replay(server: TestServer, { path, headers, auth, body, gzip, chunked }: Recorded): Promise<IncomingMessage> {
  const withKey = (text: string) => text.replaceAll('WRITE_KEY', server.keys.write)
  const text = withKey(JSON.stringify(body))
  const bytes = gzip ? gzipSync(text) : Buffer.from(text)
  const packed = gzip && !headers['content-type']?.includes('form') ? { 'content-encoding': 'gzip' } : {}
  const length = chunked ? {} : { 'content-length': bytes.length }
  const authorization = auth && { authorization: basic(withKey(auth)) }
  const sent = request(server.url + path, { method: 'POST', headers: { ...headers, ...packed, ...length, ...authorization } })
  sent.write(bytes.subarray(0, 20))
  sent.end(bytes.subarray(20))
  const [response] = await once(sent, 'response')
  return response
}

describe('requests of SDKs', () => {
  test.for([...RECORDED])('$sdk: are answered as it needs, and stored', async (recorded, { db, server }) => {
    const answers = [await replay(server, recorded), await replay(server, recorded)]
    for (const response of answers) {
      // PHP takes anything but exactly 200 for a failure, Ruby parses the body and looks into it.
      expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/json'])
      expect(await json(response)).toEqual({ success: true })
      if (recorded.headers['connection'] === 'close') expect(response.headers.connection).toBe('close')
    }
    // Sent twice, as after an answer that got lost; it counts once.
    const stored = await storedEvents(db)
    expect(stored).toMatchObject([...recorded.stored])
    for (const { timestamp, originalTimestamp, sentAt, receivedAt } of stored) {
      expect([originalTimestamp, sentAt]).toEqual([new Date('2026-01-15T10:00:00Z'), new Date('2026-01-15T10:00:05Z')])
      expect(receivedAt.getTime() - timestamp.getTime()).toBe(5000)
    }
    expect([server.errors, await refusedCodes(db)]).toEqual([[], []])
  })
})
