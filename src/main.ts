import { Command } from 'commander'
import { startLog } from './commands/log.ts'
import { migrateOnly } from './commands/migrate.ts'
import { start } from './commands/start.ts'
import { StartupError } from './commands/startup-error.ts'
import { stopOnSignal } from './commands/stop-on-signal.ts'
import { type Config, parseConfig, type Role } from './config.ts'

const { say, complain } = startLog()

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
  .action(() => migrateOnly(config(), say))

async function run(roles: readonly Role[] | null): Promise<void> {
  const parsed = config()
  const starting = start({ config: parsed, roles: roles ?? parsed.roles, say, complain })
  // From the first moment on: what is half started is stopped too.
  stopOnSignal({ stop: async () => (await starting).stop() }, { say, complain })
  await starting
}

function config(): Config {
  try {
    return parseConfig(process.env)
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

try {
  await program.parseAsync()
} catch (error) {
  complain(error instanceof StartupError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
}
