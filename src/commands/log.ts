const QUIET = 10_000

export type Log = (line: string) => void

/** Lines for whoever started the program; a reader that went away is no reason to end. */
export function startLog(): { readonly say: Log; readonly complain: Log } {
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  return { say: (line) => void process.stdout.write(`${line}\n`), complain: (line) => void process.stderr.write(`${line}\n`) }
}

/** Reports trouble that goes on and on once in a while: each message at most every ten seconds. */
export function reportErrors(what: string, complain: Log): (error: unknown) => void {
  const said = new Map<string, number>()
  return (error) => {
    const line = `${what}: ${error instanceof Error ? error.message || error.name : String(error)}`
    const now = performance.now()
    if (now - (said.get(line) ?? Number.NEGATIVE_INFINITY) < QUIET) return
    if (said.size > 100) said.clear()
    said.set(line, now)
    complain(line)
  }
}
