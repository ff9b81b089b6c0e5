#!/usr/bin/env node
// node bin/chaos.mjs [--rounds 20] [--seed N]: kills workers in the middle of everything and holds the database against what was acknowledged.
import { ensure } from './ensure.mjs'

ensure()
await import('./typescript.mjs')
await import('../test/chaos/run.ts')
