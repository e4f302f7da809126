/** Prompts that come with the engine and fit a call flow, with what they say and how long; a test compares them with the files. */
export const prompts = [
  { name: 'vm-nobodyavail', says: 'Nobody is available to take your call at the moment.', milliseconds: 2800 },
  { name: 'one-moment-please', says: 'One moment please.', milliseconds: 1600 },
  { name: 'pls-hold-while-try', says: 'Please hold while I try that extension.', milliseconds: 2440 },
  { name: 'queue-thankyou', says: 'Thank you for your patience.', milliseconds: 1600 },
  { name: 'please-try-again', says: 'Please try again.', milliseconds: 1260 },
  { name: 'all-circuits-busy-now', says: 'All circuits are busy now.', milliseconds: 1820 },
  { name: 'ss-noservice', says: 'The number you have dialed is not in service.', milliseconds: 4940 },
  { name: 'pbx-invalid', says: 'I am sorry, that is not a valid extension. Please try again.', milliseconds: 4440 },
  { name: 'check-number-dial-again', says: 'Please check the number and dial again.', milliseconds: 2220 },
  { name: 'im-sorry', says: 'I am sorry.', milliseconds: 1040 },
  { name: 'vm-goodbye', says: 'Goodbye.', milliseconds: 880 },
  { name: 'hello-world', says: 'Hello, world.', milliseconds: 1420 },
  { name: 'beep', says: 'A beep.', milliseconds: 440 },
] as const;

export const promptId = (name: string): string => `prompt:${name}`;
