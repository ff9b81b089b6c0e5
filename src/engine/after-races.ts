import { ConflictError } from './errors.ts'
import { kindOf } from './failure.ts'

const MOST_RACES = 10

/** Tries again what the work on messages was in the way of; who loses every time is told so. */
export async function afterRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let race = 0; race < MOST_RACES; race++) {
    try {
      return await work()
    } catch (error) {
      if (kindOf(error) !== 'race') throw error
    }
  }
  throw new ConflictError('Messages about them are being worked on all the time; try again in a moment.')
}
