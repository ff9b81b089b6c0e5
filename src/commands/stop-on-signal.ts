import type { Log, Say } from './log.ts'

// Ctrl-C reaches us from the terminal and once more through npm.
const SAME_SIGNAL = 1_000
const PATIENCE = 15_000
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Running {
  stop(): Promise<void>
}

export interface StopOptions {
  readonly say: Say
  readonly log: Log
  /** With which the process ends when all went well. */
  readonly code?: number
}

/**
 * From now on a signal stops the program and ends the process: with `code` when all went well. A second signal, or a stop that takes too long, ends it at
 * once; so does a failure that nobody handled, after an attempt to stop, with 1.
 */
export function stopOnSignal({ stop }: Running, { say, log, code: wanted = 0 }: StopOptions): void {
  let since: number | null = null
  let code = wanted
  const end = () => {
    since = performance.now()
    setTimeout(() => {
      log.error('Stopping took too long.')
      process.exit(1)
    }, PATIENCE)
    stop()
      .catch((error: unknown) => {
        log.error({ err: error }, 'Stopping failed.')
        code = 1
      })
      .then(() => process.exit(code))
  }
  const onSignal = () => {
    if (since === null) {
      say('Stopping: finishing what runs …')
      end()
    } else if (performance.now() - since > SAME_SIGNAL) {
      log.warn('Stopped at once.')
      process.exit(1)
    }
  }
  const onFailure = (error: unknown) => {
    log.fatal({ err: error }, 'Unexpected failure.')
    code = 1
    if (since === null) end()
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('unhandledRejection', onFailure)
  process.on('uncaughtException', onFailure)
}
