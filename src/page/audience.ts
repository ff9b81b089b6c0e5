import type { AudienceFeed } from './audience-feed.ts'
import { MEMBERS } from './documents.ts'
import { button, el, say } from './dom.ts'
import { count } from './format.ts'
import type { MembersQuery } from './generated/graphql.ts'
import { memberRow } from './member-row.ts'
import type { Session } from './session.ts'
import { sizeChart } from './size-chart.ts'
import type { View } from './view.ts'

type Audience = NonNullable<MembersQuery['audience']>

const READ_AGAIN = 2000

/** Who is in an audience, the newest first. The first page follows the audience; further ones stand still. */
export function audienceView(session: Session, feed: AudienceFeed, key: string): View {
  const body = el('div', { class: 'body' }, el('p', { class: 'quiet' }, 'Reading the members …'))
  const element = el('section', { class: 'audience' }, el('a', { class: 'back', href: '#/' }, '← Audiences'), body)
  let parts: Parts | undefined
  let stale = false
  let closed = false

  const read = async (after: string | null) => {
    const { audience } = await session.query(MEMBERS, { key, after })
    if (closed) return
    if (!audience) return body.replaceChildren(el('div', { class: 'empty' }, el('h1', {}, 'No such audience'), el('p', { class: 'code quiet' }, key)))
    parts ??= createParts(session, audience, { body, more: (cursor) => readOrTell(cursor) })
    parts.update(audience, after === null)
  }
  const readOrTell = (after: string | null) =>
    void read(after).catch((error: unknown) =>
      body.replaceChildren(el('p', { class: 'empty' }, error instanceof Error ? error.message : String(error))),
    )

  readOrTell(null)
  const unwatch = feed.watch(() => {
    const audience = feed.all()?.find((one) => one.key === key)
    if (audience) parts?.size(audience.size)
    stale = true
  })
  const timer = setInterval(() => {
    if (!stale || document.hidden || !parts?.onFirstPage()) return
    stale = false
    readOrTell(null)
  }, READ_AGAIN)
  return {
    title: 'Audience',
    element,
    close() {
      closed = true
      unwatch()
      clearInterval(timer)
    },
  }
}

interface Place {
  readonly body: HTMLElement
  readonly more: (after: string) => void
}

interface Parts {
  update(audience: Audience, fromTheFront: boolean): void
  size(size: number): void
  onFirstPage(): boolean
}

function createParts(session: Session, { key, name, description, query, rule }: Audience, { body, more }: Place): Parts {
  const size = el('span', { class: 'size' })
  const list = el('ol', { class: 'members' })
  const none = el('p', { class: 'quiet' }, 'Nobody is in it at the moment.')
  let cursor: string | null = null
  let first = true
  const next = button('More', { class: 'more' }, () => cursor && more(cursor))
  const asJson = el('details', { class: 'rule' }, el('summary', {}, 'Its rule as JSON'), el('pre', {}, JSON.stringify(rule, null, 2)))
  const chart = sizeChart(session, key)
  const heading = el('div', {}, el('h1', {}, name), el('p', { class: 'quiet' }, description ?? ''))
  body.replaceChildren(el('header', { class: 'who' }, heading, size), el('p', { class: 'code text' }, query), chart, asJson, list, none, next)
  return {
    update({ members, size: current }, fromTheFront) {
      say(size, count(current))
      const rows = members.nodes.map(memberRow)
      if (fromTheFront) list.replaceChildren(...rows)
      else list.append(...rows)
      first = fromTheFront
      cursor = members.pageInfo.endCursor ?? null
      next.hidden = !members.pageInfo.hasNextPage
      none.hidden = list.childElementCount > 0
    },
    size: (current) => say(size, count(current)),
    onFirstPage: () => first && !list.contains(document.activeElement),
  }
}
