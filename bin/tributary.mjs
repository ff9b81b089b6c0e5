#!/usr/bin/env node
// TypeScript is compiled as it is imported, in this process: signals reach the program itself, not a wrapper.
import { ensure } from './ensure.mjs'

ensure()
await import('./typescript.mjs')
await import('../src/main.ts')
