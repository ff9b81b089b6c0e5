import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** The exact path; a segment `*` stands for any one segment, `**` at the end for any number of them. */
  readonly path: string
  /** Pages of any origin may call it, with these request headers; cookies are never read. */
  readonly cors?: readonly string[]
  /** Answers; what it throws is answered for it: an HttpError as it says, anything else as a failure of ours. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void
}

export interface RouteMatch {
  readonly route: Route | null
  /** The path as its routes have it; null: there are none. */
  readonly path: string | null
  /** The methods that the path answers to. */
  readonly methods: readonly string[]
  readonly cors: readonly string[] | null
}

/** Finds the route of a request. HEAD is answered as GET is. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch {
  const exact = new Map<string, Route[]>()
  for (const route of routes.filter(({ path }) => !path.includes('*'))) exact.set(route.path, [...(exact.get(route.path) ?? []), route])
  const patterns = routes.filter(({ path }) => path.includes('*')).map((route) => ({ route, segments: route.path.split('/') }))
  const candidates = (path: string): readonly Route[] => {
    const found = exact.get(path) ?? exact.get(tidy(path))
    if (found) return found
    const segments = tidy(path).split('/')
    return patterns.filter((pattern) => matches(pattern.segments, segments)).map(({ route }) => route)
  }
  return (method, path) => {
    const found = candidates(path)
    const asked = method === 'HEAD' ? 'GET' : method
    const route = found.find((one) => one.method === asked) ?? null
    return { route, path: found[0]?.path ?? null, methods: found.map((one) => one.method), cors: (route ?? found[0])?.cors ?? null }
  }
}

/** Where an address that ends in a slash is put before a path, or a path ends in one. */
const tidy = (path: string): string => path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const open = pattern.at(-1) === '**'
  const fixed = open ? pattern.slice(0, -1) : pattern
  if (open ? segments.length < fixed.length : segments.length !== fixed.length) return false
  return fixed.every((segment, i) => segment === '*' || segment === segments[i])
}

/** The path of a request, without its query. */
export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

/** The segments of the path of a request, the first of them empty; slashes too many are left out. */
export const segmentsOf = (request: IncomingMessage): readonly string[] => tidy(pathOf(request)).split('/')

export function queryOf(request: IncomingMessage): URLSearchParams {
  const url = request.url ?? '/'
  const query = url.indexOf('?')
  return new URLSearchParams(query < 0 ? '' : url.slice(query + 1))
}
