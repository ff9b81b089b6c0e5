import type { Config } from '../config.ts'
import { connect } from '../db/db.ts'
import { DomainError } from '../engine/errors.ts'
import { chooseScope, exportToFile } from '../engine/export/export-to-file.ts'
import { checkShape } from '../engine/export/manage-exports.ts'
import { type ExportShape, endingOf, FORMATS, LAYOUTS, MOST_PER_FILE } from '../engine/export/shape.ts'
import { TargetError } from '../engine/export/target.ts'
import { createClosing } from './closing.ts'
import { count } from './import-progress.ts'
import type { Say } from './log.ts'
import { openDatabase } from './open-database.ts'
import { StartupError } from './startup-error.ts'

const LINE_EVERY = 5_000

export interface ExportCommand {
  readonly audience?: string | undefined
  readonly format: string
  readonly layout: string
  readonly traits?: string | undefined
  readonly identifiers?: string | undefined
  readonly accounts: boolean
  readonly gzip: boolean
  readonly out?: string | undefined
  readonly key?: string | undefined
}

export interface ExportCommandContext {
  readonly config: Config
  readonly signal: AbortSignal
  readonly say: Say
}

/** Writes the members of an audience, or everybody, to a file. */
export async function runExport(command: ExportCommand, { config, signal, say }: ExportCommandContext): Promise<void> {
  const closing = createClosing()
  try {
    const shape = shapeOf(command)
    const database = await openDatabase(config, { say, onLost: (error) => setImmediate(() => Promise.reject(error)) })
    closing.add(database.close)
    const db = connect(database.url, { max: 1, name: 'tributary-export' })
    closing.add(db.close)
    const { scope, total } = await chooseScope(db.pool, { ...command, entity: command.accounts ? 'ACCOUNT' : 'PROFILE' })
    const path = command.out ?? `${command.audience ?? 'everybody'}.${endingOf(shape)}`
    let told = performance.now()
    const onProgress = ({ done }: { readonly done: number }) => {
      signal.throwIfAborted()
      if (performance.now() - told < LINE_EVERY) return
      told = performance.now()
      say(`${count(done)} of ${count(total)}`)
    }
    const { rows, bytes } = await exportToFile(db.pool, { scope, shape, path, onProgress })
    say(`${count(rows)} rows, ${count(bytes)} bytes: ${path}`)
  } catch (error) {
    throw error instanceof DomainError || error instanceof TargetError ? new StartupError(error.message, { cause: error }) : error
  } finally {
    await closing.close()
  }
}

function shapeOf({ format, layout, traits, identifiers, gzip }: ExportCommand): ExportShape {
  const shape: ExportShape = {
    ...{ format: oneOf(FORMATS, 'format', format), layout: oneOf(LAYOUTS, 'layout', layout), gzip, perFile: MOST_PER_FILE },
    ...{ traits: namesOf(traits), identifiers: namesOf(identifiers) },
  }
  checkShape(shape)
  // All of it is one file, however much it is.
  return { ...shape, perFile: Number.MAX_SAFE_INTEGER }
}

function oneOf<Name extends string>(names: readonly Name[], option: string, given: string): Name {
  const found = names.find((name) => name === given.toUpperCase())
  if (!found) throw new StartupError(`--${option} is ${names.map((name) => name.toLowerCase()).join(', ')}; "${given}" is none of them.`)
  return found
}

const namesOf = (list: string | undefined): string[] | null => (list === undefined ? null : list.split(',').filter((name) => name !== ''))
