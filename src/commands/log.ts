import { type Logger, pino } from 'pino'
import { describeError } from './describe-error.ts'
import { readable } from './readable-log.ts'

const QUIET = 10_000

/** Says a line to whoever started the program. */
export type Say = (line: string) => void
export type Log = Logger

/** What must never be in a log, wherever somebody puts it by mistake. */
const PERSONAL = ['authorization', 'body', 'identifiers', 'key', 'properties', 'sample', 'traits', 'userId', 'anonymousId', 'email', 'phone', 'value']

/**
 * What the program has to say: words for whoever started it on standard output, why it cannot start on standard error, both as they are; and its
 * log on standard error, which is read by people on a terminal and by machines anywhere else. A reader that went away is no reason to end.
 */
export function startLog(): { readonly say: Say; readonly complain: Say; readonly log: Log } {
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  const complain = (line: string) => void process.stderr.write(`${line}\n`)
  const write = process.stderr.isTTY ? (line: string) => complain(readable(line)) : (line: string) => void process.stderr.write(line)
  return { say: (line) => void process.stdout.write(`${line}\n`), complain, log: createLog({ write }) }
}

/** One JSON object for each line, written in one piece. */
export function createLog(destination: { write(line: string): void }): Log {
  return pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describeError },
      redact: { paths: [...PERSONAL, ...PERSONAL.map((name) => `*.${name}`)], censor: '[redacted]' },
    },
    destination,
  )
}

/** Logs trouble that goes on and on once in a while: each kind at most every ten seconds, with how often it came meanwhile. */
export function reportErrors(part: string, log: Log): (error: unknown, requestId?: string | null) => void {
  const seen = new Map<string, { at: number; unsaid: number }>()
  return (error, requestId) => {
    const err = describeError(error)
    const kind = `${err.type} ${err.code ?? ''} ${err.message ?? ''}`
    const last = seen.get(kind)
    const now = performance.now()
    if (last && now - last.at < QUIET) {
      last.unsaid++
      return
    }
    if (seen.size > 100) seen.clear()
    seen.set(kind, { at: now, unsaid: 0 })
    log.error(
      { part, ...(requestId && { requestId }), ...(last?.unsaid && { unsaid: last.unsaid }), err: error },
      `${part}: ${err.message ?? err.type}`,
    )
  }
}
