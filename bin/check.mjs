#!/usr/bin/env node
// npm run check [-- NAME …]: every static check, or those named. What is generated is written anew; where that changes a file, the check fails.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensure } from './ensure.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const tool = (name) => join(root, 'node_modules', '.bin', name)

const CHECKS = [
  { name: 'style', command: [tool('biome'), 'check', '--error-on-warnings'] },
  { name: 'types', command: [tool('tsc')] },
  { name: 'page', command: [tool('tsc'), '-p', 'src/page'] },
  {
    name: 'schema',
    command: [process.execPath, '--import', './bin/typescript.mjs', 'src/schema/print.ts', 'schema.graphql'],
    writes: ['schema.graphql'],
  },
  { name: 'documents', command: [tool('graphql-codegen')], writes: ['test/generated', 'examples/generated', 'src/page/generated'] },
  { name: 'conventions', command: [tool('eslint'), '--max-warnings=0', 'schema.graphql'] },
  { name: 'unused', command: [tool('knip'), '--treat-config-hints-as-errors'] },
]

ensure()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name))
if (unknown.length > 0) {
  process.stderr.write(`There is no check ${unknown.join(', ')}; there are ${CHECKS.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}
const checks = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const failed = checks.filter((check) => !passes(check))
process.stdout.write(`${checks.length - failed.length} passed, ${failed.length} failed${failed.map(({ name }) => ` ${name}`).join('')}\n`)
process.exit(failed.length === 0 ? 0 : 1)

function passes({ name, command: [file, ...args], writes = [] }) {
  const before = writes.map(digest)
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
  const changed = writes.filter((path, i) => digest(path) !== before[i])
  process.stdout.write(`${status === 0 && changed.length === 0 ? '✓' : '✗'} ${name}\n`)
  if (status !== 0) process.stdout.write(`${stdout}${stderr}`)
  for (const path of changed) process.stdout.write(`${path} was not up to date; now it is.\n`)
  return status === 0 && changed.length === 0
}

/** Of a file, or of all files in a folder. */
function digest(path) {
  const whole = join(root, path)
  const stat = statSync(whole, { throwIfNoEntry: false })
  if (!stat) return 'missing'
  const files = stat.isDirectory() ? readdirSync(whole).sort() : ['']
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(whole, file)))
  return hash.digest('hex')
}
