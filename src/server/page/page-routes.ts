import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from '../http-error.ts'
import { pathOf, type Route } from '../route.ts'
import { guideRoutes } from './guide-routes.ts'
import { isLocal } from './is-local.ts'
import { escapeHtml } from './markdown.ts'
import { buildPageFiles, type PageFile, type PageFiles, readPage } from './page-files.ts'
import { PROTECTION } from './protection.ts'

export interface PageOptions {
  /** Read-only and of made-up people: filled in for whoever sits at this machine. Null: there is none. */
  readonly demoKey: string | null
}

/** The page at /, what it loads, and the guide that it leads to. */
export function pageRoutes({ demoKey }: PageOptions): Route[] {
  let files: Promise<PageFiles> | null = null
  const built = () => {
    files ??= buildPageFiles().catch((error: unknown) => {
      // Built again for the next one who looks.
      files = null
      throw error
    })
    return files
  }
  return [
    ...guideRoutes(),
    {
      method: 'GET',
      path: '/',
      async handle(request, response) {
        const key = demoKey !== null && isLocal(request) ? `<meta name="demo-key" content="${escapeHtml(demoKey)}">` : ''
        const body = (await readPage()).replace('<!-- demo key -->', () => key)
        response.writeHead(200, { ...PROTECTION, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        response.end(body)
      },
    },
    {
      method: 'GET',
      path: '/assets/*',
      async handle(request, response) {
        const file = (await built()).get(pathOf(request).slice('/assets/'.length))
        if (!file) throw new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' })
        respondFile(request, response, file)
      },
    },
  ]
}

function respondFile({ headers }: IncomingMessage, response: ServerResponse, { type, body, gzip, etag }: PageFile): void {
  const common = { ...PROTECTION, etag, 'cache-control': 'no-cache', vary: 'accept-encoding' }
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, common)
    response.end()
    return
  }
  const packed = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const content = packed ? gzip : body
  response.writeHead(200, { ...common, 'content-type': type, 'content-length': content.length, ...(packed && { 'content-encoding': 'gzip' }) })
  response.end(content)
}
