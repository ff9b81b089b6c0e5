import type { WebSocket } from 'ws'

const SECOND = 1_000
/** Each socket is pinged once in so many seconds, some of them in each, and ended when it has not answered by the next time. */
const PING_EVERY = 12
/** A reader that leaves so much untaken for so many seconds is sent away. */
const MOST_UNREAD = 1_000_000
const PATIENCE = 10
const TRY_AGAIN_LATER = 1013

interface Health {
  readonly turn: number
  answered: boolean
  /** For how many seconds too much has been waiting. */
  stalled: number
}

/** Looks after open sockets, all of them once a second: one timer for ten thousand. */
export class SocketWatch {
  readonly #sockets: ReadonlySet<WebSocket>
  readonly #health = new WeakMap<WebSocket, Health>()
  readonly #timer: NodeJS.Timeout
  #second = 0
  #added = 0

  constructor(sockets: ReadonlySet<WebSocket>) {
    this.#sockets = sockets
    this.#timer = setInterval(() => this.#look(), SECOND)
  }

  add(socket: WebSocket): void {
    const health = { turn: this.#added++ % PING_EVERY, answered: true, stalled: 0 }
    this.#health.set(socket, health)
    socket.on('pong', () => {
      health.answered = true
    })
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const turn = this.#second++ % PING_EVERY
    for (const socket of this.#sockets) {
      const health = this.#health.get(socket)
      if (!health) continue
      if (health.turn === turn) ping(socket, health)
      health.stalled = socket.bufferedAmount > MOST_UNREAD ? health.stalled + 1 : 0
      if (health.stalled === PATIENCE) socket.close(TRY_AGAIN_LATER, 'Too slow')
      // Closing takes part in the traffic that does not move.
      else if (health.stalled > PATIENCE + 1) socket.terminate()
    }
  }
}

function ping(socket: WebSocket, health: Health): void {
  if (health.answered) socket.ping()
  else socket.terminate()
  health.answered = false
}
