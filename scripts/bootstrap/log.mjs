// Progress for people: one short line a step with the time since the start, on stderr.
// Handed on when we start ourselves again under another Node, so that the clock goes on.
const start = Number(process.env.SWITCHROOM_STARTED ?? Date.now());
delete process.env.SWITCHROOM_STARTED;
export const startedAt = () => String(start);

export const seconds = (since = start) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const say = (text) => process.stderr.write(`[${seconds().padStart(7)}] ${text}\n`);

/** An error whose message is all a person needs; anything else is shown with its stack. */
export class SetupError extends Error {
  name = 'SetupError';
}
