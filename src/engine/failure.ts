import { IdentityRace } from './identity/apply-resolution.ts'

/**
 * `race`: another transaction was in the way. `shortage`: the database lacks memory, space or the like, which a smaller chunk may have enough of.
 * `trouble`: the database or the connection. `input`: the messages themselves, or a fault of ours.
 */
export function kindOf(cause: unknown): 'race' | 'shortage' | 'trouble' | 'input' {
  if (cause instanceof IdentityRace) return 'race'
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  if (code === '40P01' || code === '40001' || code === '55P03') return 'race'
  if (code.startsWith('53')) return 'shortage'
  // Connections, operators, the system: SQLSTATE classes 08, 57 and 58, and those of the socket.
  if (/^(08|57|58)/.test(code) || /^E[A-Z]+$/.test(code)) return 'trouble'
  return cause instanceof Error && /connection|timeout exceeded/i.test(cause.message) && code === '' ? 'trouble' : 'input'
}
