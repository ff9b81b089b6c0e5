#!/usr/bin/env node
// A checker that never fails checks nothing: plants a fault for each in a copy of the tree, and sees each found, after seeing that the copy is clean.
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensure } from './ensure.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
ensure()

const check = (name) => [process.execPath, ['bin/check.mjs', name]]
const vitest = (path) => [join(root, 'node_modules', '.bin', 'vitest'), ['run', path]]

/** What is planted, who must find it, and how that shows. In this order: later checkers write files anew. */
const FAULTS = [
  {
    fault: 'a type without description',
    in: 'schema.graphql',
    add: '\ntype Planted {\n  name: String\n}\n',
    by: check('conventions'),
    says: /require-description/,
  },
  { fault: 'a schema that is not the printed one', in: 'schema.graphql', by: check('schema'), says: /schema\.graphql was not up to date/ },
  {
    fault: 'an old generated document',
    in: 'test/generated/graphql.ts',
    add: '\n// planted\n',
    by: check('documents'),
    says: /test\/generated was not up to date/,
  },
  {
    fault: 'an import cycle',
    in: 'src/engine/planted-a.ts',
    add: "import { b } from './planted-b.ts'\n\nexport const a = () => b\n",
    by: check('style'),
    says: /noImportCycles/,
  },
  {
    fault: 'the other half of it',
    in: 'src/engine/planted-b.ts',
    add: "import { a } from './planted-a.ts'\n\nexport const b = () => a\n",
    by: check('style'),
    says: /planted-b/,
  },
  { fault: 'bad layout', in: 'src/engine/planted-layout.ts', add: 'export  const   c = "c";\n', by: check('style'), says: /planted-layout/ },
  {
    fault: 'a type error',
    in: 'src/engine/planted-type.ts',
    add: "export const d: number = 'd'\n",
    by: check('types'),
    says: /planted-type\.ts.*TS2322/,
  },
  {
    fault: 'an unused export',
    in: 'src/engine/json.ts',
    add: '\nexport const planted = 1\n',
    by: check('unused'),
    says: /Unused exports[\s\S]*planted/,
  },
  { fault: 'an unused file', in: 'src/engine/planted-type.ts', by: check('unused'), says: /Unused files[\s\S]*planted-type/ },
  {
    fault: 'the engine importing the schema',
    in: 'src/engine/planted-arrow.ts',
    add: "import '../schema/index.ts'\n",
    by: vitest('test/architecture.test.ts'),
    says: /engine\/planted-arrow\.ts -> schema\/index\.ts/,
  },
  {
    fault: 'a stage importing a later one',
    in: 'src/engine/ingest/planted-stage.ts',
    add: "import '../live/live-hub.ts'\n",
    by: vitest('test/architecture.test.ts'),
    says: /ingest\/planted-stage\.ts -> engine\/live/,
  },
  {
    fault: 'a look at the environment',
    in: 'src/db/planted-env.ts',
    add: 'export const e = process.env\n',
    by: vitest('test/architecture.test.ts'),
    says: /db\/planted-env\.ts/,
  },
  {
    fault: 'a file that is too long',
    in: 'src/db/planted-long.ts',
    add: '//\n'.repeat(401),
    by: vitest('test/architecture.test.ts'),
    says: /db\/planted-long\.ts/,
  },
  {
    fault: 'a column that the migrations do not have',
    in: 'prisma/schema.prisma',
    replace: ['@map("time_zone")', '@map("zone")'],
    by: vitest('test/db/schema-prisma.test.ts'),
    says: /"attname": "zone"/,
  },
]

const copy = copyOfTree()
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
let failed = 0
for (const [command, first] of checkers()) report(run(command).status === 0, `clean: ${first}`)
for (const fault of FAULTS) plant(fault)
for (const [command, first, faults] of checkers()) {
  const { status, output } = run(command)
  for (const { fault, says } of faults) report(status !== 0 && says.test(output), `${first} finds ${fault}`, output)
}
const total = FAULTS.length + checkers().length
process.stdout.write(`${total - failed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

/** Each checker once, with its name and the faults that it must find. */
function checkers() {
  const byName = Map.groupBy ? Map.groupBy(FAULTS, nameOf) : group(FAULTS, nameOf)
  return [...byName].map(([name, faults]) => [faults[0].by, name, faults])
}

function nameOf({ by: [, args] }) {
  return args.at(-1)
}

function group(items, keyOf) {
  const groups = new Map()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** What git knows or would know, and what is generated; packages are shared. */
function copyOfTree() {
  const target = mkdtempSync(join(tmpdir(), 'tributary-checkers-'))
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).stdout
  for (const path of [...listed.split('\0').filter(Boolean), 'src/db/generated']) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(target, path), { recursive: true, preserveTimestamps: true })
  }
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'))
  spawnSync('git', ['init', '-q'], { cwd: target })
  return target
}

function plant({ in: path, add, replace }) {
  const file = join(copy, path)
  if (add) appendFileSync(file, add)
  if (!replace) return
  const before = readFileSync(file, 'utf8')
  const after = before.replace(...replace)
  if (after === before) throw new Error(`There is no ${replace[0]} in ${path}.`)
  writeFileSync(file, after)
}

function run([file, args]) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  })
  return { status, output: `${stdout}${stderr}` }
}

function report(good, what, output = '') {
  process.stdout.write(`${good ? '✓' : '✗'} ${what}\n`)
  if (good) return
  failed++
  process.stdout.write(output.slice(-3000))
}
