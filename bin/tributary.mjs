#!/usr/bin/env node
// TypeScript is compiled as it is imported, in this process: signals reach the program itself, not a wrapper.
import { setFlagsFromString } from 'node:v8'
import { ensure } from './ensure.mjs'

// A chunk leaves garbage that outlives the young generation. By default the heap may grow to several times what is alive before that is
// collected, which took half of the memory of an import; so it is collected sooner.
setFlagsFromString('--heap-growing-percent=30')
ensure()
// graphql-js checks every object it meets for a second copy of itself, unless this says that nobody is developing: a tenth of an answer.
process.env.NODE_ENV ??= 'production'
await import('./typescript.mjs')
await import('../src/main.ts')
