// A virtual screen for machines without one, and for tests everywhere: their windows shall not pop up on a desk, and
// their size shall not depend on it.
import { hasDisplay } from './debian.mjs';

const screen = '-screen 0 1920x1080x24 -nolisten tcp';

export function withDisplay(command, { always = false } = {}) {
  if (process.platform !== 'linux' || (hasDisplay() && !always)) return command;
  return ['xvfb-run', '-a', '-s', screen, ...command];
}
