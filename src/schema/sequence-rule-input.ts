import { builder } from './builder.ts'
import { PropertyRuleInput, WindowInput } from './event-rule-input.ts'

const Occurrence = builder.enumType('Occurrence', {
  description: 'Which of the matching events may be a step.',
  values: {
    ANY: { description: 'Any of them.' },
    FIRST: { description: 'Only the first that there ever was.' },
    LAST: { description: 'Only the last that there ever was.' },
  },
})

const SequenceStepInput = builder.inputType('SequenceStepInput', {
  description:
    'An event after the done step before it. With `did: false`: that no such event follows the done step before it, within `within`, which must be over; without `within`, before the next done step, or until now.',
  fields: (t) => ({
    event: t.string({ required: true, description: 'The name of the event.' }),
    where: t.field({ type: PropertyRuleInput, description: 'What else must hold of the event.' }),
    within: t.field({ type: 'Duration', description: 'At most this long after the step before it.' }),
    did: t.boolean({ required: true, defaultValue: true, description: 'Whether it happened, or did not.' }),
    occurrence: t.field({
      type: Occurrence,
      required: true,
      defaultValue: 'ANY',
      description: 'Which matching events may be this step: any of them, or only the first or last one ever.',
    }),
  }),
})

export const SequenceRuleInput = builder.inputType('SequenceRuleInput', {
  description:
    'The steps happened in this order, each strictly later than the one before. A step with `did: false` demands that no such event follows within its `within`.',
  fields: (t) => ({
    steps: t.field({ type: [SequenceStepInput], required: true, description: 'The steps, at most 10. The first is done.' }),
    window: t.field({ type: WindowInput, description: 'In which all done steps lie. Default: from the beginning until now.' }),
  }),
})
