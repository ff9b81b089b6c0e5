import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  ControllerHandlerReturnType,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/typings/app'
import type { Credentials } from '../engine/credentials.ts'
import { bearerKey } from './graphql-access.ts'
import { HttpError } from './http-error.ts'
import { respondJson } from './respond.ts'
import { pathOf, queryOf, type Route } from './route.ts'
import { basicUser } from './tracking/write-key.ts'

const BASE = '/queues'
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

export interface QueueBoardOptions {
  readonly credentials: Credentials
  /** The workspace whose secret key opens the board: queues are of the installation, not of one workspace. */
  readonly workspace: () => Promise<string>
  /** Hands the board to an adapter; called when somebody looks for the first time. */
  readonly attach: (adapter: IServerAdapter) => Promise<void>
}

/** bull-board at /queues: what is in the queues, to look at only. A browser asks for the secret key as the user's name. */
export function queueBoardRoutes({ credentials, workspace, attach }: QueueBoardOptions): Route[] {
  const board = new Board()
  let attached: Promise<void> | null = null
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { authorization } = request.headers
    const key = bearerKey(authorization) ?? basicUser(authorization)
    const credential = key === null ? null : await credentials.find(key)
    if (credential?.kind !== 'SECRET' || credential.workspaceId !== (await workspace())) {
      const headers = { 'www-authenticate': 'Basic realm="Queues: the secret key is the user", charset="UTF-8"' }
      throw new HttpError({ status: 401, code: 'unauthenticated', message: 'The secret key of the first workspace opens this.', headers })
    }
    attached ??= attach(board)
    await attached
    await board.answer(request, response)
  }
  return [
    { method: 'GET', path: BASE, handle },
    { method: 'GET', path: `${BASE}/**`, handle },
  ]
}

/** bull-board's way to a server of any kind, for ours. */
class Board implements IServerAdapter {
  #queues: BullBoardQueues = new Map()
  #views = ''
  #static = { route: '/static', path: '' }
  #entry: AppViewRoute | null = null
  #api: readonly AppControllerRoute[] = []
  #config: UIConfig = {}
  #onError: (error: Error) => ControllerHandlerReturnType = () => ({ status: 500, body: {} })

  setQueues(queues: BullBoardQueues): this {
    this.#queues = queues
    return this
  }
  setViewsPath(path: string): this {
    this.#views = path
    return this
  }
  setStaticPath(route: string, path: string): this {
    this.#static = { route, path }
    return this
  }
  setEntryRoute(route: AppViewRoute): this {
    this.#entry = route
    return this
  }
  setErrorHandler(handler: (error: Error) => ControllerHandlerReturnType): this {
    this.#onError = handler
    return this
  }
  setApiRoutes(routes: AppControllerRoute[]): this {
    this.#api = routes
    return this
  }
  setUIConfig(config: UIConfig): this {
    this.#config = config
    return this
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request).slice(BASE.length) || '/'
    if (path.startsWith(`${this.#static.route}/`)) return this.#file(path.slice(this.#static.route.length), response)
    if (!path.startsWith('/api/')) return this.#page(response)
    const { status = 200, body } = await this.#call(path, request)
    respondJson(response, status, JSON.stringify(body))
  }

  async #call(path: string, request: IncomingMessage): Promise<ControllerHandlerReturnType> {
    for (const { method, route, handler } of this.#api) {
      if (![method].flat().includes('get')) continue
      const [params] = [route].flat().flatMap((pattern) => {
        const found = paramsOf(pattern, path)
        return found ? [found] : []
      })
      if (!params) continue
      const query = Object.fromEntries(queryOf(request))
      try {
        return await handler({ queues: this.#queues, uiConfig: this.#config, params, query, body: {}, headers: {} })
      } catch (error) {
        return this.#onError(error instanceof Error ? error : new Error(String(error)))
      }
    }
    throw notFound()
  }

  async #page(response: ServerResponse): Promise<void> {
    if (!this.#entry) throw notFound()
    const { name, params } = this.#entry.handler({ basePath: `${BASE}/`, uiConfig: this.#config })
    const template = await readFile(join(this.#views, name), 'utf8')
    const page = template
      // Fonts of somebody else's server are not worth telling it who looks.
      .replaceAll(/<link[^>]*href="https?:[^>]*>/g, '')
      .replaceAll(/<%[=-] (\w+) %>/g, (_, field: string) => params[field] ?? '')
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'self' data: 'unsafe-inline'; frame-ancestors 'none'",
    })
    response.end(page)
  }

  async #file(path: string, response: ServerResponse): Promise<void> {
    // Normalised first, so that nothing leads out of the folder.
    const file = join(this.#static.path, normalize(decode(path)))
    const type = TYPES[extname(file)]
    const content = type === undefined ? null : await readFile(file).catch(() => null)
    if (!content) throw notFound()
    response.writeHead(200, { 'content-type': type, 'content-length': content.length, 'cache-control': 'private, max-age=3600' })
    response.end(content)
  }
}

/** The parameters of a path like /api/queues/:queueName; null: it is another. */
function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length || !wanted.every((part, i) => part.startsWith(':') || part === given[i])) return null
  return Object.fromEntries(wanted.flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), decode(given[i] ?? '')]] : [])))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' }, { cause: error })
  }
}

const notFound = () => new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' })
