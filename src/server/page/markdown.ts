/** Where a link of a page leads; null: nowhere that this server has. */
export type ResolveLink = (href: string) => string | null

/** The HTML of a page of our guide: of Markdown, what the guide uses. Whatever it is given, the result holds no markup but what is made here. */
export function renderMarkdown(text: string, resolve: ResolveLink): string {
  const inline = (source: string) => renderInline(source, resolve)
  return blocksOf(text)
    .map((block) => renderBlock(block, inline))
    .join('\n')
}

type Block =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'paragraph'; readonly text: string }

function renderBlock(block: Block, inline: (source: string) => string): string {
  switch (block.kind) {
    case 'code':
      return `<pre><code>${escapeHtml(block.code)}</code></pre>`
    case 'heading':
      return `<h${block.level} id="${anchorOf(block.text)}">${inline(block.text)}</h${block.level}>`
    case 'table': {
      const row = (cells: readonly string[], tag: 'th' | 'td') => `<tr>${cells.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`
      return `<div class="wide"><table><thead>${row(block.head, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>`
    }
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</${tag}>`
    }
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`
  }
}

const FENCE = /^ *```[^\n]*\n(.*?)^ *```[^\n]*$/gms
/** A character that no text has, and where it stands for code, the number of that. */
const MARK = '\uE000'
const HELD = /^\uE000(\d+)$/

/** Code is held back first: nothing in it means anything. */
function blocksOf(text: string): Block[] {
  const code: string[] = []
  const rest = text.replaceAll(MARK, '').replace(FENCE, (_, held: string) => `\n${MARK}${code.push(held) - 1}\n`)
  return rest
    .split(/\n{2,}|\n(?=#{1,6} )|(?<=^#{1,6} [^\n]*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => blockOf(part, code))
}

function blockOf(part: string, code: readonly string[]): Block {
  const held = HELD.exec(part)?.[1]
  if (held !== undefined) return { kind: 'code', code: code[Number(held)] ?? '' }
  const [, marks, title] = /^(#{1,6}) (.*)$/.exec(part) ?? []
  if (marks !== undefined && title !== undefined) return { kind: 'heading', level: marks.length, text: title }
  if (part.startsWith('|')) {
    const [head = [], , ...rows] = part.split('\n').map(cellsOf)
    return { kind: 'table', head, rows }
  }
  if (/^([-*]|\d+\.) /.test(part)) return { kind: 'list', ordered: /^\d/.test(part), items: part.split(/\n(?=(?:[-*]|\d+\.) )/).map(itemOf) }
  return { kind: 'paragraph', text: part }
}

const itemOf = (item: string): string => item.replace(/^([-*]|\d+\.) +/, '')

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

function renderInline(source: string, resolve: ResolveLink): string {
  return source
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? `<code>${escapeHtml(piece.slice(1, -1))}</code>` : renderText(piece, resolve)))
    .join('')
}

function renderText(piece: string, resolve: ResolveLink): string {
  return escapeHtml(piece)
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, (_, alt: string, href: string) => {
      const target = resolve(href)
      return target === null ? alt : `<img src="${target}" alt="${alt}">`
    })
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, href: string) => {
      const target = resolve(href)
      return target === null ? label : `<a href="${target}">${label}</a>`
    })
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** As GitHub makes them, for links into a page. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
