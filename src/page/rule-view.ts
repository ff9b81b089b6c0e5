import { PREVIEW } from './documents.ts'
import { button, el, on, say } from './dom.ts'
import { count, duration } from './format.ts'
import type { PreviewQuery, RuleInput } from './generated/graphql.ts'
import { memberRow } from './member-row.ts'
import { ruleBuilder } from './rule-builder.ts'
import { saveForm } from './save-form.ts'
import type { Session } from './session.ts'
import type { View } from './view.ts'
import { readVocabulary } from './vocabulary.ts'

type Preview = PreviewQuery['previewAudience']
type Definition = { readonly rule: RuleInput } | { readonly query: string }

/** Nothing is asked while somebody is still typing. */
const PAUSE = 400

/** A rule being written, by choosing or as text, and who it holds for at this moment. */
export function ruleView(session: Session): View {
  const body = el('div', { class: 'body' }, el('p', { class: 'quiet' }, 'Reading the names in use …'))
  const element = el('section', { class: 'rule-view' }, el('a', { class: 'back', href: '#/' }, '← Audiences'), body)
  let timer: ReturnType<typeof setTimeout> | undefined
  readVocabulary(session).then(
    (vocabulary) => {
      const text = el('textarea', {
        id: 'rule-text',
        rows: 3,
        spellcheck: 'false',
        placeholder: "event('Order Completed').within(30 days).count() >= 2",
      })
      const outcome = showOutcome(session)
      const ask = asker(session, (preview, byText) => {
        outcome.show(preview)
        if (!byText && preview.query) text.value = preview.query
      })
      const later = (definition: Definition | undefined) => {
        clearTimeout(timer)
        outcome.wait(definition !== undefined)
        if (definition) timer = setTimeout(() => ask(definition).catch(outcome.fail), PAUSE)
      }
      const builder = ruleBuilder(vocabulary, (rule) => later(rule && { rule }))
      on(text, 'input', () => later(text.value.trim() === '' ? undefined : { query: text.value }))
      body.replaceChildren(
        el('h1', {}, 'Who is it about?'),
        el('p', { class: 'quiet' }, 'Choose conditions, or write the rule as text. The count is of this moment, and nothing is saved.'),
        el(
          'div',
          { class: 'panels' },
          el('section', { class: 'panel' }, builder, el('label', { for: 'rule-text' }, 'As text'), text),
          outcome.element,
        ),
      )
    },
    (error: unknown) => body.replaceChildren(el('p', { class: 'problem' }, error instanceof Error ? error.message : String(error))),
  )
  return { title: 'A new rule', element, close: () => clearTimeout(timer) }
}

/** Of rules that are asked one after the other only the last answer is shown. */
function asker(session: Session, show: (preview: Preview, byText: boolean) => void): (definition: Definition) => Promise<void> {
  let asked = 0
  return async (definition) => {
    asked++
    const number = asked
    const { previewAudience } = await session.query(PREVIEW, { definition })
    if (number === asked) show(previewAudience, 'query' in definition)
  }
}

interface Outcome {
  readonly element: HTMLElement
  show(preview: Preview): void
  wait(asking: boolean): void
  fail(error: unknown): void
}

function showOutcome(session: Session): Outcome {
  const size = el('p', { class: 'size', role: 'status' }, '–')
  const note = el('p', { class: 'quiet' }, 'people, once the rule is complete')
  const problem = el('p', { class: 'problem', role: 'alert' })
  const sample = el('ol', { class: 'members' })
  const code = el('pre', {})
  const save = saveForm(session)
  const spelling = el('details', { class: 'rule' }, el('summary', {}, 'In GraphQL'), copyButton(code), code)
  spelling.hidden = true
  return {
    element: el('section', { class: 'panel outcome' }, el('h2', {}, 'Who'), size, note, problem, sample, spelling, save.element),
    show(preview) {
      const found = preview.count?.count
      say(size, found === undefined ? '–' : count(found))
      say(note, found === undefined ? '' : `${found === 1 ? 'person' : 'people'} now · counted in ${duration(preview.tookMs)}`)
      say(problem, preview.userErrors.map(inWords).join(' '))
      sample.replaceChildren(
        ...preview.sample.slice(0, 5).map((profile) => memberRow({ id: profile.id, since: profile.lastSeenAt ?? null, profile })),
      )
      spelling.hidden = !preview.query
      say(code, preview.query ? inGraphql(preview.query) : '')
      save.offer(preview.query ?? null)
    },
    wait(asking) {
      say(note, asking ? 'counting …' : 'people, once the rule is complete')
      if (!asking) say(size, '–')
    },
    fail: (error) => say(problem, error instanceof Error ? error.message : String(error)),
  }
}

function inWords(error: Preview['userErrors'][number]): string {
  const place = 'line' in error && error.line ? `Line ${error.line}, column ${error.column}: ` : ''
  return `${place}${error.message}`
}

const inGraphql = (query: string): string => `mutation {
  createAudience(input: {
    key: "my_audience"
    name: "My audience"
    definition: {
      query: ${JSON.stringify(query)}
    }
  }) {
    audience { id size status }
    userErrors { message path }
  }
}`

function copyButton(code: HTMLElement): HTMLButtonElement {
  const copy = button('Copy', { class: 'plain copy' }, () => {
    navigator.clipboard.writeText(code.textContent ?? '').then(
      () => say(copy, 'Copied'),
      () => say(copy, 'Could not copy'),
    )
  })
  return copy
}
