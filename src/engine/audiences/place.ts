import { ValidationError } from '../errors.ts'

/** By what people find an audience again; it means nothing to the engine. */
export interface Place {
  readonly labels: readonly string[]
  /** Null: at the top. */
  readonly folder: string | null
}

export const MOST_LABELS = 20
const LONGEST_LABEL = 60
const LONGEST_FOLDER = 255

/** What was given of it, tidied; throws ValidationError. */
export function placeOf({ labels, folder }: { [part in keyof Place]?: Place[part] | undefined }): Partial<Place> {
  return {
    ...(labels !== undefined && { labels: labelsOf(labels) }),
    ...(folder !== undefined && { folder: folder === null ? null : folderOf(folder) }),
  }
}

function labelsOf(given: readonly string[]): readonly string[] {
  const labels = [...new Set(given.map((label) => label.trim()))]
  if (labels.length > MOST_LABELS) throw new ValidationError(`An audience has up to ${MOST_LABELS} labels.`, ['labels'])
  if (labels.some((label) => label === '' || label.length > LONGEST_LABEL))
    throw new ValidationError(`A label has 1 to ${LONGEST_LABEL} characters.`, ['labels'])
  return labels
}

function folderOf(given: string): string {
  const folder = given.trim()
  if (folder === '' || folder.length > LONGEST_FOLDER)
    throw new ValidationError(`A folder has 1 to ${LONGEST_FOLDER} characters; null is none.`, ['folder'])
  return folder
}
