/**
 * A list of ids, numbers, booleans or names of ours as the text of a Postgres array. The driver would quote and escape each value, which none of these needs and
 * which takes longer than all else it does with them.
 */
export const arrayText = (values: readonly (string | number | boolean | null)[]): string => `{${values.map((value) => value ?? 'null').join(',')}}`
