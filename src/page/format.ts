const whole = new Intl.NumberFormat('en')
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const count = (value: number): string => whole.format(value)
export const change = (value: number): string => (value > 0 ? `+${whole.format(value)}` : value < 0 ? `−${whole.format(-value)}` : '±0')

/** The time, and of another day the day. */
export function timeOf(moment: string, now = new Date()): string {
  const at = new Date(moment)
  return at.toDateString() === now.toDateString() ? clock.format(at) : day.format(at)
}

export const rate = (perSecond: number): string => (perSecond < 10 ? perSecond.toFixed(1) : whole.format(Math.round(perSecond)))
export const inFull = (moment: string): string => exact.format(new Date(moment))

/** How long ago, as one says it. */
export function ago(moment: string, now = Date.now()): string {
  const past = now - Date.parse(moment)
  if (past < 10_000) return 'just now'
  if (past < MINUTE) return `${Math.floor(past / 1000)} s ago`
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`
  if (past < 12 * HOUR) return `${Math.floor(past / HOUR)} h ago`
  return day.format(new Date(moment))
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  return ms < MINUTE ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / MINUTE)} min`
}

type Values = Readonly<Record<string, unknown>>

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null)

/** A value of a trait or property, on one line. */
export const plain = (value: unknown): string => text(value) ?? JSON.stringify(value)

interface Seen {
  readonly traits?: Values | null | undefined
  readonly userId?: string | null | undefined
  readonly anonymousId?: string | null | undefined
}

/** What to call somebody. */
export function nameOf({ traits, userId, anonymousId }: Seen): string {
  const full = [text(traits?.['firstName']), text(traits?.['lastName'])].filter((part) => part !== null).join(' ')
  return (
    text(traits?.['name']) ??
    (full || null) ??
    text(traits?.['email']) ??
    userId ??
    (anonymousId ? `Anonymous ${anonymousId.slice(0, 6)}` : 'Somebody')
  )
}

/** An event's name for the eye: of a call that is no event of its own, its type. */
export const titleOf = ({ name, type }: { readonly name: string; readonly type: string }): string =>
  name.startsWith('$') ? `${type.charAt(0)}${type.slice(1).toLowerCase()}` : name

/** What an event is about: the most telling of its properties, or traits. */
export function gist(properties: Values): string {
  const amount = money(properties)
  if (amount !== null) return amount
  for (const name of ['email', 'name', 'title', 'path', 'product', 'method', 'url']) {
    const value = text(properties[name])
    if (value !== null) return value
  }
  return text(Object.values(properties)[0]) ?? ''
}

function money({ total, value, revenue, currency }: Values): string | null {
  const amount = [total, value, revenue].find((one) => typeof one === 'number')
  if (typeof amount !== 'number') return null
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return whole.format(amount)
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}
