/** SQL and the values bound in it. Placeholders are numbered when it is rendered, so that fragments compose. */
export interface Sql {
  /** One more than there are values, as in a tagged template. */
  readonly strings: readonly string[]
  readonly values: readonly Bound[]
}
export type Bound = string | number | readonly string[]

/** Values are bound, fragments are spliced in. A placeholder has no type of its own: cast it. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | Bound)[]): Sql {
  const texts = [strings[0] ?? '']
  const values: Bound[] = []
  parts.forEach((part, i) => {
    const [first = '', ...rest] = isSql(part) ? part.strings : ['', '']
    values.push(...(isSql(part) ? part.values : [part]))
    texts.push(`${texts.pop()}${first}`, ...rest)
    texts.push(`${texts.pop()}${strings[i + 1]}`)
  })
  return { strings: texts, values }
}

/** Text of our own that cannot be bound, such as the name of a column. */
export const raw = (text: string): Sql => ({ strings: [text], values: [] })

export function join(parts: readonly Sql[], separator: string): Sql {
  const texts = ['']
  for (const [i, part] of parts.entries()) {
    const [first = '', ...rest] = part.strings
    texts.push(`${texts.pop()}${i === 0 ? '' : separator}${first}`, ...rest)
  }
  return { strings: texts, values: parts.flatMap((part) => part.values) }
}

/** As `pg` takes it. */
export function render(fragment: Sql): { readonly text: string; readonly values: Bound[] } {
  return { text: fragment.strings.reduce((text, next, i) => `${text}$${i}${next}`), values: [...fragment.values] }
}

const isSql = (part: Sql | Bound): part is Sql => typeof part === 'object' && 'strings' in part
