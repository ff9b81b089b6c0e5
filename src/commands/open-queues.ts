import type { Config } from '../config.ts'
import { openQueues, type Queues } from '../queue/queues.ts'
import { type Log, reportErrors } from './log.ts'
import { hostOf, reasonOf, StartupError } from './startup-error.ts'

/** Opens the queues on Redis if there is one, else on the database. */
export async function openQueuesFor({ redisUrl }: Config, databaseUrl: string, log: Log): Promise<Queues> {
  const report = reportErrors('Queue', log)
  // Only while they are open is trouble worth a line: before, it is why they could not be opened, and afterwards BullMQ misses its connections.
  let open = false
  let reason: unknown
  const onError = (error: unknown) => {
    if (open) report(error)
    else reason ??= error
  }
  try {
    const queues = await openQueues(redisUrl === undefined ? { kind: 'postgres', url: databaseUrl } : { kind: 'redis', url: redisUrl }, { onError })
    open = true
    const close = () => {
      open = false
      return queues.close()
    }
    return { ...queues, close }
  } catch (error) {
    if (redisUrl === undefined) throw error
    throw new StartupError(`Redis at ${hostOf(redisUrl, 6379)} (REDIS_URL) cannot be reached: ${reasonOf(reason ?? error)}.`, { cause: error })
  }
}
