const NAME = 'tributary-key'

/** Of this tab, until it is closed: a key is never in the address, and never kept longer. */
export const keptKey = (): string | null => sessionStorage.getItem(NAME)
export const keepKey = (key: string): void => sessionStorage.setItem(NAME, key)
export const forgetKey = (): void => sessionStorage.removeItem(NAME)

/** The demo's read key, which the server fills in for whoever sits at its own machine. */
export const demoKey = (): string | null => document.querySelector('meta[name="demo-key"]')?.getAttribute('content') ?? null
