import jsQr from 'jsqr';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { appIds, type AppId } from '../../../office/features/invitations/apps.ts';
import type { SoftphoneAccount } from '../account.ts';
import { apps } from './index.ts';
import {
  readAcrobits,
  readBaresip,
  readLinphone,
  readMicrosip,
  readSipnetic,
  readWave,
  readZoiper,
  type ReadAccount,
} from './read-back.ts';

const account = (patch: Partial<SoftphoneAccount> = {}): SoftphoneAccount => ({
  displayName: 'Jörg "Joe" <Müller> & Söhne; Häuser\\Höfe',
  number: '101',
  user: 'ext-abc123-2',
  secret: 'aB3xQ9zz17LmnoPqrstU5vWk',
  server: '192.168.1.10',
  port: 5060,
  transport: 'udp',
  srtp: false,
  voicemailNumber: '*98',
  ...patch,
});
const accounts: readonly SoftphoneAccount[] = [
  account(),
  account({ transport: 'tcp', voicemailNumber: undefined }),
  account({ transport: 'tls', srtp: true, port: 5061 }),
  account({ server: '2001:db8::10' }),
  account({ displayName: '李小龙' }),
];

const readers: Partial<Record<AppId, (bytes: Buffer) => ReadAccount>> = {
  linphone: readLinphone,
  acrobits: readAcrobits,
  zoiper: readZoiper,
  microsip: readMicrosip,
  baresip: readBaresip,
};
const qrReaders: Partial<Record<AppId, (text: string) => ReadAccount>> = {
  'grandstream-wave': readWave,
  sipnetic: readSipnetic,
};

const wanted = (given: SoftphoneAccount): Omit<ReadAccount, 'name'> => {
  const { user, secret, server, port, transport, srtp } = given;
  return { user, secret, server, port, transport, srtp };
};

/** What a phone's camera sees: black and white points with a margin, four pixels each. */
function scanned(text: string): string | undefined {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = 4;
  const pixels = new Uint8ClampedArray(size * size * scale * scale * 4);
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1) {
      const value = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true ? 0 : 255;
      pixels.set([value, value, value, 255], (y * size * scale + x) * 4);
    }
  return jsQr(pixels, size * scale, size * scale)?.data;
}

describe.each(appIds)('%s', (id) => {
  const app = apps[id];

  test('[I7] [I6] its file says the account exactly, read by the rules of its format', () => {
    expect(app.id).toBe(id);
    expect(app.steps.length).toBeGreaterThan(0);
    const read = readers[id];
    expect(app.file === undefined).toBe(read === undefined);
    if (!app.file || !read) return;
    for (const given of accounts)
      expect(read(app.file.render(given))).toEqual({
        ...wanted(given),
        // baresip takes no name with quotes or angle brackets in it.
        name: id === 'baresip' ? given.displayName.replace(/["<>\\;]/g, '') : given.displayName,
      });
  });

  test('[I7] a QR code that holds the account is read back, or refused with the reason', () => {
    expect(app.qrText === undefined).toBe(app.qr !== 'account');
    const read = qrReaders[id];
    if (!app.qrText || !read) return;
    for (const given of accounts) {
      if (app.refuses?.(given) !== undefined) continue;
      const text = scanned(app.qrText(given));
      expect(text).toBe(app.qrText(given));
      const found = read(text ?? '');
      expect(found).toMatchObject(wanted(given));
      expect(found.name).toMatch(/^[A-Za-z0-9 .'-]+$/);
    }
  });
});

test('[I7] Wave’s code says no transport, so an identity with another one than UDP is refused in words', () => {
  const wave = apps['grandstream-wave'];
  expect(wave.refuses?.(account())).toBeUndefined();
  expect(wave.refuses?.(account({ transport: 'tls' }))).toContain('TLS');
});

test('[I7] links that open an app keep address and path', () => {
  const url = 'http://192.168.1.10:8480/join/aB3xQ9zz17LmnoPqrstU5vWk/x.xml';
  expect(apps.linphone.deepLink?.(url)).toBe(`linphone-config:${url}`);
  expect(apps.acrobits.deepLink?.(url)).toBe('provlinkb://192.168.1.10:8480/join/aB3xQ9zz17LmnoPqrstU5vWk/x.xml');
});

test('[I7] the QR code of a link is read back from its picture, for the longest address that an office can have', () => {
  for (const host of ['10.0.0.1:8480', '[2001:db8:1234:5678:9abc:def0:1234:5678]:65535']) {
    const link = `http://${host}/join/aB3xQ9zz17LmnoPqrstU5vWk/linphone.xml`;
    expect(scanned(link)).toBe(link);
  }
});
