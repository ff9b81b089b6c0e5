import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { root } from '../docs/page.ts'

export interface SiteOptions {
  /** HTML of its head. */
  readonly head?: string
  /** A module that it runs; imports are packages. */
  readonly module?: string
  /** With its question mark. */
  readonly search?: string
}

export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** A page of another origin than the server's; its module is bundled as the build of a front end does it. */
export async function startSite({ head = '', module = '' }: SiteOptions): Promise<Site> {
  const script = await bundle(module)
  const page = `<!doctype html><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">${head}<script src="/module.js"></script>`
  const server = createServer(({ url }, response) => {
    const isScript = url === '/module.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    // localhost is not 127.0.0.1: a page here is of another site, not just of another port.
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_WEBPACK_BUILD': 'false' },
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
