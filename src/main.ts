import { Command } from 'commander'
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

async function load(command: ImportCommand): Promise<void> {
  const { runImport } = await import('./commands/import.ts')
  const interrupted = new AbortController()
  const running = runImport(command, { config: config(), signal: interrupted.signal, say, log }).catch((error) => {
    explain(error)
    process.exitCode = interrupted.signal.aborted ? 130 : 1
  })
  const stop = async () => {
    interrupted.abort(new StartupError('Interrupted; the same command goes on where it ended.'))
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
