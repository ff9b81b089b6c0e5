import type { JsonObject } from '../../json.ts'
import { listOf, objectOf, type Written } from './origins.ts'
import type { Reader } from './reader.ts'

/** What AND, OR and NOT make of conditions; the offset is that of its beginning. */
export type Tree<Leaf> = { readonly at: number } & (
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree<Leaf>[] }
  | { readonly kind: 'not'; readonly of: Tree<Leaf> }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
)

/** Reads a boolean expression of conditions: OR binds less than AND, AND less than NOT. */
export const readBoolean = <Leaf>(reader: Reader, readLeaf: (reader: Reader) => Leaf): Tree<Leaf> =>
  joined(reader, ['OR', 'any'], () => joined(reader, ['AND', 'all'], () => readUnary(reader, readLeaf)))

function joined<Leaf>(reader: Reader, [word, kind]: readonly ['OR', 'any'] | readonly ['AND', 'all'], readPart: () => Tree<Leaf>): Tree<Leaf> {
  const first = readPart()
  const of = [first]
  while (reader.acceptKeyword(word)) of.push(readPart())
  return of.length === 1 ? first : { kind, of, at: first.at }
}

/** Reads what binds tightest. */
export function readUnary<Leaf>(reader: Reader, readLeaf: (reader: Reader) => Leaf): Tree<Leaf> {
  const { at } = reader.peek()
  if (reader.acceptKeyword('NOT')) return { kind: 'not', of: reader.nest(() => readUnary(reader, readLeaf)), at }
  if (reader.acceptKeyword('TRUE')) return { kind: 'all', of: [], at }
  if (reader.acceptKeyword('FALSE')) return { kind: 'any', of: [], at }
  if (!reader.accept('(')) return { kind: 'leaf', leaf: readLeaf(reader), at }
  const inner = reader.nest(() => readLone(reader, readLeaf) ?? readBoolean(reader, readLeaf))
  if (!reader.accept(')')) throw reader.unexpected('AND, OR or )')
  return { ...inner, at }
}

/** `(AND a)` and `(OR a)`: a list of one. */
function readLone<Leaf>(reader: Reader, readLeaf: (reader: Reader) => Leaf): Tree<Leaf> | null {
  const { at } = reader.peek()
  const kind = reader.acceptKeyword('AND') ? 'all' : reader.acceptKeyword('OR') ? 'any' : null
  return kind && { kind, of: [readUnary(reader, readLeaf)], at }
}

export function treeToJson<Leaf>(tree: Tree<Leaf>, leafToJson: (leaf: Leaf) => JsonObject): Written<JsonObject> {
  const { at } = tree
  switch (tree.kind) {
    case 'all':
    case 'any':
      return { value: objectOf({ [tree.kind]: { value: listOf(tree.of.map((one) => treeToJson(one, leafToJson))), at } }), at }
    case 'not':
      return { value: objectOf({ not: treeToJson(tree.of, leafToJson) }), at }
    case 'leaf':
      return { value: leafToJson(tree.leaf), at }
  }
}
