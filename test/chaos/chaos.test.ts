import { randomBytes } from 'node:crypto'
import { describe, inject, onTestFinished, test } from 'vitest'
import { cloneDatabase } from '../helpers/postgres.ts'
import { redisMissing, startRedis } from '../helpers/redis.ts'
import { isOnRedis, runRound } from './round.ts'

// Twenty rounds, and as many as you like: node bin/chaos.mjs.
const ROUNDS = 5
const missing = redisMissing()
if (missing) process.stderr.write(`not run: the rounds of chaos on Redis (${missing}); they run on Postgres instead\n`)

describe('workers that are killed in the middle of everything', () => {
  test.for(Array.from({ length: ROUNDS }, (_, round) => round))(
    'lose nothing and do nothing twice, round %i',
    { timeout: 300_000 },
    async (round) => {
      // Where there is none on CI, starting it is what fails.
      const redis = isOnRedis(round) && (!missing || process.env['CI'] === 'true') ? await startRedis() : undefined
      const database = await cloneDatabase(inject('templateUrl'), `chaos_${randomBytes(6).toString('hex')}`)
      onTestFinished(async () => {
        await database.drop()
        await redis?.stop()
      })
      const seed = Date.now() % 2 ** 31
      const result = await runRound({ databaseUrl: database.url, redis, seed, round })
      process.stderr.write(`${JSON.stringify({ round, ...result })}\n`)
    },
  )
})
