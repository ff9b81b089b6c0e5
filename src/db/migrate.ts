import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { survive } from './db.ts'

const root = fileURLToPath(new URL('../../prisma', import.meta.url))
// The types of Node 20 leave WebAssembly out.
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(wasm: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }> }
}
const NO_FILTER = { externalTables: [], externalEnums: [] }

/** Applies the migrations that are missing, as `prisma migrate deploy` would; answers their names. Safe to call from several processes at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters: NO_FILTER })
    return appliedMigrationNames
  })
}

/** Prisma's own engine, compiled to WebAssembly: nothing is downloaded. */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  survive(pool)
  const engine = await startSchemaEngine(new WholeScripts(pool))
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

async function startSchemaEngine(adapter: PrismaPg): Promise<SchemaEngine> {
  // Where the engine leaves the message of a panic; without it a panic dies of a TypeError that hides it.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`) } })
  const require = createRequire(import.meta.url)
  const path = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = readFileSync(path.replace(/\.js$/, '.wasm'))
  const { instance } = await webAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
  const datamodel = readFileSync(join(root, 'schema.prisma'), 'utf8')
  return glue.SchemaEngine.new({ datamodels: [['schema.prisma', datamodel]] }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
}

/** Sends a migration to Postgres as one script: the adapter's own way splits at each semicolon, also within functions and comments. */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }
}

const baseDir = join(root, 'migrations')

/** The migrations that this program knows, in their order. */
export function migrationNames(): string[] {
  return readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

function migrationsOnDisk() {
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames().map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') } },
    })),
  }
}
