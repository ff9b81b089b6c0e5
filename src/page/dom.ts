const SVG = 'http://www.w3.org/2000/svg'

type Child = Node | string | null
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

/** An element with these attributes; false, null and undefined leave one out. Text is never read as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return dress(document.createElement(tag), attributes, children)
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return dress(document.createElementNS(SVG, tag), attributes, children)
}

function dress<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

export function on<K extends keyof HTMLElementEventMap, T extends HTMLElement>(
  element: T,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
): T {
  element.addEventListener(type, listener)
  return element
}

export const button = (label: string, attributes: Attributes, press: () => void): HTMLButtonElement =>
  on(el('button', { type: 'button', ...attributes }, label), 'click', press)

/** Sets text only where it differs, so that nothing is drawn or announced for nothing. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** An element of the page as it was served. */
export function served(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`The page has no element "${id}".`)
  return element
}
