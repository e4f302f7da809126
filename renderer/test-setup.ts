/** What jsdom lacks and what every test leaves behind. */
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// jsdom draws nothing, so nothing ever changes size in it: an observer that stays silent is the truth there.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

afterEach(() => cleanup());
