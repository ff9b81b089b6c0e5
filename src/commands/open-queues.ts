import type { Config } from '../config.ts'
import { openQueues, type Queues } from '../queue/queues.ts'
import { type Log, reportErrors } from './log.ts'
import { hostOf, reasonOf, StartupError } from './startup-error.ts'

/** Opens the queues on Redis if there is one, else on the database. */
export async function openQueuesFor({ redisUrl }: Config, databaseUrl: string, complain: Log): Promise<Queues> {
  const report = reportErrors('Queue', complain)
  if (redisUrl === undefined) return openQueues({ kind: 'postgres', url: databaseUrl }, { onError: report })
  let opened = false
  // While it is being opened, the event says why it fails, and the rejection only that.
  let reason: unknown
  const onError = (error: unknown) => {
    if (opened) report(error)
    else reason ??= error
  }
  try {
    const queues = await openQueues({ kind: 'redis', url: redisUrl }, { onError })
    opened = true
    return queues
  } catch (error) {
    throw new StartupError(`Redis at ${hostOf(redisUrl, 6379)} (REDIS_URL) cannot be reached: ${reasonOf(reason ?? error)}.`, { cause: error })
  }
}
