/** A call for help is told by the desktop as well, once for each call: the window may be behind others. Pure; main.ts shows it. */
import type { Push } from '../service/protocol.ts';

export interface Notice {
  title: string;
  body: string;
}

export function emergencyNotices(): (push: Push) => Notice[] {
  const told = new Set<string>();
  return (push) => {
    if (push.event !== 'health') return [];
    const fresh = push.items.filter(({ code }) => code.startsWith('emergency-call-') && !told.has(code));
    for (const { code } of fresh) told.add(code);
    return fresh.map(({ title, cause, remedy }) => ({ title, body: `${cause} ${remedy}` }));
  };
}
