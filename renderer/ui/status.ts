/** The tones that colour and shape a status. Every tone has its own shape, so that colour is never the only sign. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'off' | 'unknown';
