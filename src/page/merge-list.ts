import { el } from './dom.ts'
import { ago, inFull } from './format.ts'
import type { PersonFragment } from './generated/graphql.ts'

type Merge = PersonFragment['identityGraph']['merges'][number]

/** Why profiles became one, newest first. */
export function mergeList(merges: readonly Merge[]): HTMLElement[] {
  if (merges.length === 0) return [el('p', { class: 'quiet note' }, 'One profile from the start: nothing was merged into it.')]
  const items = merges
    .toReversed()
    .map(({ mergedProfileId, at, reason, messageId, undoneAt }) =>
      el(
        'li',
        {},
        el(
          'span',
          {},
          undoneAt ? 'Was merged, and taken apart again ' : 'Merged ',
          el('time', { datetime: at, title: inFull(at) }, ago(at)),
          `: ${reason}`,
        ),
        el('span', { class: 'quiet code' }, [mergedProfileId, messageId && `by message ${messageId}`].filter((part) => part).join(' ')),
      ),
    )
  return [el('h3', {}, merges.length === 1 ? '1 merge' : `${merges.length} merges`), el('ol', { class: 'merges' }, ...items)]
}
