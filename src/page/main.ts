import { announceSizes } from './announcer.ts'
import { audienceView } from './audience.ts'
import { type AudienceFeed, followAudiences } from './audience-feed.ts'
import { button, el, say, served } from './dom.ts'
import { keyForm } from './key-form.ts'
import { demoKey, forgetKey, keepKey, keptKey } from './key-store.ts'
import { overview } from './overview.ts'
import { personView } from './person.ts'
import { ruleView } from './rule-view.ts'
import { searchForm } from './search.ts'
import { KeyRefused, openSession, type Session } from './session.ts'
import { showStatus } from './status.ts'
import { showTail } from './tail.ts'
import type { View } from './view.ts'

const main = served('main')
const tail = served('tail')
const workspace = served('workspace')
const status = showStatus(served('status'))

/** Ends what the key before opened. */
let leave = () => {}
/** Of keys that are tried at the same time the last one counts. */
let attempts = 0

function ask(problem: string | null): void {
  leave()
  const demo = demoKey()
  document.body.dataset['state'] = 'asking'
  say(workspace, '')
  main.replaceChildren(keyForm({ problem, demo: demo === null ? null : () => enter(demo), take: enter }))
  document.getElementById('key-input')?.focus()
}

async function enter(key: string): Promise<void> {
  leave()
  attempts++
  const attempt = attempts
  try {
    const onRefused = (error: KeyRefused) => refuse(error.message)
    const session = await openSession({ key, onConnection: status.connection, onRefused })
    if (attempt !== attempts) return session.close()
    if (key === demoKey()) forgetKey()
    else keepKey(key)
    open(session, key === demoKey())
  } catch (error) {
    if (attempt === attempts) refuse(error instanceof KeyRefused ? error.message : 'The server does not answer. Is it running?')
  }
}

function refuse(problem: string): void {
  forgetKey()
  ask(problem)
}

function open(session: Session, isDemo: boolean): void {
  const feed = followAudiences(session)
  const stage = el('div', { class: 'stage' })
  main.replaceChildren(searchForm(session), stage)
  workspace.replaceChildren(
    el('span', {}, isDemo ? 'Demo workspace' : 'Your workspace'),
    button('Change', { class: 'plain', title: 'Open another workspace with its key' }, () => {
      forgetKey()
      ask(null)
    }),
  )
  document.body.dataset['state'] = 'open'
  status.follow(session)
  const closers = [
    route(stage, session, feed),
    showTail(session, tail),
    announceSizes(feed, served('announcer')),
    feed.close,
    session.close,
    status.close,
  ]
  leave = () => {
    leave = () => {}
    for (const close of closers) close()
  }
}

/** Shows what the address says, and follows it. The address never holds a key. */
function route(stage: HTMLElement, session: Session, feed: AudienceFeed): () => void {
  let view: View | undefined
  const viewAt = (kind: string | undefined, rest: string): View => {
    switch (kind) {
      case 'person':
        return personView(session, feed, rest)
      case 'audience':
        return audienceView(session, feed, rest)
      case 'rule':
        return ruleView(session)
      default:
        return overview(feed)
    }
  }
  const show = (byUser: boolean) => {
    const [, kind, rest = ''] = /^#\/(person|audience|rule)(?:\/(.+))?$/.exec(location.hash) ?? []
    // A link within the page, such as the one to its content.
    if (byUser && location.hash !== '' && !location.hash.startsWith('#/')) return
    view?.close()
    view = viewAt(kind, decodeURIComponent(rest))
    document.title = `${view.title} · Tributary`
    stage.replaceChildren(view.element)
    if (!byUser) return
    main.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }
  const follow = () => show(true)
  show(false)
  addEventListener('hashchange', follow)
  return () => {
    removeEventListener('hashchange', follow)
    view?.close()
  }
}

const known = keptKey() ?? demoKey()
if (known === null) ask(null)
else enter(known)
