/** Words of the proof of the coming week. */
export const week = {
  'week.lead':
    'For every number and every minute of the coming week: does the call end at a person, a mailbox or a clear message?',
  'week.checked': { one: '{n} number, looked at {when}', other: '{n} numbers, looked at {when}' },
  'week.fine': 'No call of the coming week gets lost',
  'week.fine-text':
    'Every way that a call can take ends at a person, a mailbox or a clear message. This is looked at again after each change.',
  'week.waiting': 'The coming week is being looked at…',
  'week.wrong': 'Callers get lost',
  'week.odd': 'Works, but hardly as meant',
  'week.always': 'At all times',
  'week.from-to': '{from} to {to}',
  'week.more': { one: 'and once more', other: 'and {n} times more' },
  'week.look': 'Look at it',
  'week.numbers': { one: '{n} number', other: '{n} numbers' },
} as const;
