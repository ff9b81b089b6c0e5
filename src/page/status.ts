import { PIPELINE } from './documents.ts'
import { el, say } from './dom.ts'
import { count, duration } from './format.ts'
import type { Connection, Session } from './session.ts'

const LOOK_EVERY = 3000

const CONNECTION: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost, trying again …',
}

export interface Status {
  connection(state: Connection): void
  follow(session: Session): void
  close(): void
}

/** Whether the page is connected, and how far the engine is behind. */
export function showStatus(root: HTMLElement): Status {
  const state = el('span', { class: 'state', role: 'status' })
  const behind = el('span', { class: 'behind' })
  root.replaceChildren(state, behind)
  let timer: ReturnType<typeof setInterval> | undefined
  const look = async (session: Session) => {
    const { pipeline } = await session.query(PIPELINE, {})
    say(behind, pipeline.backlog === 0 ? 'nothing waiting' : `${count(pipeline.backlog)} waiting, ${duration(pipeline.lagMs)}`)
  }
  return {
    connection(connection) {
      root.dataset['connection'] = connection
      say(state, CONNECTION[connection])
      if (connection === 'lost') say(behind, '')
    },
    follow(session) {
      const lookNow = () => void (document.hidden || look(session).catch(() => say(behind, '')))
      lookNow()
      timer = setInterval(lookNow, LOOK_EVERY)
    },
    close() {
      clearInterval(timer)
      say(state, '')
      say(behind, '')
      delete root.dataset['connection']
    },
  }
}
