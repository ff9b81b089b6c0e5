import { builder } from './builder.ts'

export const EventTypeRef = builder.enumType('EventType', {
  description: 'The kinds of calls of the tracking API.',
  values: {
    TRACK: { description: 'Somebody did something.' },
    IDENTIFY: { description: 'Who somebody is.' },
    PAGE: { description: 'Somebody saw a page.' },
    SCREEN: { description: 'Somebody saw a screen of an app.' },
    GROUP: { description: 'Somebody belongs to an account.' },
    ALIAS: { description: 'Somebody has another id. It joins nobody.' },
  },
})
