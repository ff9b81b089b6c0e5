import { setTimeout as sleep } from 'node:timers/promises'
import { kindOf } from '../failure.ts'
import { observe } from '../observe.ts'
import { ChunkError, type ChunkResult, type PipelineContext, processChunk } from './pipeline.ts'
import { setAside } from './quarantine.ts'

/** How much one chunk takes at most. */
const CHUNK_MESSAGES = 2000
const CHUNK_ROWS = 2000

export interface DrainOptions {
  readonly lane: number
  /** At most so many inbox rows in one chunk. */
  readonly rowsAtOnce?: number
  /** Stops after so many chunks, though there may be more: other lanes want their turn. */
  readonly turn?: number
  readonly onChunk: (result: ChunkResult) => void
  readonly onError: (error: unknown) => void
  /** Once aborted, the chunk that runs is the last. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Works through a lane until it is empty or its turn is over; answers whether it stopped early. A chunk that fails by a lost race is tried again; one that fails by itself is halved, down to
 * the row that fails, which is set aside, so that no input ever blocks a lane. Throws only when the database itself is in trouble.
 */
export async function drainLane(context: PipelineContext, options: DrainOptions): Promise<boolean> {
  const { lane, rowsAtOnce = CHUNK_ROWS, turn = Number.POSITIVE_INFINITY, onChunk, onError, signal } = options
  let rows = rowsAtOnce
  let chunks = 0
  for (let races = 0; !signal?.aborted && chunks < turn; ) {
    const start = performance.now()
    try {
      const result = await processChunk(context, lane, { messages: CHUNK_MESSAGES, rows })
      if (!result) return false
      observe('chunk', { messages: result.messages, seconds: (performance.now() - start) / 1000 })
      observe('refusals', result.refused)
      onChunk(result)
      chunks++
      rows = Math.min(rowsAtOnce, rows * 2)
      races = 0
    } catch (error) {
      if (!(error instanceof ChunkError)) throw error
      onError(error)
      const kind = kindOf(error.cause)
      observe('chunkFailed', { kind })
      switch (kind) {
        case 'race':
          await sleep(Math.random() * Math.min(1000, 10 * 2 ** races++))
          break
        case 'shortage':
          // The last row needs what it needs.
          if (error.claimed.rows.length === 1) throw error
          rows = Math.ceil(error.claimed.rows.length / 2)
          break
        case 'trouble':
          throw error
        case 'input':
          if (error.claimed.rows.length > 1) rows = Math.ceil(error.claimed.rows.length / 2)
          else await setAside(context.pool, error)
      }
    }
  }
  return true
}
