import { builder } from './builder.ts'

export const ComputationStatus = builder.enumType('ComputationStatus', {
  description: 'How far a computation is.',
  values: {
    COMPUTING: { description: 'What was there before it is being gone through.' },
    LIVE: { description: 'It is kept up to date with each commit.' },
    DISABLED: { description: 'It is switched off, and stands still.' },
    FAILED: { description: 'It cannot be computed.' },
  },
})
