/**
 * Softphones of the office: joins the invitations (rows), how far they came (store.ts), the page on the network (join.ts)
 * and what Asterisk says of registrations.
 *
 * The password is made anew at the moment it is given away, and not after the first registration: none of the apps comes
 * back for another one, so a later change would only throw out the app that has just been set up. What was known before
 * (an old sheet, the app on a lost mobile) ends with the same step, and a password that nobody registers with ends too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Touched } from '../../db/journal.ts';
import type { Office } from '../../db/office.ts';
import type { Device, Registration } from '../../office/core/observed.ts';
import { found, refuse } from '../../office/core/refusal.ts';
import type { Actor } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { appsFor } from '../../office/features/invitations/apps.ts';
import { softphoneSettingsId } from '../../office/features/invitations/commands.ts';
import { phoneWith } from '../../office/features/invitations/rules.ts';
import { invitations, softphoneSettings } from '../../office/features/invitations/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import type { Other } from '../../phones/index.ts';
import { accountOf, addressFor, hostInUrl, type OfficeServer, type SoftphoneAccount } from './account.ts';
import { apps } from './apps/index.ts';
import type { SoftphoneApp } from './apps/define.ts';
import { answerJoin } from './join.ts';
import type { Offer } from './page.ts';
import { chanceOf, registerBy, stateOf, type Chance, type InvitationRow, type InvitationState } from './states.ts';
import { openProgress, type Progress } from './store.ts';

export interface SoftphoneDeps {
  office: Pick<Office, 'read' | 'run'>;
  dataDir: string;
  /** Undefined while this computer has no address. */
  server(): OfficeServer | undefined;
  registration(device: Device): Registration;
  now(): number;
  /** Something is different that no row shows. */
  changed(): void;
  note(text: string): void;
  lookEveryMs?: number;
  clock?: () => number;
}

export interface Guesses {
  count: number;
  lastAt: number;
  lastFrom: string;
}

export interface SoftphoneDesk {
  readonly answer: Other;
  stateOf(row: InvitationRow): InvitationState;
  progressOf(row: InvitationRow): Progress;
  /** `http://192.168.1.10:8480`, as this identity's device reaches it. */
  baseUrl(identityId: string): string | undefined;
  appsOf(row: InvitationRow): readonly SoftphoneApp[];
  /** The app was told an address that this computer has no more, and does not reach it. */
  hasMoved(row: InvitationRow): boolean;
  /** Labels of those. */
  moved(): string[];
  /** The account with a new password as a QR code for the screen; uses the invitation up. */
  showAccount(id: string): { text: string; until: number };
  withdraw(id: string, actor: Actor): { id: number; words: string } | undefined;
  registrationsChanged(): void;
  commit(touched: readonly Touched[]): void;
  /** Wrong codes typed since the start. */
  readonly guesses: Guesses | undefined;
  stop(): void;
}

const product: Actor = { kind: 'system', name: 'Switchroom' };
const keepMs = 60 * 24 * 3600_000;

export function openSoftphoneDesk(deps: SoftphoneDeps): SoftphoneDesk {
  const { office, now } = deps;
  const { read } = office;
  const store = openProgress(join(deps.dataDir, 'invitations.sqlite3'));
  store.prune((id) => read.get(invitations, id) !== undefined, now() - keepMs);
  let guesses: Guesses | undefined;
  let shown = '';

  const state = (row: InvitationRow): InvitationState => stateOf(row, store.get(row.id), now());
  const typeOf = (row: InvitationRow) => read.get(identities, row.identityId)?.type;
  /** The chosen app first, then the others for the same kind of device. */
  const appsOf = (row: InvitationRow): SoftphoneApp[] => {
    const type = typeOf(row);
    const ids = type === undefined ? [] : appsFor[type];
    return [...new Set([row.app, ...ids])].map((id) => apps[id]);
  };
  const chance = (row: InvitationRow, address: string): Chance =>
    phoneWith(read, row.identityId) ? 'withdrawn' : chanceOf(row, store.get(row.id), address, now());
  const baseUrl = (identityId: string): string | undefined => {
    const server = deps.server();
    return server && `http://${hostInUrl(addressFor(read, identityId, server.address))}:${server.httpPort}`;
  };

  function hasMoved(row: InvitationRow): boolean {
    const { toldAddress } = store.get(row.id);
    const server = deps.server();
    const identity = read.get(identities, row.identityId);
    if (toldAddress === '' || row.ended !== null || !server || !identity) return false;
    return (
      toldAddress !== addressFor(read, row.identityId, server.address) &&
      deps.registration(deviceOf(identity)).status !== 'registered'
    );
  }

  const time = (at: number): string => {
    const [site] = read.all(sites);
    const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: site?.timeZone ?? 'UTC' } as const;
    return new Intl.DateTimeFormat('en-GB', format).format(at);
  };

  function take(
    row: InvitationRow,
    by: { for: string; address: string; userAgent: string; isAgain: boolean },
  ): SoftphoneAccount | undefined {
    const server = deps.server();
    const identity = read.get(identities, row.identityId);
    if (!server || !identity) return undefined;
    if (by.isAgain) return accountOf(read, row.identityId, server);
    const usedAt = now();
    store.set(row.id, {
      usedAt,
      usedFrom: by.address,
      usedFor: by.for,
      usedWith: by.userAgent.slice(0, 200),
      toldAddress: addressFor(read, row.identityId, server.address),
      registerBy: registerBy(row, by.for, usedAt),
    });
    const where = by.for === 'screen' ? 'on this screen' : `from ${by.address.slice(0, 60)}`;
    const outcome = office.run('invitation.use', { id: row.id, where }, product);
    deps.changed();
    if (!outcome.ok) {
      deps.note(`The invitation of ${identity.label} could not be used: ${outcome.error.message}`);
      return undefined;
    }
    return accountOf(read, row.identityId, server);
  }

  function offer(row: InvitationRow, app: SoftphoneApp, base: string): Offer {
    const path = app.file && `/join/${row.token}/${app.file.name}`;
    return {
      app: app.name,
      steps: app.steps,
      deepLink: path !== undefined && app.deepLink ? app.deepLink(`${base}${path}`) : undefined,
      file: path !== undefined && app.file?.fetchedBy === 'browser' ? { name: app.file.name, path } : undefined,
    };
  }

  function certificate(): Buffer | undefined {
    const file = join(deps.dataDir, 'certificates/office-ca.crt');
    return existsSync(file) ? readFileSync(file) : undefined;
  }

  const answer = answerJoin({
    byToken: (token) => read.all(invitations, { token })[0],
    byCode: (code) => {
      const [row] = read.all(invitations, { typedCode: code });
      return row && ['open', 'opened'].includes(state(row)) ? row : undefined;
    },
    chance,
    used(row) {
      const { usedAt, usedFrom, usedFor } = store.get(row.id);
      return { at: usedAt ?? 0, from: usedFor === 'screen' ? 'the administrator’s screen' : usedFrom };
    },
    opened(row, address) {
      if (store.get(row.id).openedAt !== null) return;
      store.set(row.id, { openedAt: now(), openedFrom: address });
      deps.changed();
    },
    take,
    appsOf,
    labelOf: (row) => read.get(identities, row.identityId)?.label ?? '',
    pageOf(row) {
      const [chosen, ...others] = appsOf(row);
      const base = baseUrl(row.identityId);
      const identity = read.get(identities, row.identityId);
      const server = deps.server();
      if (!chosen || base === undefined || !identity || !server) return undefined;
      return {
        label: identity.label,
        number: read.get(extensions, identity.extensionId)?.number ?? '',
        path: `/join/${row.token}`,
        server: addressFor(read, row.identityId, server.address),
        wifi: read.get(softphoneSettings, softphoneSettingsId)?.wifi ?? '',
        until: time(row.expiresAt),
        chosen: offer(row, chosen, base),
        others: others.map((app) => offer(row, app, base)),
        certificate: identity.transport === 'tls' && certificate() ? '/join/office-ca.crt' : undefined,
      };
    },
    certificate,
    wrongCode(address) {
      guesses = { count: (guesses?.count ?? 0) + 1, lastAt: now(), lastFrom: address };
      if (guesses.count === 1 || guesses.count % 10 === 0)
        deps.note(`A wrong invitation code was typed at ${address}; ${guesses.count} since the start.`);
      deps.changed();
    },
    time,
    now,
    ...(deps.clock === undefined ? {} : { clock: deps.clock }),
  });

  /** Whoever took a password and is registered since then has arrived. */
  function follow(): void {
    for (const row of read.all(invitations)) {
      const seen = store.get(row.id);
      const identity = read.get(identities, row.identityId);
      if (seen.usedAt === null || seen.registeredAt !== null || row.ended !== null || !identity) continue;
      const one = deps.registration(deviceOf(identity));
      if (one.status !== 'registered' || one.since < seen.usedAt) continue;
      store.set(row.id, { registeredAt: now(), registeredFrom: one.address, registeredWith: one.userAgent });
      deps.changed();
    }
  }

  /** A password that was given away and that nobody registered with is valid no more. */
  function look(): void {
    follow();
    for (const row of read.all(invitations)) {
      const seen = store.get(row.id);
      const identity = read.get(identities, row.identityId);
      if (seen.usedAt === null || seen.registeredAt !== null || row.ended !== null || !identity) continue;
      if (now() < (seen.registerBy ?? 0) || deps.registration(deviceOf(identity)).status === 'unknown') continue;
      const end = { id: row.id, why: 'lapsed', newPassword: phoneWith(read, row.identityId) === undefined };
      const outcome = office.run('invitation.end', end, product);
      if (!outcome.ok) deps.note(`An invitation that is over could not be ended: ${outcome.error.message}`);
    }
    // States change with the time alone.
    const states = read
      .all(invitations)
      .map((row) => `${row.id} ${state(row)}`)
      .join();
    if (states !== shown) deps.changed();
    shown = states;
  }
  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      deps.note(`Invitations could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
    }
  }, deps.lookEveryMs ?? 15_000);
  timer.unref();

  return {
    answer,
    stateOf: state,
    progressOf: (row) => store.get(row.id),
    baseUrl,
    appsOf,
    hasMoved,
    moved: () =>
      read
        .all(invitations)
        .filter(hasMoved)
        .map((row) => read.get(identities, row.identityId)?.label ?? row.id),
    showAccount(id) {
      const row = found(read.get(invitations, id), 'This invitation');
      const app = apps[row.app];
      const identity = found(read.get(identities, row.identityId), 'This identity');
      const problem = app.qrText
        ? app.refuses?.(identity)
        : `${app.name} does not take its account from a QR code. Use the link.`;
      if (problem !== undefined || !app.qrText)
        refuse({ kind: 'rule', rule: 'no-account-code', message: problem ?? '' });
      if (chance(row, '') !== 'fresh')
        refuse({ kind: 'rule', rule: 'used-up', message: 'This invitation is used up. Make a new one.' });
      if (!deps.server())
        refuse({ kind: 'unavailable', message: 'This computer has no network address yet, so no app could reach it.' });
      const account = take(row, { for: 'screen', address: '', userAgent: '', isAgain: false });
      if (!account) refuse({ kind: 'unavailable', message: 'The new password could not be stored. It is in the log.' });
      return { text: app.qrText(account), until: store.get(id).registerBy ?? 0 };
    },
    withdraw(id, actor) {
      const row = found(read.get(invitations, id), 'This invitation');
      if (state(row) === 'registered')
        refuse({
          kind: 'rule',
          rule: 'app-is-set-up',
          message: 'This app is set up and works. To end it, give its identity a new password.',
          remedy: { label: 'Make a new password', command: 'identity.rotate-secret', input: { id: row.identityId } },
        });
      const isGivenAway = store.get(id).usedAt !== null && phoneWith(read, row.identityId) === undefined;
      const outcome = office.run('invitation.end', { id, why: 'withdrawn', newPassword: isGivenAway }, actor);
      if (!outcome.ok) return refuse(outcome.error);
      deps.changed();
      return outcome.entry;
    },
    registrationsChanged: follow,
    commit(touched) {
      if (touched.some(({ table }) => table === 'invitations')) look();
    },
    get guesses() {
      return guesses;
    },
    stop() {
      clearInterval(timer);
      store.close();
    },
  };
}
