/** All of etc/ as text: safe by itself, refused when a setting could write a line of its own. */
import { describe, expect, test } from 'vitest';
import { transportName } from './conf-pjsip.ts';
import { ConfError } from './conf.ts';
import { costOf, engineFiles } from './files.ts';
import { countryCodes } from './indications.ts';
import { enginePaths } from './paths.ts';
import type { EngineSettings, FileInput, TransportSettings } from './settings.ts';

const udp = (address: string, port = 5060): TransportSettings => ({ protocol: 'udp', address, port });
const settings: EngineSettings = {
  systemName: 'office',
  transports: [udp('192.0.2.10')],
  rtp: { first: 10_000, last: 10_200 },
  country: 'de',
  timezone: 'Europe/Berlin',
  realtime: { ps_endpoints: 'ps_endpoints' },
  dialplan: '[general]\n',
};
const input = (change: Partial<EngineSettings> = {}, dataDir = '/srv/data'): FileInput => ({
  settings: { ...settings, ...change },
  bundle: { run: '/b/run.sh', modules: '/b/modules', share: '/b/share', bin: '/b/bin', moh: '/b/moh' },
  paths: enginePaths(dataDir),
  ami: { port: 5038, username: 'switchroom', secret: 'x'.repeat(48) },
});
const hostile = ['a\nb', 'a\r\n[evil]', 'a\0', '', ' ', '../x', '#exec id', '${SHELL(id)}', 'a;--', "';drop"];

describe('the files', () => {
  test('run nothing and forbid what could', () => {
    const all = Object.values(engineFiles(input())).join('\n');
    expect(all).not.toMatch(
      /mailcmd|externnotify|externpass|#exec|#include|application\s*=|System\(|SHELL\(|exec_after_rotate/i,
    );
    const conf = engineFiles(input())['asterisk.conf'];
    for (const line of ['live_dangerously = no', 'execincludes = no', 'disable_remote_console_shell = yes'])
      expect(conf).toContain(line);
    expect(engineFiles(input())['manager.conf']).toMatch(/bindaddr = 127\.0\.0\.1\n/);
  });

  test.each(hostile)('refuse %j as any setting', (text) => {
    const changes: Partial<EngineSettings>[] = [
      { timezone: text },
      { realtime: { family: text } },
      { transports: [udp(text)] },
      { parking: { first: text as never, last: 2, seconds: 45 } },
    ];
    for (const change of changes) expect(() => engineFiles(input(change)), JSON.stringify(change)).toThrow(ConfError);
  });

  test.each(['0x7f.1', '127.1', '2130706433', 'localhost', 'fe80::1%lo', '1.2.3.4/33', '01.02.03.04', '0.0.0.0', '::'])(
    'refuse %s as an address',
    (address) => {
      expect(() => engineFiles(input({ transports: [udp(address)] }))).toThrow(ConfError);
    },
  );

  test('escape a semicolon in the data folder', () => {
    expect(engineFiles(input({}, '/srv/a;--b'))['asterisk.conf']).toContain('astetcdir => /srv/a\\;--b/engine/etc');
  });

  test('have tones for every country', () => {
    for (const country of countryCodes)
      expect(engineFiles(input({ country }))['indications.conf']).toContain(`[${country}]`);
  });
});

describe('what a change costs', () => {
  test('a new address reloads, a left one restarts, and every file has a cost', () => {
    const [one, two] = [[udp('192.0.2.10')], [udp('192.0.2.10'), udp('192.0.2.11')]];
    expect(costOf('pjsip.conf', one, two)).toEqual({ kind: 'reload', module: 'res_pjsip.so' });
    expect(costOf('pjsip.conf', two, one)).toEqual({ kind: 'restart' });
    for (const name of Object.keys(engineFiles(input())))
      expect(costOf(name, one, one).kind).toMatch(/none|reload|restart/);
    expect(() => costOf('other.conf', one, one)).toThrow(ConfError);
  });

  test('a transport is named after its address', () => {
    expect(transportName(udp('192.0.2.10'))).toBe('udp-192-0-2-10-5060');
    expect(transportName(udp('2001:db8::1'))).toMatch(/^udp-v6-[0-9a-f]{12}-5060$/);
    expect(transportName(udp('2001:db8::1')).length).toBeLessThanOrEqual(40);
  });
});

test('a data folder that is too long for a socket gets a short run folder, always the same', () => {
  const long = `/srv/${'x'.repeat(90)}`;
  const paths = enginePaths(long, '/tmp');
  expect(paths).toMatchObject({ isRunElsewhere: true });
  expect(Buffer.byteLength(paths.controlSocket)).toBeLessThanOrEqual(107);
  expect(enginePaths(long, '/tmp').run).toBe(paths.run);
  expect(enginePaths(`${long}y`, '/tmp').run).not.toBe(paths.run);
  expect(enginePaths('/srv/data', '/tmp')).toMatchObject({ isRunElsewhere: false, run: '/srv/data/engine/run' });
});
