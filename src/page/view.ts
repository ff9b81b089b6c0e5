/** What the middle of the page shows; closed when something else is shown. */
export interface View {
  readonly title: string
  readonly element: HTMLElement
  close(): void
}
