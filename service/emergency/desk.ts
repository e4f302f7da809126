/**
 * The office's side of an emergency call: who is told, what is kept. The call itself needs nothing of this; it is told by
 * events while we listen, and by what Asterisk noted in its own database while we did not.
 */
import { join } from 'node:path';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { oneLine } from '../mail/deliver.ts';
import type { Mail } from '../mail/mail.ts';
import type { Read } from '../../office/core/store.ts';
import { callerName, emergencyRouteOf, placeWords } from '../../office/features/emergency/read.ts';
import type { Proof } from '../../office/features/emergency/readiness.ts';
import { trunks } from '../../office/features/trunks/table.ts';
import { emergencyContexts, emergencyFaults, type Step } from '../../asterisk/program/emergency-check.ts';
import { openEmergencyStore, type EmergencyCall } from './store.ts';
import { wayOf } from './way.ts';

export interface EmergencyDesk {
  /** UserEvents of asterisk/program/emergency.conf. */
  event(event: AmiEvent): void;
  /** After each connect: takes over what Asterisk noted. */
  sync(): Promise<void>;
  calls(): EmergencyCall[];
  /** Newest last. */
  proofs(): Proof[];
  /** Keeps the outcome of a test. */
  prove(proof: Proof): void;
  acknowledge(id: string, by: string): boolean;
  /** What Asterisk has loaded does not take emergency calls: why; empty when it does or was not asked. */
  readonly routeFaults: readonly string[];
  /** Asks what Asterisk has loaded, and has it read its files again when the route is not whole. */
  verify(): Promise<void>;
  stop(): void;
}

export interface EmergencyDeskOptions {
  dataDir: string;
  read: Read;
  mail: Pick<Mail, 'add' | 'alertRecipients'>;
  list: (name: string, headers: Record<string, string>) => Promise<AmiEvent[]>;
  action: (name: string, headers: Record<string, string>) => Promise<unknown>;
  now: () => number;
  /** Calls or proofs are different now. */
  changed: () => void;
  note: (text: string) => void;
  failure: (error: unknown, what: string) => void;
}

/** Of Asterisk's own database: that a call began, and what became of it. */
const began = 'emergency-call';
const ended = 'emergency-end';
/** The note is written beside the call, a moment after its event. */
const noteAfterMs = 5000;

export function openEmergencyDesk(options: EmergencyDeskOptions): EmergencyDesk {
  const { read, now, changed } = options;
  const store = openEmergencyStore(join(options.dataDir, 'emergency.sqlite3'));
  /** What the disk did not take: told and shown all the same, and stored when it takes something again. */
  const unstored = new Map<string, EmergencyCall>();
  let timer: NodeJS.Timeout | undefined;
  let routeFaults: readonly string[] = [];

  const step = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      options.failure(error, what);
      return undefined;
    }
  };

  function storeWaiting(): void {
    for (const call of unstored.values()) {
      if (step('storing an emergency call', () => store.add(call)) === undefined) return;
      unstored.delete(call.id);
    }
  }

  function begin(id: string, number: string, device: string, at: number): void {
    if (id === '' || unstored.has(id) || step('looking up an emergency call', () => store.get(id))) return;
    const route = step('the place of an emergency call', () => emergencyRouteOf(read, device, number));
    const call: EmergencyCall = {
      id,
      at,
      number,
      device,
      caller: step('the caller of an emergency call', () => callerName(read, device)) ?? 'Somebody',
      place: route ? placeWords(route.place) : '',
      shows: route?.shows ?? '',
      outcome: 'calling',
      trunkId: '',
      calledBackAt: null,
      acknowledgedBy: '',
      acknowledgedAt: null,
    };
    unstored.set(id, call);
    storeWaiting();
    options.note(`${call.caller} called the emergency number ${number}.`);
    changed();
    step('mail about an emergency call', () => tell(call));
    later();
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void sync(), noteAfterMs);
    timer.unref();
  }

  function tell(call: EmergencyCall): void {
    const to = options.mail.alertRecipients();
    if (to.length === 0) return;
    options.mail.add({
      to,
      kind: 'emergency',
      key: `emergency ${call.id}`,
      isUrgent: true,
      subject: oneLine(`EMERGENCY CALL: ${call.caller} called ${call.number}`),
      text: [
        `${call.caller} called the emergency number ${call.number} at ${new Date(call.at).toISOString()} (UTC).`,
        `Where: ${call.place || 'not written down'}`,
        `Helpers call back: ${call.shows || 'no number known'}`,
        '',
        'Go there, and send somebody to the entrance to meet the helpers.',
      ].join('\n'),
    });
  }

  function update(id: string, patch: Partial<EmergencyCall>): void {
    const waiting = unstored.get(id);
    if (waiting) Object.assign(waiting, patch);
    else step('an emergency call', () => store.update(id, patch));
    changed();
  }

  const all = (): EmergencyCall[] =>
    [...unstored.values(), ...(step('reading emergency calls', () => store.list()) ?? [])].sort((a, b) => b.at - a.at);

  async function sync(): Promise<void> {
    storeWaiting();
    if (unstored.size > 0) later();
    await takeOver(began, (id, note) => {
      const [number = '', device = '', , at] = note.split('*');
      begin(id, number, device, Number(at) * 1000 || now());
    });
    await takeOver(ended, (id, trunkId) => {
      const call = all().find((one) => one.id === id);
      if (call?.outcome !== 'calling') return;
      update(id, trunkId === 'none' ? { outcome: 'failed' } : { outcome: 'taken', trunkId });
    });
  }

  async function takeOver(family: string, take: (id: string, note: string) => void): Promise<void> {
    const notes = await options.list('DBGetTree', { Family: family }).catch((error: unknown) => {
      // Nothing noted is an error to Asterisk too; a lost connection comes back with another sync.
      void error;
      return [];
    });
    for (const { key = '', val = '' } of notes.filter((one) => one.event === 'DBGetTreeResponse')) {
      const id = key.split('/').at(-1) ?? '';
      take(id, val);
      // Only what is on the disk is forgotten there.
      if (!unstored.has(id)) await options.action('DBDel', { Family: family, Key: id }).catch(() => undefined);
    }
  }

  async function loadedSteps(): Promise<Step[]> {
    const answers = await Promise.all(
      emergencyContexts.map((context) => options.list('ShowDialPlan', { Context: context }).catch(() => [])),
    );
    return answers.flat().flatMap((event): Step[] => {
      const { context = '', extension = '', priority = '0', application, appdata = '', includecontext } = event;
      if (includecontext) return [{ context, exten: '', priority: 0, does: `include ${includecontext}` }];
      return application
        ? [{ context, exten: extension, priority: Number(priority), does: `${application}(${appdata})` }]
        : [];
    });
  }

  async function verify(): Promise<void> {
    const before = routeFaults.length;
    routeFaults = emergencyFaults(await loadedSteps());
    if (routeFaults.length > 0) {
      options.note(
        `The emergency route in Asterisk is not whole: ${routeFaults.join('; ')}. Its files are read again.`,
      );
      await options.action('Reload', { Module: 'pbx_config.so' });
      routeFaults = emergencyFaults(await loadedSteps());
    }
    if (before !== routeFaults.length) changed();
  }

  return {
    get routeFaults() {
      return routeFaults;
    },
    verify,
    event(event) {
      const { userevent, call = '', trunk = '', number = '', device = '', result = '' } = event;
      switch (userevent) {
        case 'EmergencyCall':
          return begin(call, number, device, now());
        case 'EmergencyTaken':
          return update(call, { outcome: 'taken', trunkId: trunk });
        case 'EmergencyFailed':
          return update(call, { outcome: 'failed' });
        case 'EmergencyBack': {
          const last = all().find((one) => one.device === device);
          options.note(`${number} was called back after an emergency call: ${device} rings.`);
          if (last) update(last.id, { calledBackAt: now() });
          return;
        }
        case 'EmergencyMadeRoom':
          return options.note(`An ordinary call on ${trunk} was ended for an emergency call.`);
        case 'EmergencyProof':
          step('the test of a trunk', () => {
            const row = read.get(trunks, trunk);
            if (row)
              store.addProof({
                trunkId: trunk,
                at: now(),
                number,
                result,
                by: callerName(read, device),
                way: wayOf(row),
              });
          });
          return changed();
        default:
      }
    },
    prove(proof) {
      store.addProof(proof);
      changed();
    },
    sync,
    calls: all,
    proofs: () => step('reading tests', () => store.proofs()) ?? [],
    acknowledge(id, by) {
      const call = all().find((one) => one.id === id);
      if (!call || call.acknowledgedAt !== null) return false;
      update(id, { acknowledgedBy: by, acknowledgedAt: now() });
      options.note(`${by} has seen that ${call.caller} called ${call.number}.`);
      return true;
    },
    stop() {
      clearTimeout(timer);
      storeWaiting();
      store.close();
    },
  };
}
