import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { HttpError } from '../http-error.ts'
import { type Route, segmentsOf } from '../route.ts'

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('@segment/analytics-next')), '../umd')
const LIBRARY = 'standalone.js'

/**
 * Runs before the library. A page without Segment's snippet gets what that would have made: a list that remembers calls until the library is
 * there. And the library looks for its settings and its other parts where it came from itself.
 */
const PRELUDE = `(function () {
  var script = document.currentScript
  var name = (script && script.getAttribute('data-global-segment-analytics-key')) || 'analytics'
  var analytics = window[name]
  if (!analytics) {
    analytics = window[name] = []
    var methods = 'track page screen identify group alias ready on once off reset setAnonymousId trackLink trackForm trackClick trackSubmit ' +
      'register debug addSourceMiddleware addIntegrationMiddleware addDestinationMiddleware'
    methods.split(' ').forEach(function (method) {
      analytics[method] = function () {
        analytics.push([method].concat(Array.prototype.slice.call(arguments)))
        return analytics
      }
    })
  }
  var parts = ((script && script.src) || '').split('/analytics.js/v1/')
  if (parts[1] && !analytics._cdn) analytics._cdn = parts[0]
  if (parts[1] && !analytics._writeKey) analytics._writeKey = decodeURIComponent(parts[1].split('/')[0])
})();
`

interface Script {
  readonly plain: Buffer
  readonly gzipped: Buffer
}

/** analytics.js, as a page loads it with a script tag, from the package that is installed here. */
export function analyticsJsRoutes(cors: readonly string[]): Route[] {
  const bundles = new Set(readdirSync(FOLDER).filter((name) => /\.bundle\.\w+\.js$/.test(name)))
  const scripts = new Map<string, Promise<Script>>()
  const scriptOf = (name: string): Promise<Script> => {
    const script = scripts.get(name) ?? readScript(name)
    scripts.set(name, script)
    return script
  }
  const library: Route = {
    method: 'GET',
    path: '/analytics.js/v1/*/analytics.min.js',
    cors,
    handle: async (request, response) => respond(request, response, { script: await scriptOf(LIBRARY), cache: 'public, max-age=600' }),
  }
  const bundle: Route = {
    method: 'GET',
    path: '/analytics-next/bundles/*',
    cors,
    async handle(request, response) {
      const name = segmentsOf(request)[3] ?? ''
      if (!bundles.has(name)) throw new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' })
      respond(request, response, { script: await scriptOf(name), cache: 'public, max-age=31536000, immutable' })
    },
  }
  return [library, bundle]
}

async function readScript(name: string): Promise<Script> {
  const code = await readFile(join(FOLDER, name))
  const plain = name === LIBRARY ? Buffer.concat([Buffer.from(PRELUDE), code]) : code
  return { plain, gzipped: await promisify(gzip)(plain) }
}

function respond(request: IncomingMessage, response: ServerResponse, { script, cache }: { readonly script: Script; readonly cache: string }): void {
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding']))
  const body = packed ? script.gzipped : script.plain
  response.writeHead(200, {
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': body.length,
    'cache-control': cache,
    vary: 'accept-encoding',
    ...(packed && { 'content-encoding': 'gzip' }),
  })
  response.end(body)
}
