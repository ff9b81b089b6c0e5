import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** What a page of the guide holds that can be tried. */
export interface Page {
  readonly text: string
  readonly snippets: readonly Snippet[]
  readonly tables: readonly Table[]
}

export interface Snippet {
  /** What follows the three backticks: `sh`, `json`, `graphql`, `js`. */
  readonly language: string
  readonly code: string
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Reads a page by its path from the root of the repository. */
export function page(path: string): Page {
  const text = readFileSync(`${root}/${path}`, 'utf8')
  const snippets = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({ language, code }))
  return { text, snippets, tables: tablesOf(text.replaceAll(/^```.*?^```$/gms, '')) }
}

export const snippetsOf = (path: string, language: string): string[] =>
  page(path)
    .snippets.filter((snippet) => snippet.language === language)
    .map(({ code }) => code)

function tablesOf(text: string): Table[] {
  return [...text.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => {
    const [head = [], , ...rows] = table.trim().split('\n').map(cells)
    return { head, rows }
  })
}

const cells = (row: string): string[] =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
