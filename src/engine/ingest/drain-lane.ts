import { setTimeout as sleep } from 'node:timers/promises'
import { ChunkError, type ChunkResult, type PipelineContext, processChunk } from './pipeline.ts'
import { setAside } from './quarantine.ts'

/** How much one chunk takes at most. */
export const CHUNK_MESSAGES = 2000
export const CHUNK_ROWS = 2000

export interface DrainOptions {
  readonly lane: number
  /** At most so many inbox rows in one chunk. */
  readonly rowsAtOnce?: number
  readonly onChunk: (result: ChunkResult) => void
  readonly onError: (error: unknown) => void
  /** Once aborted, the chunk that runs is the last. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Works through a lane until it is empty. A chunk that fails by a lost race is tried again; one that fails by itself is halved, down to
 * the row that fails, which is set aside, so that no input ever blocks a lane. Throws only when the database itself is in trouble.
 */
export async function drainLane(context: PipelineContext, { lane, rowsAtOnce = CHUNK_ROWS, onChunk, onError, signal }: DrainOptions): Promise<void> {
  let rows = rowsAtOnce
  for (let races = 0; !signal?.aborted; ) {
    try {
      const result = await processChunk(context, lane, { messages: CHUNK_MESSAGES, rows })
      if (!result) return
      onChunk(result)
      rows = Math.min(rowsAtOnce, rows * 2)
      races = 0
    } catch (error) {
      if (!(error instanceof ChunkError)) throw error
      onError(error)
      switch (kindOf(error.cause)) {
        case 'race':
          await sleep(Math.random() * Math.min(1000, 10 * 2 ** races++))
          break
        case 'trouble':
          throw error
        case 'input':
          if (error.claimed.rows.length > 1) rows = Math.ceil(error.claimed.rows.length / 2)
          else await setAside(context.pool, lane, error.cause)
      }
    }
  }
}

/** `race`: another transaction was in the way. `trouble`: the database or the connection. `input`: the messages themselves, or a fault of ours. */
function kindOf(cause: unknown): 'race' | 'trouble' | 'input' {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  if (code === '40P01' || code === '40001' || code === '55P03') return 'race'
  // Connections, resources, operators, the system: SQLSTATE classes 08, 53, 57 and 58, and those of the socket.
  if (/^(08|53|57|58)/.test(code) || /^E[A-Z]+$/.test(code)) return 'trouble'
  return cause instanceof Error && /connection|timeout exceeded/i.test(cause.message) && code === '' ? 'trouble' : 'input'
}
