import type { Dispatcher } from 'undici'

/** Of an answer nobody needs more. */
const MAX_BODY = 64 * 1024

export interface Exchanged {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends a request and takes the answer, up to 64 KB of it. By undici's own events: each layer that it puts on top of them takes as long as to send. */
export function exchange(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions, signal: AbortSignal | null): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null
    let answer: Omit<Exchanged, 'body'> = { status: 0, headers: {} }
    const chunks: Buffer[] = []
    let size = 0
    const abort = () => {
      const reason = signal?.reason as Error
      controller?.abort(reason)
      reject(reason)
    }
    const end = () => {
      signal?.removeEventListener('abort', abort)
      resolve({ ...answer, body: Buffer.concat(chunks, Math.min(size, MAX_BODY)) })
    }
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started
        // While it waited for a connection.
        if (signal?.aborted) started.abort(signal.reason as Error)
      },
      onResponseStart(_, status, headers) {
        answer = { status, headers }
      },
      onResponseData(running, chunk) {
        chunks.push(chunk)
        size += chunk.length
        if (size < MAX_BODY) return
        end()
        // Which ends the connection.
        running.abort(new Error('The answer is too long.'))
      },
      onResponseEnd: end,
      onResponseError(_, error) {
        signal?.removeEventListener('abort', abort)
        reject(error)
      },
    })
  })
}
