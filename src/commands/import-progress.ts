import type { ImportProgress } from '../engine/import/import-file.ts'
import type { Say } from './log.ts'

const BAR = 30
const REDRAW_EVERY = 100
const LINE_EVERY = 5_000

export interface ProgressDisplay {
  update(progress: ImportProgress): void
  /** Says something else; the bar goes on below it. */
  note(line: string): void
  /** Takes the bar away. */
  end(): void
}

const number = new Intl.NumberFormat('en')
export const count = (value: number): string => number.format(Math.round(value))

/** How far a file of so many bytes has come, how fast, and how long it will still take: a bar on a terminal, else a line every few seconds. */
export function showProgress({ bytes, say }: { readonly bytes: number; readonly say: Say }): ProgressDisplay {
  const terminal = process.stderr.isTTY ? process.stderr : null
  const clear = () => void terminal?.write('\r\x1b[K')
  let first: { readonly at: number; readonly progress: ImportProgress } | null = null
  let drawn = performance.now()
  return {
    update(progress) {
      const at = performance.now()
      first ??= { at, progress }
      if (at - drawn < (terminal ? REDRAW_EVERY : LINE_EVERY)) return
      drawn = at
      const share = Math.min(1, progress.bytes / bytes)
      const text = [`${Math.floor(share * 100)} %`, `${count(progress.lines)} lines`, ...speed(first, { at, progress }, bytes)].join(' | ')
      if (terminal) terminal.write(`\r\x1b[K[${'='.repeat(share * BAR).padEnd(BAR)}] ${text}`)
      else say(text)
    },
    note(line) {
      clear()
      say(line)
    },
    end: clear,
  }
}

interface Moment {
  readonly at: number
  readonly progress: ImportProgress
}

/** Since the first moment of this run: what an earlier run did took no time of this one. */
function speed(first: Moment, now: Moment, total: number): string[] {
  const seconds = (now.at - first.at) / 1000
  const bytes = now.progress.bytes - first.progress.bytes
  if (seconds === 0 || bytes === 0) return []
  const left = ((total - now.progress.bytes) / bytes) * seconds
  return [`${count((now.progress.lines - first.progress.lines) / seconds)} lines/s`, `${duration(left)} left`]
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
