import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { definePhoneVendor, type DhcpHelp, type PhoneVendor } from '../vendors/define.ts';
import { phoneVendors } from '../vendors/index.ts';
import { routersFor, vendorsHelped } from './routers.ts';

const target = { address: '192.168.7.10', httpPort: 8480 };
const url = 'http://192.168.7.10:8480/';

const vendor = (id: string, dhcp: DhcpHelp): PhoneVendor =>
  definePhoneVendor({
    id, name: id.toUpperCase(), oui: [], identify: [], models: [], vocabulary: [], dhcp, filesAskedFor: () => [], render: () => [],
    actions: { resync: { via: 'none', note: '' }, reboot: { via: 'none', note: '' }, showText: { via: 'none', note: '' } }, examples: [],
  }); // prettier-ignore

/** As the makers of the world want it: most read 66, some another one, one only an address. */
const world = [
  vendor('a', { options: [66, 43], form: 'folder' }),
  vendor('b', { options: [160, 159, 66], form: 'folder' }),
  vendor('c', { options: [114], form: 'folder' }),
  vendor('d', { options: [242], form: 'host' }),
  vendor('e', { options: [66], form: 'host' }),
];
const lines = (id: string) => routersFor(world, target).find((one) => one.id === id)?.lines ?? '';

describe('[G4] lines for routers', () => {
  test('say the address of this office in the fewest options that all makers read', () => {
    expect(lines('dnsmasq')).toBe(`dhcp-option=66,"${url}"\ndhcp-option=114,"${url}"\ndhcp-option=242,"192.168.7.10"`);
    expect(lines('isc-dhcpd')).toContain(`option tftp-server-name "${url}";`);
    expect(lines('isc-dhcpd')).toContain('option switchroom-114 code 114 = text;');
    expect(lines('mikrotik')).toContain(`code=66 value="'${url}'"`);
    expect(lines('mikrotik')).toContain(`code=242 value="s'192.168.7.10'"`);
    expect(lines('windows')).toContain(`Set-DhcpServerv4OptionValue -OptionId 66 -Value "${url}"`);
    expect(lines('windows')).not.toContain('OptionDefinition -OptionId 66');
    expect(lines('cisco-ios')).toContain(` option 114 ascii "${url}"`);
    expect(JSON.parse(lines('kea'))).toMatchObject({ 'option-def': [{ code: 114 }, { code: 242 }], 'option-data': [{ data: url }, {}, {}] }); // prettier-ignore
  });

  test('a maker that reads the option in another form is named, and a router that cannot says what helps', () => {
    for (const router of routersFor(world, target)) {
      if (router.canDo) expect(router.notes.join(' '), router.id).toContain('Not read by phones of E');
      else expect(router, router.id).toMatchObject({ lines: '' });
    }
    expect(
      routersFor(world, target)
        .find(({ id }) => id === 'fritzbox')
        ?.notes.join(' '),
    ).toContain('plug and play');
  });

  test('no option is said in a form that another maker, which reads it too, takes wrongly; makers that are here come first', () => {
    const many = [
      vendor('poly', { options: [160, 66], form: 'folder' }),
      vendor('algo', { options: [66, 160], form: 'host' }),
      vendor('gigaset', { options: [114, 66], form: 'folder' }),
    ];
    const said = (here: string[]) => routersFor(many, target, new Set(here))[0];
    // In 160 a bare address would be read by the phones of Poly first.
    for (const here of [[], ['gigaset', 'poly']]) {
      expect(said(here)?.lines).toBe(`dhcp-option=66,"${url}"`);
      expect(said(here)?.notes.join(' ')).toContain('Not read by phones of ALGO');
    }
    expect(said(['algo'])?.lines).toBe(`dhcp-option=66,"192.168.7.10"\ndhcp-option=114,"${url}"`);
    expect(said(['algo'])?.notes.join(' ')).toContain('Not read by phones of POLY');
  });

  test('every maker that reads an option is told by one or named', () => {
    const [one] = routersFor(phoneVendors, target);
    for (const { name, options, value } of vendorsHelped(phoneVendors, target).filter(
      ({ options: all }) => all.length > 0,
    )) {
      const isTold = options.some((code) => one?.lines.includes(`dhcp-option=${code},"${value}"`));
      expect(isTold || (one?.notes.join(' ').includes(name) ?? false), name).toBe(true);
    }
  });

  test.runIf(spawnSync('dnsmasq', ['--version']).status === 0)('dnsmasq itself takes its lines', () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchroom dnsmasq '));
    try {
      const file = join(folder, 'phones.conf');
      writeFileSync(file, `${lines('dnsmasq')}\n`);
      const { status, stderr } = spawnSync('dnsmasq', ['--test', `--conf-file=${file}`], { encoding: 'utf8' });
      expect(stderr).toContain('syntax check OK');
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
