import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, testOffice, type TestOffice } from '../../db/test-office.ts';
import type { Registration } from '../../office/core/observed.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import type { AppId } from '../../office/features/invitations/apps.ts';
import { invitations } from '../../office/features/invitations/table.ts';
import { shownCode } from '../../office/features/invitations/typed-code.ts';
import type { HealthInput } from '../health/check.ts';
import { softphonesMoved } from '../health/softphones-moved.ts';
import { startProvisioning, type PhoneFetch, type ProvisioningHandle } from '../../phones/provisioning/http.ts';
import { readLinphone } from './apps/read-back.ts';
import { openSoftphoneDesk, type SoftphoneDesk } from './desk.ts';
import { letterOf } from './letter.ts';
import { detailOf } from './view.ts';

const linphoneAgent = 'LinphoneAndroid/6.0 (Pixel) LinphoneSDK/5.4';
const browserAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15';
const minute = 60_000;

let office: TestOffice;
let folder: string;
let desk: SoftphoneDesk;
let http: ProvisioningHandle;
let clock: number;
/** Of the limits for typed codes, in milliseconds. */
let ticks: number;
let notes: string[];
let fetches: PhoneFetch[];
let registrations: Map<string, Registration>;

function open(): void {
  desk = openSoftphoneDesk({
    office: office.office,
    dataDir: folder,
    server: () => ({ address: '127.0.0.1', sipPort: 5060, tlsPort: 5061, httpPort: http.port }),
    registration: (device) => registrations.get(device) ?? { status: 'never' },
    now: () => clock,
    changed: () => {},
    note: (text) => notes.push(text),
    clock: () => ticks,
  });
}

beforeEach(async () => {
  office = testOffice();
  folder = mkdtempSync(join(tmpdir(), 'switchroom-invitations-'));
  clock = 1_800_000_100_000;
  ticks = 0;
  notes = [];
  fetches = [];
  registrations = new Map();
  http = await startProvisioning({
    address: '127.0.0.1',
    port: 0,
    profileOf: () => undefined,
    byToken: () => undefined,
    filesFor: () => undefined,
    onFetch: (fetch) => fetches.push(fetch),
    now: () => clock,
    other: (request) => desk.answer(request),
    limits: { perSource: { perSecond: 5000, burst: 5000 } },
  });
  open();
});

afterEach(async () => {
  desk.stop();
  await http.close();
  office.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Reply {
  status: number;
  body: string;
  bytes: Buffer;
  headers: Record<string, string | string[] | undefined>;
}

function ask(
  path: string,
  options: { from?: string; agent?: string; method?: string; body?: string } = {},
): Promise<Reply> {
  const { from = '127.0.0.1', agent = linphoneAgent, method = 'GET', body } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: http.port,
        path,
        method,
        localAddress: from,
        agent: false,
        headers: { 'User-Agent': agent },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve({ status: response.statusCode ?? 0, body: bytes.toString('utf8'), bytes, headers: response.headers });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Somebody with one app, invited to it. */
function invite(app: AppId = 'linphone', firstName = 'Ben', minutes = 60) {
  const person = office.person(firstName, undefined, [{ type: 'mobile-softphone' }]);
  const identityId = person.identityIds[0] ?? '';
  const { id } = office.do('invitation.create', { identityId, app, minutes });
  const row = () => {
    const found = office.office.read.get(invitations, id);
    if (!found) throw new Error('no invitation');
    return found;
  };
  const identity = office.office.read.get(identities, identityId);
  if (!identity) throw new Error('no identity');
  clock = Math.max(clock, row().createdAt);
  return {
    id,
    identityId,
    row,
    device: deviceOf(identity),
    path: `/join/${row().token}`,
    state: () => desk.stateOf(row()),
    secret: () => office.office.read.get(identities, identityId)?.secret,
  };
}

function registered(device: string): void {
  registrations.set(device, {
    status: 'registered',
    since: clock,
    address: '127.0.0.1:40000',
    transport: 'udp',
    userAgent: linphoneAgent,
    roundTripMs: 1,
  });
  desk.registrationsChanged();
}

describe('a link', () => {
  test('[I7] works once: its page uses nothing up, its file has a password that nobody had before', async () => {
    const one = invite();
    const before = one.secret();
    expect(one.state()).toBe('open');
    const page = await ask(one.path, { agent: browserAgent });
    expect(page.status).toBe(200);
    expect(page.body).toContain('linphone-config:http://127.0.0.1');
    expect(page.body).not.toContain(before);
    expect(one.state()).toBe('opened');
    // A browser that comes to the file is shown the page, and a look at it takes nothing.
    const sent = await ask(`${one.path}/linphone.xml`, { agent: browserAgent });
    expect([sent.status, sent.headers['location']]).toEqual([303, one.path]);
    expect((await ask(`${one.path}/linphone.xml`, { method: 'HEAD' })).status).toBe(200);
    expect([one.state(), one.secret()]).toEqual(['opened', before]);

    const file = await ask(`${one.path}/linphone.xml`);
    const account = readLinphone(file.bytes);
    expect(account).toMatchObject({ user: one.device, secret: one.secret(), server: '127.0.0.1', port: 5060 });
    expect(account.secret).not.toBe(before);
    expect(one.state()).toBe('used');

    // Cut off in the middle: the same device may ask again for ten minutes and gets the same.
    clock += 9 * minute;
    expect(readLinphone((await ask(`${one.path}/linphone.xml`)).bytes).secret).toBe(account.secret);
    // Nobody else may, and is told by whom it was used.
    for (const path of [one.path, `${one.path}/linphone.xml`]) {
      const other = await ask(path, { from: '127.0.0.2', agent: path === one.path ? browserAgent : linphoneAgent });
      expect(other.status).toBe(410);
      expect(other.body).toContain('127.0.0.1');
      expect(other.body).not.toContain(account.secret);
    }
    clock += 2 * minute;
    expect((await ask(`${one.path}/linphone.xml`)).status).toBe(410);
    expect((await ask(`${one.path}/settings`, { method: 'POST' })).status).toBe(410);

    registered(one.device);
    expect(one.state()).toBe('registered');
    expect(desk.progressOf(one.row())).toMatchObject({ usedFor: 'linphone', usedFrom: '127.0.0.1', registeredFrom: '127.0.0.1:40000' }); // prettier-ignore
    expect(() => desk.withdraw(one.id, anna)).toThrow('is set up and works');
  });

  test('[I7] shows the settings for typing when somebody asks for them, and escapes what people wrote', async () => {
    const one = invite('other', '<script>alert(1)</script> & "Bär"');
    office.do('invitation.set-wifi', { wifi: '<b>Büro</b> "5 GHz"' });
    const page = await ask(one.path, { agent: browserAgent });
    expect(page.body).toContain('&lt;b&gt;Büro&lt;/b&gt; &quot;5 GHz&quot;');
    expect((await ask(`${one.path}/settings`, { agent: browserAgent })).status).toBe(303);
    expect(one.state()).toBe('opened');
    const settings = await ask(`${one.path}/settings`, { agent: browserAgent, method: 'POST' });
    expect(settings.status).toBe(200);
    for (const text of [one.device, one.secret() ?? '?', '127.0.0.1', '5060', 'UDP'])
      expect(settings.body).toContain(text);
    for (const { body, headers } of [page, settings, await ask('/join', { agent: browserAgent })]) {
      // Nothing runs, nothing is loaded, nothing is kept.
      expect(body).not.toMatch(/<script|<b>|javascript:|\son[a-z]+=|src=|@import|url\(/i);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      );
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' }); // prettier-ignore
      expect([...body.matchAll(/https?:\/\/([^/:"]+)/g)].filter(([, host]) => host !== '127.0.0.1')).toEqual([]);
    }
  });

  test('[I7] expires, is withdrawn, and ends with its identity', async () => {
    const late = invite('linphone', 'Late', 5);
    clock += 5 * minute;
    expect(late.state()).toBe('expired');
    expect(await ask(late.path, { agent: browserAgent })).toMatchObject({ status: 410 });
    expect((await ask(`${late.path}/linphone.xml`)).body).toContain('has expired');
    expect(office.office.read.get(identities, late.identityId)?.secret).toBe(late.secret());

    const taken = invite('linphone', 'Taken');
    const before = taken.secret();
    desk.withdraw(taken.id, anna);
    expect(taken.state()).toBe('withdrawn');
    expect((await ask(`${taken.path}/linphone.xml`)).body).toContain('was withdrawn');
    // Its password never left, so what is set up with it goes on working.
    expect(taken.secret()).toBe(before);

    const gone = invite('linphone', 'Gone');
    office.do('identity.delete', { id: gone.identityId });
    expect((await ask(`${gone.path}/linphone.xml`)).status).toBe(404);
    expect((await ask(`/join/${'x'.repeat(24)}`)).status).toBe(404);
  });

  test('[I7] withdrawn after use, its password ends with it', async () => {
    const one = invite();
    const given = readLinphone((await ask(`${one.path}/linphone.xml`)).bytes).secret;
    expect(desk.withdraw(one.id, anna)?.words).toContain('made a new password');
    expect(one.secret()).not.toBe(given);
    expect((await ask(`${one.path}/linphone.xml`)).status).toBe(410);
  });

  test('[I7] a password that nobody registers with ends by itself, one that is used does not', async () => {
    const idle = invite('linphone', 'Idle', 5);
    const busy = invite('linphone', 'Busy', 5);
    const given = readLinphone((await ask(`${idle.path}/linphone.xml`)).bytes).secret;
    const kept = readLinphone((await ask(`${busy.path}/linphone.xml`)).bytes).secret;
    registered(busy.device);
    clock += 59 * minute;
    desk.commit([{ table: 'invitations', id: idle.id, before: null, after: null }]);
    expect([idle.state(), idle.secret()]).toEqual(['used', given]);
    clock += 2 * minute;
    // While Asterisk cannot say who is registered, nobody is thrown out.
    registrations.set(idle.device, { status: 'unknown' });
    desk.commit([{ table: 'invitations', id: idle.id, before: null, after: null }]);
    expect(idle.secret()).toBe(given);
    registrations.delete(idle.device);
    desk.commit([{ table: 'invitations', id: idle.id, before: null, after: null }]);
    expect(idle.state()).toBe('expired');
    expect(idle.secret()).not.toBe(given);
    expect([busy.state(), busy.secret()]).toEqual(['registered', kept]);
  });

  test('[I7] stays used over a restart and over an undo', async () => {
    const one = invite();
    await ask(`${one.path}/linphone.xml`);
    desk.stop();
    open();
    expect(one.state()).toBe('used');
    expect((await ask(`${one.path}/linphone.xml`, { from: '127.0.0.2' })).status).toBe(410);
    office.office.undo(anna);
    expect((await ask(`${one.path}/linphone.xml`, { from: '127.0.0.2' })).status).toBe(410);
  });

  test('[I7] [X13] tells the address of the extension where it has one of its own, and says when the office has moved', async () => {
    const one = invite();
    const identity = office.office.read.get(identities, one.identityId);
    office.do('extension.update', { id: identity?.extensionId ?? '', localServerAddress: '10.9.8.7' });
    const detail = detailOf(office.office.read, desk, one.row());
    expect(detail.link).toBe(`http://10.9.8.7:${http.port}${one.path}`);
    expect(detail.qr).toBe(`${detail.link}/linphone.xml`);
    expect(readLinphone((await ask(`${one.path}/linphone.xml`)).bytes).server).toBe('10.9.8.7');
    expect(detailOf(office.office.read, desk, one.row()).hasMoved).toBe(false);
    office.do('extension.update', { id: identity?.extensionId ?? '', localServerAddress: '' });
    expect(detailOf(office.office.read, desk, one.row()).hasMoved).toBe(true);
    const [found] = softphonesMoved.check({ softphonesMoved: desk.moved() } as unknown as HealthInput);
    expect(found).toMatchObject({ code: 'softphones-moved', route: '/invitations' });
    expect(found?.cause).toContain('Ben - Mobile');
    // An app that is connected all the same has found its way.
    registered(one.device);
    expect(desk.moved()).toEqual([]);
    expect(softphonesMoved.check({ softphonesMoved: [] } as unknown as HealthInput)).toEqual([]);
  });

  test('[I7] can be mailed: link, code, network and steps, and no password', () => {
    const one = invite();
    const detail = detailOf(office.office.read, desk, one.row());
    const letter = letterOf(detail, 'ben@example.com', { wifi: 'Office', server: '127.0.0.1', until: 'tomorrow' });
    expect(letter).toMatchObject({ to: ['ben@example.com'], kind: 'invitation' });
    for (const text of [one.path, detail.code, `127.0.0.1:${http.port}/join`, '"Office"', 'tomorrow', ...detail.steps])
      expect(letter.text).toContain(text);
    expect(`${letter.subject}${letter.text}`).not.toContain(one.secret());
  });

  test('[I7] neither link, code nor password stands in notes or in what is known of fetches', async () => {
    const one = invite();
    await ask(one.path, { agent: browserAgent });
    await ask(`${one.path}/linphone.xml`);
    await ask(`${one.path}/linphone.xml`, { from: '127.0.0.2' });
    await ask('/join', { method: 'POST', body: 'code=BCDFGHJK' });
    const told = JSON.stringify([notes, fetches, office.office.history({ limit: 50 })]);
    expect(fetches.length).toBeGreaterThan(3);
    expect(notes).toHaveLength(1);
    for (const secret of [one.row().token, one.row().typedCode, one.secret() ?? '?'])
      expect(told).not.toContain(secret);
  });
});

describe('a QR code with the account', () => {
  test('[I7] is shown once with a new password, and ends when nobody registers within a quarter of an hour', async () => {
    const one = invite('sipnetic');
    const before = one.secret();
    const { text, until } = desk.showAccount(one.id);
    expect(text).toContain(`p=${one.secret()};`);
    expect(one.secret()).not.toBe(before);
    expect(until).toBe(clock + 15 * minute);
    expect(() => desk.showAccount(one.id)).toThrow('used up');
    expect((await ask(one.path, { agent: browserAgent })).body).toContain('the administrator’s screen');
    const shown = one.secret();
    clock += 16 * minute;
    desk.commit([{ table: 'invitations', id: one.id, before: null, after: null }]);
    expect(one.secret()).not.toBe(shown);
    expect(() => desk.showAccount(invite('linphone', 'Cara').id)).toThrow('Use the link');
  });
});

describe('a typed code', () => {
  const type = (code: string, from = '127.0.0.1') =>
    ask('/join', { method: 'POST', from, agent: browserAgent, body: `code=${encodeURIComponent(code)}` });

  test('[I7] leads to the page, however people write it', async () => {
    const one = invite();
    expect((await ask('/join', { agent: browserAgent })).body).toContain('<form');
    const found = await type(shownCode(one.row().typedCode).toLowerCase());
    expect([found.status, found.headers['location']]).toEqual([303, one.path]);
    await ask(`${one.path}/linphone.xml`);
    expect((await type(one.row().typedCode)).status).toBe(403);
  });

  test('[I7] cannot be guessed: five tries from one address, then one in twenty seconds; in all one in five seconds', async () => {
    invite();
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await type('BCDFGHJK')).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    ticks += 20_000;
    expect([(await type('BCDFGHJK')).status, (await type('BCDFGHJK')).status]).toEqual([403, 429]);
    expect(desk.guesses).toMatchObject({ count: 6, lastFrom: '127.0.0.1' });
    // Sixty addresses together: what is left of the twenty, and then nobody gets a try.
    let tried = 0;
    for (let host = 2; host < 62; host += 1)
      tried += Number((await type('BCDFGHJK', `127.0.0.${host}`)).status === 403);
    expect(tried).toBe(18);
    // An hour of it from all of them gives 720 tries more: of 19^8 codes that is one in 23 million.
    let more = 0;
    for (let second = 0; second < 3600; second += 5) {
      ticks += 5000;
      for (const host of [2 + ((second / 5) % 60), 70])
        more += Number((await type('BCDFGHJK', `127.0.0.${host}`)).status === 403);
    }
    expect(more).toBeGreaterThan(700);
    expect(more).toBeLessThanOrEqual(720);
  });
});
