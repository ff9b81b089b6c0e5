#!/usr/bin/env node
// npm run bench -- NAME [--gate]: runs bench/NAME.ts, which prints one line of JSON.
import { readdirSync } from 'node:fs'
import { ensure } from './ensure.mjs'

const folder = new URL('../bench/', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
const name = process.argv[2]
if (!name || !names.includes(name)) {
  process.stderr.write(`Usage: npm run bench -- NAME [--gate]\nBenchmarks: ${names.join(', ') || 'none yet'}\n`)
  process.exit(2)
}
ensure()
await import('./typescript.mjs')
await import(new URL(`${name}.ts`, folder).href)
