import { Command } from 'commander'
import type { ExportCommand } from './commands/export.ts'
import type { ImportCommand } from './commands/import.ts'
import { startLog } from './commands/log.ts'
import { StartupError } from './commands/startup-error.ts'
import { stopOnSignal } from './commands/stop-on-signal.ts'
import { type Config, parseConfig, type Role } from './config.ts'

// Each command loads what it needs, because loading all of it takes a second.
const { say, complain, log } = startLog()
const more = (value: string, before: string[]): string[] => [...before, value]

const program = new Command('tributary').description('A headless customer data platform.').showHelpAfterError()
program
  .command('start', { isDefault: true })
  .description('start what ROLES says, by default everything')
  .action(() => run(null))
program
  .command('api')
  .description('start the HTTP side alone')
  .action(() => run(['api']))
program
  .command('worker')
  .description('start the worker alone')
  .action(() => run(['worker']))
program
  .command('migrate')
  .description('bring the database up to date and end')
  .action(async () => {
    const { migrateOnly } = await import('./commands/migrate.ts')
    await migrateOnly(config(), say)
  })

program
  .command('import')
  .description('load a file of tracking calls: a JSON object on each line, or CSV; packed with gzip or not')
  .argument('<file>')
  .option('--source <name>', 'the source that its calls come from (default: Import)')
  .option('--key <key>', 'a write key or secret key of the workspace (default: the first workspace)')
  .option('--format <format>', 'ndjson or csv (default: by the name of the file)')
  .option('--map <file>', 'for CSV: a mapping of columns, as JSON')
  .option('--column <name=target>', 'for CSV: where a column goes, such as mrr=traits.mrr:number; can be said again', more, [])
  .option('--set <target=value>', 'for CSV: what every row has, such as type=identify; can be said again', more, [])
  .option('--rest <root>', 'for CSV: send all other columns to traits or properties')
  .option('--delimiter <character>', 'for CSV: what separates cells (default: what the header has most of)')
  .option('--encoding <name>', 'for CSV: utf-8, utf-16le or windows-1252')
  .option('--dry-run', 'show the first calls and what would be refused, and store nothing', false)
  .option('--again', 'load it from its first line, even if it was loaded before', false)
  .option('--no-wait', 'end when everything is stored, before all of it has taken effect')
  .action((file: string, options: Omit<ImportCommand, 'file'>) => load({ file, ...options }))

program
  .command('export')
  .description('write the members of an audience, or everybody, to a file')
  .argument('[audience]', 'the key of an audience; without it, everybody')
  .option('--format <format>', 'ndjson, csv or parquet', 'ndjson')
  .option('--layout <layout>', 'profiles, traits or identifiers: what a row is', 'profiles')
  .option('--traits <names>', 'only these traits, with commas (default: all)')
  .option('--identifiers <types>', 'only identifiers of these types, with commas (default: all)')
  .option('--accounts', 'without an audience: accounts instead of people', false)
  .option('--gzip', 'pack it, but not Parquet', false)
  .option('--out <file>', 'where it goes (default: the key of the audience, here)')
  .option('--key <key>', 'a read key or secret key of the workspace (default: the first workspace)')
  .action((audience: string | undefined, options: Omit<ExportCommand, 'audience'>) => write({ audience, ...options }))

async function write(command: ExportCommand): Promise<void> {
  const { runExport } = await import('./commands/export.ts')
  await untilStopped('Interrupted; nothing was written.', (signal) => runExport(command, { config: config(), signal, say }))
}

async function load(command: ImportCommand): Promise<void> {
  const { runImport } = await import('./commands/import.ts')
  const reason = 'Interrupted; the same command goes on where it ended.'
  await untilStopped(reason, (signal) => runImport(command, { config: config(), signal, say, log }))
}

/** Does what has an end, or is ended by a signal; then the program ends. */
async function untilStopped(reason: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interrupted = new AbortController()
  const running = work(interrupted.signal).catch((error) => {
    explain(error)
    process.exitCode = interrupted.signal.aborted ? 130 : 1
  })
  const stop = async () => {
    interrupted.abort(new StartupError(reason))
    await running
  }
  stopOnSignal({ stop }, { say, log, code: 130 })
  await running
  process.exit()
}

async function run(roles: readonly Role[] | null): Promise<void> {
  const parsed = config()
  const { start } = await import('./commands/start.ts')
  const starting = start({ config: parsed, roles: roles ?? parsed.roles, say, log })
  // From the first moment on: what is half started is stopped too.
  stopOnSignal({ stop: async () => (await starting).stop() }, { say, log })
  await starting
}

function config(): Config {
  try {
    const parsed = parseConfig(process.env)
    log.level = parsed.logLevel
    return parsed
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

try {
  await program.parseAsync()
} catch (error) {
  explain(error)
  process.exit(1)
}

function explain(error: unknown): void {
  if (error instanceof StartupError) complain(error.message)
  else log.fatal({ err: error }, 'The program failed.')
}
