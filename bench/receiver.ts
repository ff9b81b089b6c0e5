import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// The far end of webhooks, a process of its own: takes everything, and says when it has as many as its parent waits for.
let received = 0
let wanted = Number.POSITIVE_INFINITY

const server = createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.end('ok')
    if (++received === wanted) process.send?.('all')
  })
})
process.on('message', (count: number) => {
  received = 0
  wanted = count
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
