import { createHash } from 'node:crypto'
import { canonicalJson, type Leaf } from './leaf.ts'
import type { Rule } from './rule.ts'

/** Identifies a rule about what is related by what it means: equal ones are kept once. */
export function relationHash(entity: Leaf['entity'], rule: Rule): string {
  return createHash('sha256').update(canonicalJson({ entity, rule })).digest('base64url')
}
