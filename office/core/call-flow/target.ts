/** How a next step is written in a projected row: a dialplan label that the fixed program can go to. */
import type { Target } from '../projection.ts';
import type { Next } from './node.ts';

export function target(next: Next): Target {
  switch (next.to) {
    case 'node':
      return `flow,${next.id},1`;
    case 'number':
      return `number,${dialable(next.number)},1`;
    case 'end':
      return `end,${next.ending},1`;
  }
}

/** Numbers of the outside stand as +4930..., which the dialplan's patterns write as 00 (ITU-T E.164 international prefix). */
export const dialable = (number: string): string => number.replace(/^\+/, '00');

/** A next step in words, to stand after "then". */
export function nextWords(next: Next): string {
  switch (next.to) {
    case 'node':
      return next.id.startsWith('vm-') ? 'voicemail takes a message' : 'the call goes on';
    case 'number':
      return `the call goes to ${next.number}`;
    case 'end':
      return {
        busy: 'the caller hears the busy tone',
        'no-answer': 'the call ends',
        unreachable: 'the caller hears that nobody can be reached',
        'hang-up': 'the call ends',
      }[next.ending];
  }
}
