import { EXPLAIN } from './documents.ts'
import { el } from './dom.ts'
import { ago, gist, inFull, plain, titleOf } from './format.ts'
import type { ConditionFragment } from './generated/graphql.ts'
import type { Session } from './session.ts'

/** A condition with its parts, as deep as they were asked for. */
interface Node extends ConditionFragment {
  readonly parts?: readonly Node[]
}

/** Why a person is in an audience, or is not: each condition, whether it holds, and by which events. */
export async function explanation(session: Session, key: string, id: string): Promise<HTMLElement> {
  const { audience } = await session.query(EXPLAIN, { key, id })
  return audience ? el('ul', { class: 'why' }, branch(audience.explain)) : el('p', { class: 'quiet' }, 'The audience was deleted.')
}

function branch({ condition, holds, value, changesAt, evidence, parts = [] }: Node): HTMLElement {
  const facts = [
    value === null || value === undefined ? null : `is ${plain(value)}`,
    changesAt ? `changes by itself on ${inFull(changesAt)}` : null,
  ].filter((fact) => fact !== null)
  return el(
    'li',
    { 'data-holds': String(holds) },
    el('span', { class: 'mark' }, holds ? '✓' : '✗'),
    el('span', { class: 'code' }, condition),
    facts.length > 0 ? el('span', { class: 'quiet' }, facts.join(' · ')) : null,
    parts.length === 0 && evidence.length > 0 ? el('ul', { class: 'evidence' }, ...evidence.map(event)) : null,
    parts.length > 0 ? el('ul', {}, ...parts.map(branch)) : null,
  )
}

const event = ({ name, type, timestamp, properties }: ConditionFragment['evidence'][number]) =>
  el(
    'li',
    { class: 'quiet' },
    `${titleOf({ name, type })} ${gist(properties)} `,
    el('time', { datetime: timestamp, title: inFull(timestamp) }, ago(timestamp)),
  )
