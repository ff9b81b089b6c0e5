import type { AudienceFeed } from './audience-feed.ts'
import { PERSON } from './documents.ts'
import { el, say } from './dom.ts'
import { ago, count, inFull, nameOf, plain } from './format.ts'
import type { PersonFragment } from './generated/graphql.ts'
import { identityGraph } from './identity-graph.ts'
import { mergeList } from './merge-list.ts'
import { personEvents } from './person-events.ts'
import type { Session } from './session.ts'
import { traitList } from './trait-list.ts'
import type { View } from './view.ts'
import { whyList } from './why-list.ts'

/** One person, kept up to date. */
export function personView(session: Session, feed: AudienceFeed, id: string): View {
  const body = el('div', { class: 'body' }, el('p', { class: 'quiet' }, 'Reading the profile …'))
  const element = el('section', { class: 'person' }, el('a', { class: 'back', href: '#/' }, '← Audiences'), body)
  let parts: Parts | undefined
  const end = session.subscribe(
    PERSON,
    { id },
    {
      next({ profileUpdated: { profile } }) {
        if (!profile) return body.replaceChildren(nobody(id))
        parts ??= createParts({ session, feed }, profile, body)
        parts.update(profile)
      },
      failed: (error) => body.replaceChildren(nobody(id, error.message)),
    },
  )
  return {
    title: 'Person',
    element,
    close() {
      end()
      parts?.close()
    },
  }
}

const nobody = (id: string, why = 'There is no such profile in this workspace, or it was deleted.') =>
  el('div', { class: 'empty' }, el('h1', {}, 'Nobody'), el('p', {}, why), el('p', { class: 'quiet code' }, id))

interface Sources {
  readonly session: Session
  readonly feed: AudienceFeed
}

interface Parts {
  update(person: PersonFragment): void
  close(): void
}

/** Built once, then updated in place: what somebody has opened or focused stays so. */
function createParts({ session, feed }: Sources, person: PersonFragment, body: HTMLElement): Parts {
  const name = el('h1', {})
  const initials = el('span', { class: 'initials', 'aria-hidden': 'true' })
  const meta = el('p', { class: 'quiet' })
  const memberships = el('ul', { class: 'chips', 'aria-label': 'Audiences that the person is in' })
  const graph = identityGraph()
  const traits = traitList(session, person.id)
  const why = whyList(session, feed, person.id)
  const events = personEvents()
  const merges = el('div', {})
  const accounts = el('div', {})
  const identifiers = el('div', {})
  body.replaceChildren(
    el('header', { class: 'who' }, initials, el('div', {}, name, meta)),
    memberships,
    el('div', { class: 'panels' }, panel('Identity', graph.element, merges), panel('Traits', traits.element, accounts, identifiers)),
    panel('Why in, why not', why.element),
    panel('Events', events.element),
  )
  return {
    update(now) {
      say(name, nameOf({ traits: now.traits, userId: identifierOf(now, 'user_id'), anonymousId: identifierOf(now, 'anonymous_id') }))
      say(initials, initialsOf(name.textContent))
      meta.replaceChildren(...metaOf(now))
      memberships.replaceChildren(...now.audiences.nodes.map(chip))
      graph.update(now.identityGraph, now.identifiers.nodes)
      traits.update(now.traits)
      why.update(now.audiences.nodes)
      merges.replaceChildren(...mergeList(now.identityGraph.merges))
      accounts.replaceChildren(...accountList(now.accounts.nodes))
      identifiers.replaceChildren(...identifierList(now.identifiers.nodes))
      events.update(now.events)
    },
    close: graph.close,
  }
}

const panel = (title: string, ...children: HTMLElement[]) => el('section', { class: 'panel' }, el('h2', {}, title), ...children)

const identifierOf = ({ identifiers }: PersonFragment, type: string): string | undefined => identifiers.nodes.find((one) => one.type === type)?.value

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .filter((letter) => /\p{L}/u.test(letter))
    .slice(0, 2)
    .join('') || '·'

function metaOf({ firstSeenAt, lastSeenAt, events: { totalCount } }: PersonFragment): (Node | string)[] {
  const moment = (label: string, at: string | null | undefined) =>
    at ? [label, el('time', { datetime: at, title: inFull(at) }, ago(at)), ' · '] : []
  const many = `${count(totalCount.count)}${totalCount.precision === 'AT_LEAST' ? ' or more' : ''} events`
  return [...moment('first seen ', firstSeenAt), ...moment('last seen ', lastSeenAt), many]
}

const chip = ({ since, audience }: PersonFragment['audiences']['nodes'][number]) =>
  el('li', {}, el('a', { href: `#/audience/${audience.key}`, title: `since ${inFull(since)}` }, audience.name))

function accountList(accounts: PersonFragment['accounts']['nodes']): HTMLElement[] {
  if (accounts.length === 0) return []
  const items = accounts.map(({ groupId, traits }) => {
    const about = Object.entries(traits).filter(([name]) => name !== 'name')
    return el(
      'li',
      {},
      el('strong', {}, plain(traits['name'] ?? groupId)),
      el('span', { class: 'quiet' }, [groupId, ...about.map(([name, value]) => `${name} ${plain(value)}`)].join(' · ')),
    )
  })
  return [el('h3', {}, 'Accounts'), el('ul', { class: 'accounts' }, ...items)]
}

function identifierList(identifiers: PersonFragment['identifiers']['nodes']): HTMLElement[] {
  const rows = identifiers.flatMap(({ type, value, lastSeenAt }) => [
    el('dt', {}, type),
    el('dd', { class: 'code', title: `last seen ${inFull(lastSeenAt)}` }, value),
  ])
  return [el('h3', {}, 'Identifiers'), el('dl', { class: 'traits' }, ...rows)]
}
