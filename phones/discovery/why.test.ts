import { expect, test } from 'vitest';
import type { ScanCounts } from './scan.ts';
import { passiveReports, scanReports, type MethodId } from './why.ts';

const none = { asked: 0, answered: 0 };
const counts: ScanCounts = {
  table: { by: '/proc/net/arp', problem: undefined },
  sweep: { sent: 254, problems: new Map() },
  live: 12,
  withMac: 12,
  sip: { asked: 12, answered: 3 },
  sipPorts: none,
  web: { asked: 2, answered: 0 },
  snmp: none,
  ssdp: { answered: 0 },
  mdns: { answered: 1, problem: undefined },
};
const reportOf = (id: MethodId, more: Partial<ScanCounts> = {}, platform: NodeJS.Platform = 'linux') =>
  scanReports({ ...counts, ...more }, platform).find((one) => one.id === id);

test('[R4] each way of looking says what it did, and what helps when something may be hidden', () => {
  expect(reportOf('sip')).toMatchObject({ outcome: 'found', text: '12 devices asked, 3 answered.' });
  expect(reportOf('sip')?.remedy).toContain('Restart the phone');
  expect(reportOf('web')).toMatchObject({ outcome: 'nothing', text: '2 devices asked, 0 have one.' });
  expect(reportOf('snmp')).toMatchObject({ outcome: 'nothing' });
  expect(reportOf('snmp')).not.toHaveProperty('remedy');
  expect(reportOf('mdns')?.text).toContain('1 device announced itself');
});

test('[R4] what keeps questions from leaving is named with its remedy, on each system', () => {
  const blocked = { sweep: { sent: 254, problems: new Map([['EPERM', 254]]) }, live: 0 };
  expect(reportOf('sweep', blocked)).toMatchObject({ outcome: 'trouble', remedy: expect.stringContaining('firewall') as string }); // prettier-ignore
  const lost = { sweep: { sent: 254, problems: new Map([['EHOSTUNREACH', 254]]) }, live: 0 };
  expect(reportOf('sweep', lost, 'darwin')?.remedy).toContain('Local Network');
  expect(reportOf('sweep', lost)?.remedy).toContain('still connected');
  // Some addresses have no way, as they may; others answered.
  expect(reportOf('sweep', { sweep: lost.sweep })).toMatchObject({ outcome: 'found' });
  expect(reportOf('sweep', { live: 0, withMac: 0 })?.remedy).toContain('client isolation');
  expect(reportOf('table', { table: { by: undefined, problem: 'no rights' } })).toMatchObject({ outcome: 'trouble' });
  expect(reportOf('mdns', { mdns: { answered: 0, problem: 'port taken' } })).toMatchObject({ outcome: 'trouble' });
});

test('[R4] what only listens says so, what needs rights says what it would show, and a deaf listener is trouble', () => {
  const passive = (failure?: string, isOffering = true) =>
    passiveReports({
      pnp: { failure, isOffering, heard: 0 },
      provisioning: { heard: 2 },
      registrations: { refused: 0 },
    });
  expect(passive().map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'pnp listening',
    'provisioning found',
    'registrations listening',
    'lldp off',
    'dhcp off',
  ]);
  expect(passive('port 5060 is in use')[0]).toMatchObject({ outcome: 'trouble' });
  expect(passive(undefined, false)[0]?.remedy).toContain('switched off');
  for (const { id, text } of passive())
    if (id === 'lldp' || id === 'dhcp') expect(text).toMatch(/administrator rights/);
});
