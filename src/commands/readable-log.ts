const SHOWN_ELSEWHERE = new Set(['level', 'time', 'pid', 'msg', 'part', 'err'])

/** A line of the log for a person on a terminal: time, level, message, then what else it says; the places of an error below. */
export function readable(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown> & { level: string; time: string; msg?: string; err?: { stack?: string } }
  const more = Object.entries(entry).flatMap(([name, value]) =>
    SHOWN_ELSEWHERE.has(name) ? [] : ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const stack = entry.err?.stack?.replaceAll(/^/gm, '    ')
  return `${entry.time.slice(11, 19)} ${entry.level.toUpperCase().padEnd(5)} ${entry.msg ?? ''}${more.join('')}${stack ? `\n${stack}` : ''}`
}
