import { onTestFinished } from 'vitest'
import type { TestApi } from './graphql-server.ts'

export interface ServerEvent {
  readonly event: string
  /** Null: none. */
  readonly data: unknown
}

export interface Events {
  readonly response: Response
  readonly events: ServerEvent[]
  /** Lines that are comments. */
  readonly comments: string[]
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>
  abort(): void
}

/** A request for a stream, read by hand. */
export async function stream(api: TestApi, body: unknown, headers: Record<string, string> = {}): Promise<Events> {
  const aborting = new AbortController()
  onTestFinished(() => aborting.abort())
  const response = await fetch(`${api.url}/graphql/stream`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${api.keys.secret}`, ...headers },
    signal: aborting.signal,
  })
  const events: ServerEvent[] = []
  const comments: string[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (block.startsWith(':')) comments.push(block)
      events.push(...blocks.filter((block) => !block.startsWith(':')).map(parse))
    }
  }
  const streaming = response.headers.get('content-type') === 'text/event-stream'
  return { response, events, comments, ended: streaming ? read().catch(() => {}) : Promise.resolve(), abort: () => aborting.abort() }
}

function parse(block: string): ServerEvent {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]))
  const data = fields.get('data')
  return { event: fields.get('event') ?? 'message', data: data ? JSON.parse(data) : null }
}
