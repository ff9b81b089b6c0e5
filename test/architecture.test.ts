import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each may import itself and what stands after it in its list; the command line may import everything. */
const LAYERS: Record<string, readonly string[]> = {
  server: ['schema', 'engine', 'db', 'queue', 'config.ts'],
  schema: ['engine', 'db'],
  demo: ['engine', 'db'],
  page: [],
  engine: ['db', 'queue', 'connectors'],
  connectors: [],
  queue: [],
  db: [],
  'config.ts': [],
}
const COMMAND_LINE = ['main.ts', 'commands']

/**
 * The parts of the engine in the order of a message's way through it; a part may use those before it. The rule language and the inbox are used by
 * many; `profiles` only reads; the pipeline is what calls the others in turn, be it for a chunk or for profiles with no new event;
 * what regroups people calls it for those who change.
 */
const STAGES = [
  'ingest',
  'protocols',
  'rules',
  'import',
  'identity',
  'events',
  'traits',
  'audiences',
  'journeys',
  'delivery',
  'live',
  'profiles',
  'export',
  'pipeline',
  'regroup',
]
const PIPELINE =
  /^engine\/(ingest\/(pipeline|assemble|hold-profiles|drain-lane|quarantine)|audiences\/(reevaluate|reevaluate-each|sweep-due|sweep-related|backfill|take-place))\.ts$/

interface Import {
  readonly from: string
  readonly to: string
  /** Types are erased: nothing can be called through them. */
  readonly typesOnly: boolean
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
  .map((file) => ({ path: file.replaceAll('\\', '/'), text: readFileSync(join(root, 'src', file), 'utf8') }))

const imports: Import[] = files.flatMap(({ path, text }) =>
  [...text.matchAll(/^(?:import|export) (type )?[^'()]*'(\.[^']*)'|import\('(\.[^']*)'\)/gm)].map(([, type, to = '', lazy = to]) => ({
    from: path,
    to: relative(join(root, 'src'), join(root, 'src', dirname(path), lazy)),
    typesOnly: type !== undefined,
  })),
)

const layerOf = (path: string): string => path.split('/')[0] ?? path
const stageOf = (path: string): string | null => (PIPELINE.test(path) ? 'pipeline' : (/^engine\/([^/]+)\//.exec(path)?.[1] ?? null))
const show = (wrong: readonly Import[]): string[] => wrong.map(({ from, to }) => `${from} -> ${to}`)

describe('architecture', () => {
  test('the source was read', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(imports.length).toBeGreaterThan(50)
  })

  test('imports point one way: main, server, schema, engine, then db and queue', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [layerOf(from), layerOf(to)]
      return a !== b && !COMMAND_LINE.includes(a) && !LAYERS[a]?.includes(b)
    })
    expect(show(wrong)).toEqual([])
  })

  test('every folder has its place', () => {
    const known = [...COMMAND_LINE, ...Object.keys(LAYERS)]
    expect([...new Set(files.map(({ path }) => layerOf(path)))].filter((layer) => !known.includes(layer))).toEqual([])
    expect([...new Set(files.map(({ path }) => stageOf(path)))].filter((stage) => stage !== null && !STAGES.includes(stage))).toEqual([])
  })

  test('the engine knows connectors only by their contract', () => {
    const wrong = imports.filter(({ from, to }) => layerOf(from) === 'engine' && layerOf(to) === 'connectors' && to !== 'connectors/contract.ts')
    expect(show(wrong)).toEqual([])
  })

  test('a stage of the engine calls no later one', () => {
    const wrong = imports.filter(({ from, to, typesOnly }) => {
      const [a, b] = [stageOf(from), stageOf(to)]
      return !typesOnly && a !== null && b !== null && STAGES.indexOf(b) > STAGES.indexOf(a)
    })
    expect(show(wrong)).toEqual([])
  })

  test('only the configuration reads the environment', () => {
    const readers = files.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)
    expect(readers.filter((path) => path !== 'config.ts' && path !== 'main.ts')).toEqual([])
  })

  test('no file has more than 400 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 400).map(({ path }) => path)).toEqual([])
  })
})
