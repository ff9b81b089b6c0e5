import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../src/config.ts'
import { startHttpServer } from '../../src/server/http.ts'
import { respondJson } from '../../src/server/respond.ts'
import { root } from '../docs/page.ts'

interface Service {
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly image?: string
  readonly build?: string
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { condition: string }>>
  readonly healthcheck?: unknown
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

const run = promisify(execFile)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const compose = parse(read('compose.yaml'), { merge: true }) as Compose
const redis = parse(read('compose.redis.yaml'), { merge: true }) as Compose
const ours = Object.entries(compose.services).filter(([, { build }]) => build === '.')
const commands = [...read('src/main.ts').matchAll(/\.command\('(\w+)'/g)].map(([, name = '']) => name)

/** The instructions of the Dockerfile, each on one line. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ name: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))
const argumentsOf = (name: string): string[] => instructions.filter((one) => one.name === name).map(({ rest }) => rest)

describe('the Dockerfile', () => {
  test('copies what exists, and what is copied is not ignored', () => {
    const sources = argumentsOf('COPY').flatMap((rest) => rest.split(' ').slice(0, -1))
    expect(sources.length).toBeGreaterThan(4)
    const allowed = read('.dockerignore').split('\n')
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(allowed).toContain(`!${source}`)
    }
  })

  test('runs a command that exists, as a user who is not root', () => {
    const [command = ''] = argumentsOf('CMD')
    const [node, program = '', name = ''] = JSON.parse(command) as string[]
    expect([node, existsSync(join(root, program)), commands.includes(name)]).toEqual(['node', true, true])
    expect(argumentsOf('USER')).toEqual(['node'])
    expect(instructions.at(-1)?.name).toBe('CMD')
    const environment = Object.fromEntries(argumentsOf('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=') as [string, string])))
    expect(parseConfig(environment)).toMatchObject({ host: '0.0.0.0', port: 4000, dataDir: '/data' })
    expect(argumentsOf('VOLUME')).toEqual(['/data'])
  })

  test('has a health check that tells a process that answers from one that does not', async () => {
    const check = JSON.parse(/CMD (\[.*\])$/.exec(argumentsOf('HEALTHCHECK')[0] ?? '')?.[1] ?? '[]') as string[]
    const routes = [
      {
        method: 'GET' as const,
        path: '/livez',
        handle: (_: unknown, response: Parameters<typeof respondJson>[0]) => respondJson(response, 200, '{}'),
      },
    ]
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, onError: () => {} })
    const outcome = () =>
      run(process.execPath, check.slice(1), { env: { PORT: String(server.port) } }).then(
        () => 0,
        (error: { code: number }) => error.code,
      )
    expect(await outcome()).toBe(0)
    await server.close(100)
    expect(await outcome()).toBe(1)
  })

  test('installs every package that the program imports', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.includes('generated'),
    )
    const imported = ['bin/tributary.mjs', 'bin/ensure.mjs', 'bin/typescript.mjs', ...files.map((file) => `src/${file}`)].flatMap((file) =>
      [
        ...read(file).matchAll(/^(?:(?:import|export) (?!type )[^'\n]*|\} )from '([^'.][^']*)'|^import '([^'.][^']*)'|import\('([^'.][^']*)'\)/gm),
      ].map(([, from, bare, lazy = '']) => from ?? bare ?? lazy),
    )
    const packages = new Set(
      imported.map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    )
    const missing = [...packages].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name) && !(name in dependencies))
    expect(packages.size).toBeGreaterThan(15)
    expect(missing).toEqual([])
  })
})

describe('the compose files', () => {
  test('run commands that exist, with variables that are read, on a Postgres with a volume', () => {
    expect(ours.map(([name]) => name)).toEqual(['api', 'worker'])
    const variables = [...read('src/config.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name)
    for (const [, { command = [], environment = {}, depends_on = {} }] of ours) {
      const [node, program = '', name = ''] = command
      expect([node, existsSync(join(root, program)), commands.includes(name)]).toEqual(['node', true, true])
      expect(Object.keys(environment).filter((variable) => !variables.includes(variable))).toEqual([])
      expect(depends_on['postgres']).toEqual({ condition: 'service_healthy' })
      // What compose puts in for the variables that it asks for.
      const filled = Object.entries(environment).map(([variable, value]) => [
        variable,
        value.replaceAll(/\$\{\w+:-(\w+)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'x'.repeat(24)),
      ])
      expect(parseConfig(Object.fromEntries(filled)).databaseUrl).toMatch(/^postgresql:\/\/tributary:x+@postgres:5432\/tributary$/)
    }
    expect(compose.services['postgres']).toMatchObject({ volumes: ['postgres:/var/lib/postgresql/data'], healthcheck: expect.anything() })
    expect(Object.keys(compose.volumes ?? {})).toEqual(['postgres'])
  })

  test('put the queues of both on Redis', () => {
    for (const [name] of ours) {
      const { environment = {}, depends_on } = redis.services[name] ?? {}
      expect(parseConfig({ ...environment }).redisUrl).toBe('redis://redis:6379')
      expect(depends_on).toEqual({ redis: { condition: 'service_healthy' } })
    }
    expect(redis.services['redis']).toMatchObject({ image: 'redis:7', healthcheck: expect.anything() })
  })
})
