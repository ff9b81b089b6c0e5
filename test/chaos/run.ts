// node bin/chaos.mjs [--rounds N] [--seed N]: as many rounds of chaos, half of them on Redis, on a Postgres of their own; prints a line for each.
import { parseArgs } from 'node:util'
import { cloneDatabase, startPostgres } from '../helpers/postgres.ts'
import { redisMissing, startRedis } from '../helpers/redis.ts'
import { isOnRedis, runRound } from './round.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
})
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)
const missing = redisMissing()
if (missing) say({ notRun: 'the rounds on Redis', because: missing })
const postgres = await startPostgres()
let failed = 0
try {
  for (let round = 0; round < Number(values.rounds); round++) if (!(await succeeds(round))) failed++
} finally {
  await postgres.stop()
}
say({ rounds: Number(values.rounds), failed })
process.exit(failed === 0 && !(missing && process.env['CI'] === 'true') ? 0 : 1)

async function succeeds(round: number): Promise<boolean> {
  const seed = Number(values.seed) + round
  const database = await cloneDatabase(postgres.templateUrl, `chaos_${round}`)
  const redis = isOnRedis(round) && !missing ? await startRedis() : undefined
  try {
    say({ round, ...(await runRound({ databaseUrl: database.url, redis, seed, round })) })
    return true
  } catch (error) {
    say({ round, seed, failed: error instanceof Error ? error.stack : String(error) })
    return false
  } finally {
    await redis?.stop()
    await database.drop()
  }
}
