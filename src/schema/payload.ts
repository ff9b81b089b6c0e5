import type { DomainError } from '../engine/errors.ts'

/** An error in an answer. Bare, it would be taken for one that was thrown. */
export interface Problem<Of extends DomainError = DomainError> {
  readonly error: Of
}

/** What a mutation answers: its result, or why there is none. */
export type Payload<Result extends object> = Result & { readonly userErrors: readonly Problem[] }

type ErrorClass = abstract new (...args: never[]) => DomainError

/** Runs a mutation; the failures that it lists become userErrors beside `none`, and what else is thrown is a bug. */
export async function payload<Result extends object>(
  errors: readonly ErrorClass[],
  none: Result,
  work: () => Promise<Result>,
): Promise<Payload<Result>> {
  try {
    return { ...(await work()), userErrors: [] }
  } catch (error) {
    if (errors.some((type) => error instanceof type)) return { ...none, userErrors: [{ error: error as DomainError }] }
    throw error
  }
}
