import type { Db } from '../db/db.ts'
import { HttpError } from './http-error.ts'
import { respondJson } from './respond.ts'
import type { Route } from './route.ts'

const OK = '{"status":"ok"}'
const PATIENCE = 2000

/** /livez: the process answers. /readyz: so does the database, and its tables are there. */
export function healthRoutes(db: Db): Route[] {
  return [
    { method: 'GET', path: '/livez', handle: (_, response) => respondJson(response, 200, OK) },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_, response) {
        const problem = await databaseProblem(db)
        if (problem) throw new HttpError({ status: 503, code: 'not_ready', message: problem })
        respondJson(response, 200, OK)
      },
    },
  ]
}

async function databaseProblem(db: Db): Promise<string | null> {
  const look = db.pool.query<{ pending: boolean }>(`select to_regclass('inbox') is null as pending`).then(
    ({ rows }) => (rows[0]?.pending ? 'The database is not migrated.' : null),
    () => 'The database does not answer.',
  )
  const timeout = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE, 'The database does not answer.').unref())
  return Promise.race([look, timeout])
}
