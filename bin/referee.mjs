#!/usr/bin/env node
// node bin/referee.mjs FILE [--rules 60] [--lines N] [--seed N]: keeps audiences up to date over a file of tracking calls, and asks DuckDB for their members.
import { ensure } from './ensure.mjs'

ensure()
await import('./typescript.mjs')
await import('../test/referee/on-file.ts')
