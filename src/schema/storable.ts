/** A text as it is stored: U+0000, which Postgres refuses, and lone surrogates are replaced when a message is accepted. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')
