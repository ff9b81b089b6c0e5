import { el } from './dom.ts'
import { ago, inFull, nameOf } from './format.ts'

interface Person {
  readonly id: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: { readonly nodes: readonly { readonly value: string }[] }
  readonly devices: { readonly nodes: readonly { readonly value: string }[] }
}

export interface Row {
  readonly id: string
  readonly since: string | null
  /** Null: an account. */
  readonly profile?: Person | null | undefined
}

/** Somebody in a list; leads to the person. */
export function memberRow({ id, since, profile }: Row): HTMLElement {
  const userId = profile?.identifiers.nodes[0]?.value
  const email = profile?.traits['email']
  const content = [
    el('span', { class: 'what' }, profile ? nameOf({ traits: profile.traits, userId, anonymousId: profile.devices.nodes[0]?.value }) : 'An account'),
    el('span', { class: 'about' }, typeof email === 'string' ? email : (userId ?? '')),
    since === null ? null : el('time', { datetime: since, title: inFull(since) }, ago(since)),
  ]
  return el('li', { 'data-member': id }, profile ? el('a', { href: `#/person/${profile.id}` }, ...content) : el('span', {}, ...content))
}
