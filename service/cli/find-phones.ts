/** `find-phones`: starts a look through the office's networks, shows how far it is, and prints what it found. Ctrl-C cancels it. */
import { openClient } from '../client.ts';
import type { Queries } from '../contract.ts';
import { placeOf } from '../place.ts';
import type { Outcome } from '../protocol.ts';
import type { Arguments } from './arguments.ts';
import { exit, exitCodeOf, wordsOf } from './exit.ts';

type State = Queries['discovery.state']['value'];
type Devices = Queries['discovery.devices']['value'];

const out = (text: string) => process.stdout.write(`${text}\n`);
const note = (text: string) => process.stderr.write(`${text}\n`);

/** Pushes tell of each step; this is for the one that is lost with a connection. */
const askAnywayMs = 1000;

export async function findPhones({ dataDir, networks, large, json }: Arguments): Promise<number> {
  let wake = (): void => {};
  const client = openClient({
    path: placeOf(dataDir).socket,
    watch: true,
    onPush: (push) => {
      if (push.event === 'changed' && push.topics.includes('observed:discovery')) wake();
    },
  });
  const told = (outcome: Outcome & { ok: false }): number => {
    if (json) out(JSON.stringify({ error: outcome.error }));
    note(wordsOf(outcome.error));
    return exitCodeOf(outcome.error);
  };
  const cancel = () => void client.request({ op: 'do', name: 'discovery.cancel', input: {} });
  process.once('SIGINT', cancel);
  try {
    const input = { ...(networks.length > 0 ? { networks } : {}), large };
    const started = await client.request({ op: 'do', name: 'discovery.start', input });
    if (!started.ok) return told(started);
    let state: State;
    for (let shown = ''; ;) {
      const changed = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, askAnywayMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const outcome = await client.request({ op: 'ask', name: 'discovery.state', input: {} });
      if (!outcome.ok) return told(outcome);
      state = outcome.value as State;
      const { progress } = state;
      const step = progress && `${Math.floor(progress.fraction * 10) * 10} %, ${progress.live} devices, ${progress.phones} phones`; // prettier-ignore
      if (step !== null && step !== shown && !json) note((shown = step));
      if (!state.isRunning) break;
      await changed;
    }
    const outcome = await client.request({ op: 'ask', name: 'discovery.devices', input: { show: 'all' } });
    if (!outcome.ok) return told(outcome);
    const devices = outcome.value as Devices;
    out(json ? JSON.stringify({ ...state, devices: devices.rows }) : foundText(devices, state));
    return state.failure === null ? (state.isCancelled ? exit.interrupted : exit.ok) : exit.failed;
  } finally {
    process.off('SIGINT', cancel);
    client.close();
  }
}

export function foundText({ rows }: Devices, { methods, isCancelled, failure }: State): string {
  const named = rows.filter(({ kind }) => kind === 'phone');
  const maybe = rows.filter(({ kind }) => kind === 'maybe-phone');
  const lines = [...named, ...maybe].map(({ kind, title, firmware, mac, address, adopted }) => [
    kind === 'phone' ? (adopted ? 'adopted' : 'phone') : 'perhaps',
    address,
    mac ?? '-',
    title || '?',
    firmware ?? '-',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...lines.map((line) => line[column]?.length ?? 0)));
  const table = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()); // prettier-ignore
  const troubles = methods.filter(({ outcome }) => outcome === 'trouble');
  return [
    ...(failure === null ? [] : [`The look broke off: ${failure}`]),
    ...(isCancelled ? ['It was cancelled, so the list may be short.'] : []),
    `${named.length} ${named.length === 1 ? 'phone' : 'phones'}, ${maybe.length} perhaps, ${rows.length - named.length - maybe.length} other devices.`,
    ...table,
    ...troubles.flatMap(({ title, text, remedy }) => ['', `${title}: ${text}`, ...(remedy === undefined ? [] : [`  ${remedy}`])]),
  ].join('\n');
} // prettier-ignore
