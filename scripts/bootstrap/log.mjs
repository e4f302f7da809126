// Progress for people: one short line a step with the time since the start, on stderr.
const start = Date.now();

export const seconds = (since = start) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const say = (text) => process.stderr.write(`[${seconds().padStart(7)}] ${text}\n`);

/** An error whose message is all a person needs; anything else is shown with its stack. */
export class SetupError extends Error {
  name = 'SetupError';
}
