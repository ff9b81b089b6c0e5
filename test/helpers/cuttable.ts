import { connect, createServer, type Socket } from 'node:net'
import { freePort } from './postgres.ts'

/** A way to a server that can be cut and mended: `url` is that of the server, through it. */
export async function cuttable(target: string): Promise<{ url: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const url = new URL(target)
  const port = await freePort()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const upstream = connect(Number(url.port), url.hostname)
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  const mend = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await mend()
  const through = new URL(target)
  through.port = String(port)
  return {
    url: through.href,
    mend,
    cut: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
