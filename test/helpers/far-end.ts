import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly headers: Record<string, string>
  readonly body: string
  readonly data: { readonly [field: string]: unknown }
}

export type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void

export interface FarEnd {
  readonly url: string
  readonly received: Received[]
  /** From now on requests are answered so. */
  answer(answer: Answer): void
  close(): Promise<void>
}

const OK: Answer = (response) => void response.end('ok')

/** Somebody else's server: what deliveries go to. */
export async function startFarEnd(first: Answer = OK): Promise<FarEnd> {
  const received: Received[] = []
  let answer = first
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const parsed: unknown = body.startsWith('{') ? JSON.parse(body) : {}
    const one = { headers: request.headers as Record<string, string>, body, data: (parsed as { data?: Received['data'] }).data ?? {} }
    received.push(one)
    answer(response, one, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      answer = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(body)
