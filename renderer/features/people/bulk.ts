/**
 * The same change for many people. What one command can do for all is one entry in the history; when that is refused because
 * of some of them, each is tried alone, so that the others change and every refusal is named.
 */
import type { api as Api } from '../../api/client.svelte.ts';
import type { PersonLine, Plan } from './types.ts';

export type Failed = { id: string; name: string; message: string };
export type ManyChanges = {
  department?: string;
  plan?: Plan;
  callWaiting?: boolean;
  doNotDisturb?: boolean;
  onprogress: (done: number) => void;
};
type Door = Pick<typeof Api, 'ask' | 'do'>;

const PAGE = 1000;

async function linesOf(api: Door, ids: readonly string[]): Promise<PersonLine[]> {
  const wanted = new Set(ids);
  const lines: PersonLine[] = [];
  for (let offset = 0; lines.length < wanted.size; offset += PAGE) {
    const outcome = await api.ask('people.list', { offset, limit: PAGE });
    if (!outcome.ok) throw new Error(outcome.error.message);
    lines.push(...outcome.value.rows.filter(({ id }) => wanted.has(id)));
    if (outcome.value.rows.length < PAGE) break;
  }
  return lines;
}

export async function changeMany(api: Door, ids: readonly string[], changes: ManyChanges): Promise<Failed[]> {
  const { department, plan, callWaiting, doNotDisturb, onprogress } = changes;
  const patch = { ...(department === undefined ? {} : { department }), ...(plan === undefined ? {} : { plan }) };
  const lines = await linesOf(api, ids);
  const failed = new Map<string, Failed>();
  const fail = (line: PersonLine, message: string): void =>
    void failed.set(line.id, { id: line.id, name: line.name, message });

  let isEachAlone = false;
  if (Object.keys(patch).length > 0) {
    const together = await api.do('user.update-many', { ids: [...ids], patch });
    isEachAlone = !together.ok;
  }
  for (const [done, line] of lines.entries()) {
    const outcomes = [
      isEachAlone ? await api.do('user.update', { id: line.id, ...patch }) : undefined,
      callWaiting !== undefined && line.extensionId !== null
        ? await api.do('extension.set-call-waiting', { id: line.extensionId, on: callWaiting })
        : undefined,
      doNotDisturb !== undefined && line.extensionId !== null
        ? await api.do('extension.set-do-not-disturb', { id: line.extensionId, on: doNotDisturb })
        : undefined,
    ];
    for (const outcome of outcomes) if (outcome && !outcome.ok) fail(line, outcome.error.message);
    onprogress(done + 1);
  }
  return [...failed.values()];
}
