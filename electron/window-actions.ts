/**
 * What the window asks of the shell itself, by the same channel and the same form as commands of the office. Pages outside
 * are opened by a key of a fixed table: the window never names an address.
 */
import { shell } from 'electron';
import { z } from 'zod';
import type { Outcome } from '../service/protocol.ts';
import type { Settings } from './window-state.ts';

export const links = {
  asterisk: 'https://www.asterisk.org/',
  licence: 'https://www.gnu.org/licenses/gpl-3.0.html',
} as const;

const openLink = z.strictObject({ key: z.enum(['asterisk', 'licence']) });
const onClose = z.strictObject({ onClose: z.enum(['ask', 'keep', 'stop']) });

type Own = (input: unknown) => Outcome | Promise<Outcome>;

export function windowActions(settings: Settings): ReadonlyMap<string, Own> {
  return new Map<string, Own>([
    [
      'window.open-link',
      checked(openLink, async ({ key }) => {
        await shell.openExternal(links[key]);
        return null;
      }),
    ],
    [
      'window.set-on-close',
      checked(onClose, (next) => {
        settings.update(next);
        return null;
      }),
    ],
    ['window.settings', checked(z.strictObject({}).default({}), () => ({ onClose: settings.get().onClose }))],
  ]);
}

function checked<S extends z.ZodType>(schema: S, run: (input: z.output<S>) => unknown): Own {
  return async (input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return { ok: true, value: await run(parsed.data) };
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return { ok: false, error: { kind: 'invalid', message: issues[0]?.message ?? 'This cannot be read.', issues } };
  };
}
