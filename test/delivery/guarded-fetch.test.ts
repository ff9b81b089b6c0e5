import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { isPublic } from '../../src/engine/delivery/public-address.ts'

function guarded(allowPrivate: boolean) {
  const { fetch, close } = createGuardedFetch({ allowPrivate })
  onTestFinished(close)
  return fetch
}

async function listening() {
  let requests = 0
  const server = createServer((_, response) => {
    requests++
    response.end('inside')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { port: (server.address() as { port: number }).port, requests: () => requests }
}

const HIDDEN = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '017700000001', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1'],
  ...['169.254.169.254', '192.0.0.1', '192.88.99.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001::1]',
  ],
  ...['[fe80::1]', '[fc00::1]', '[fec0::1]', '[ff02::1]', 'localhost'],
]

describe('what connectors send with', () => {
  test.each(HIDDEN)('does not reach what is not public: %s', async (host) => {
    const { port, requests } = await listening()
    await expect(guarded(false)(`https://${host}:${port}/`)).rejects.toThrow(/is not a public address/)
    expect(requests()).toBe(0)
  })

  test('knows public addresses', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001::1']) expect(isPublic(address), address).toBe(true)
    for (const address of ['', 'example.com', '1.2.3', '1.2.3.4/8']) expect(isPublic(address), address).toBe(false)
  })

  test('connects to what it has looked at, and to nothing when one of the addresses of a name is hidden', async () => {
    const answers: { address: string; family: number }[][] = []
    vi.doMock('node:dns', () => ({
      lookup: (_name: string, _options: unknown, callback: (error: null, found: unknown) => void) => {
        const found = [
          { address: '93.184.216.34', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]
        answers.push(found)
        callback(null, found)
      },
    }))
    vi.resetModules()
    onTestFinished(() => {
      vi.doUnmock('node:dns')
      vi.resetModules()
    })
    const { createGuardedFetch: again } = await import('../../src/engine/delivery/guarded-fetch.ts')
    const { fetch, close } = again({ allowPrivate: false })
    onTestFinished(close)
    await expect(fetch('https://rebinding.example/')).rejects.toThrow('rebinding.example is not a public address')
    expect(answers).toHaveLength(1)
  })

  test('speaks http only where private addresses are allowed', async () => {
    const { port } = await listening()
    await expect(guarded(false)('http://93.184.216.34/')).rejects.toThrow('http:// is not allowed, only https://')
    await expect(guarded(true)('file:///etc/passwd')).rejects.toThrow('is not allowed')
    const answer = await guarded(true)(`http://127.0.0.1:${port}/`)
    expect([answer.ok, answer.status, await answer.text()]).toEqual([true, 200, 'inside'])
  })

  test('sends bodies of any kind, with their type', async () => {
    const seen: unknown[] = []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      seen.push([request.method, request.headers['content-type'], Buffer.concat(chunks).toString()])
      response.writeHead(200, { 'x-two': ['a', 'b'] }).end('{"ok":1}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`
    const fetch = guarded(true)
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ a: '1' }) })
    expect([await answer.json(), answer.headers.get('X-Two')]).toEqual([{ ok: 1 }, 'a, b'])
    await fetch(new URL(url), { method: 'PUT', body: new Uint8Array([65]), headers: new Headers({ 'content-type': 'text/x' }) })
    expect(seen).toEqual([
      ['POST', 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1'],
      ['PUT', 'text/x', 'A'],
    ])
  })
})
