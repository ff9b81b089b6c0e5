/** What can change the answer of a node, beside other nodes. */
export interface Inputs {
  /** By number. */
  readonly leaves: ReadonlySet<number>
  /** Whether it looks at traits, custom or computed. */
  readonly traits: boolean
  /** Whether it looks at what is not kept with the profile: its identifiers, and what it is related to. */
  readonly elsewhere: boolean
}

interface Node {
  readonly kind: 'audience' | 'trait'
}

/** One of the things that are computed, each after those that it refers to. */
export interface Reached<N extends Node> {
  readonly node: N
  readonly name: string
  /** The names of what it refers to. */
  readonly uses: ReadonlySet<string>
  readonly inputs: Inputs
}

/** What is new about a profile since its last evaluation. */
export interface News {
  /** The numbers of leaves that hold something else now. */
  readonly leaves: Iterable<number>
  readonly traits: boolean
  /** Nothing was ever evaluated. */
  readonly all: boolean
}

/** Says what can be another after something changed, so that nothing else needs to be evaluated: that itself, and all that refers to it. */
export class Reach<N extends Node> {
  readonly #nodes: readonly N[]
  // Each answer is a list of places in `nodes`.
  readonly #byLeaf = new Map<number, ReadonlySet<number>>()
  readonly #byTraits: ReadonlySet<number>
  readonly #always: ReadonlySet<number>
  readonly #ofComputed: ReadonlySet<number>

  constructor(reached: readonly Reached<N>[]) {
    this.#nodes = reached.map(({ node }) => node)
    const reach = closures(reached)
    const together = (which: (one: Reached<N>) => boolean) => new Set(reached.flatMap((one, place) => (which(one) ? [...(reach[place] ?? [])] : [])))
    for (const number of new Set(reached.flatMap(({ inputs }) => [...inputs.leaves])))
      this.#byLeaf.set(
        number,
        together(({ inputs }) => inputs.leaves.has(number)),
      )
    this.#byTraits = together(({ inputs }) => inputs.traits)
    this.#always = together(({ inputs }) => inputs.elsewhere)
    this.#ofComputed = together(({ node }) => node.kind === 'trait')
  }

  /** In the order in which they depend on each other. */
  nodesFor({ leaves, traits, all }: News): readonly N[] {
    const places = new Set(this.#always)
    const add = (more: ReadonlySet<number> | undefined) => {
      if (more) for (const place of more) places.add(place)
    }
    for (const number of leaves) add(this.#byLeaf.get(number))
    if (traits) add(this.#byTraits)
    if (all) add(this.#ofComputed)
    return [...places].sort((a, b) => a - b).map((place) => this.#nodes[place] as N)
  }
}

/** For each place: itself, and the places of all that refer to it, directly or not. */
function closures<N extends Node>(reached: readonly Reached<N>[]): readonly ReadonlySet<number>[] {
  const reach = reached.map((_, place) => new Set([place]))
  const placeOf = new Map(reached.map(({ name }, place) => [name, place]))
  // From the last, which nothing refers to.
  for (const [place, { uses }] of [...reached.entries()].reverse())
    for (const name of uses) for (const one of reach[place] ?? []) reach[placeOf.get(name) ?? place]?.add(one)
  return reach
}
