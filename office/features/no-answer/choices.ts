/** What can happen when nobody answers (spec X7), for the form as well. */
export const noAnswerChoices = ['forward', 'hang-up', 'note', 'voicemail'] as const;
export type NoAnswerChoice = (typeof noAnswerChoices)[number];
