import pg from 'pg'
import { HttpError } from '../http-error.ts'

/** Classes of SQLSTATE that mean a mistake of ours, not a database that is gone, full or busy. */
const OUR_MISTAKE = /^(?:21|22|23|42)/

/** Runs work on the database; throws HttpError 503 when it is gone, full or busy: nothing was taken, so the client may send again. */
export async function whileAvailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError && OUR_MISTAKE.test(error.code ?? '')) throw error
    const headers = { 'retry-after': '5' }
    throw new HttpError({ status: 503, code: 'unavailable', message: 'Nothing was taken; send it again.', headers }, { cause: error })
  }
}
