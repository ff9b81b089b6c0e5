import type { IncomingMessage } from 'node:http'

const ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/
const NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
const PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** Whether somebody at this machine asks, by one of its own names: nothing between, and no foreign name that was made to point here. */
export function isLocal({ socket, headers }: IncomingMessage): boolean {
  return ADDRESS.test(socket.remoteAddress ?? '') && NAME.test(headers.host ?? '') && PROXIES.every((name) => headers[name] === undefined)
}
