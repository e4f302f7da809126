import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArpAn, parseIpNeigh, parseNetNeighbor, parseProcArp, parseWindowsArp, triedInProcArp } from './tables.ts';

describe('[R4] neighbour tables', () => {
  test('Linux /proc/net/arp: complete and static rows, not those that never answered', () => {
    const table = [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.1.0.20        0x1         0x2         00:04:13:aa:bb:cc     *        eth0',
      '10.1.0.21        0x1         0x0         00:00:00:00:00:00     *        eth0',
      '10.1.0.22        0x1         0x6         80:5e:c0:00:00:01     *        eth0.10',
      '10.1.0.23        0x1         0x0         80:5e:c0:00:00:02     *        eth0',
    ].join('\n');
    expect(parseProcArp(table)).toEqual([
      { address: '10.1.0.20', mac: '000413aabbcc', interface: 'eth0' },
      { address: '10.1.0.22', mac: '805ec0000001', interface: 'eth0.10' },
    ]);
    expect(triedInProcArp(table)).toEqual(['10.1.0.21', '10.1.0.23']);
    // OpenWrt writes another heading.
    expect(parseProcArp(`IP address  HW type  Flags  HW address  Mask  Device\r\n${table.split('\n')[1]}\r\n`)).toHaveLength(1); // prettier-ignore
  });

  test('Linux ip neigh as text and as JSON', () => {
    const text = [
      '10.1.0.20 dev eth0 lladdr 00:04:13:aa:bb:cc REACHABLE',
      '10.1.0.1 dev eth0 lladdr 0c:38:3e:00:00:09 router STALE',
      '10.1.0.30 dev eth0  INCOMPLETE',
      '10.1.0.31 dev eth0 lladdr 0c:38:3e:00:00:08 FAILED',
      'fe80::1 dev eth0 lladdr 0c:38:3e:00:00:09 router STALE',
      '10.1.0.40 dev br0 lladdr 0c:38:3e:00:00:07 extern_learn PERMANENT',
    ].join('\n');
    const rows = [
      { address: '10.1.0.20', mac: '000413aabbcc', interface: 'eth0' },
      { address: '10.1.0.1', mac: '0c383e000009', interface: 'eth0' },
      { address: '10.1.0.40', mac: '0c383e000007', interface: 'br0' },
    ];
    expect(parseIpNeigh(text)).toEqual(rows);
    const json = [
      { dst: '10.1.0.20', dev: 'eth0', lladdr: '00:04:13:aa:bb:cc', state: ['REACHABLE'] },
      { dst: '10.1.0.1', dev: 'eth0', lladdr: '0c:38:3e:00:00:09', router: null, state: ['STALE'] },
      { dst: '10.1.0.30', dev: 'eth0', state: ['INCOMPLETE'] },
      { dst: '10.1.0.40', dev: 'br0', lladdr: '0c:38:3e:00:00:07', state: ['PERMANENT'] },
    ];
    expect(parseIpNeigh(JSON.stringify(json))).toEqual(rows);
    expect(parseIpNeigh('[{"dst": 7}, null, "x"')).toEqual([]);
    expect(parseIpNeigh('[null, 3, {"dst": 7}]')).toEqual([]);
  });

  test('macOS, BSD and net-tools arp -an', () => {
    const text = [
      '? (10.1.0.20) at 0:4:13:aa:b:c on en0 ifscope [ethernet]',
      '? (10.1.0.21) at (incomplete) on en0 ifscope [ethernet]',
      'fritz.box (my) (10.1.0.1) at c0:25:6:0:1:2 on en0 [ethernet]',
      '? (10.1.0.255) at ff:ff:ff:ff:ff:ff on en0 ifscope [ethernet]',
      '? (224.0.0.251) at 1:0:5e:0:0:fb on en0 ifscope permanent [ethernet]',
      '? (10.1.0.30) at 80:5e:c0:00:00:01 on em0 expires in 1170 seconds [ethernet]',
      '? (10.1.0.31) at 80:5e:c0:00:00:02 [ether] on eth0',
      '? (10.1.0.32) auf 80:5e:c0:00:00:03 [ether] auf eth0',
      '? (10.1.0.33) at <incomplete> on eth0',
    ].join('\n');
    expect(parseArpAn(text)).toEqual([
      { address: '10.1.0.20', mac: '000413aa0b0c', interface: 'en0' },
      { address: '10.1.0.1', mac: 'c02506000102', interface: 'en0' },
      { address: '10.1.0.30', mac: '805ec0000001', interface: 'em0' },
      { address: '10.1.0.31', mac: '805ec0000002', interface: 'eth0' },
      { address: '10.1.0.32', mac: '805ec0000003' },
    ]);
  });

  test.each([
    ['English', 'Interface:', 'Internet Address      Physical Address      Type', 'dynamic', 'static'],
    ['German', 'Schnittstelle:', 'Internetadresse       Physische Adresse     Typ', 'dynamisch', 'statisch'],
    ['French', 'Interface\u00a0:', 'Adresse Internet      Adresse physique      Type', 'dynamique', 'statique'],
    ['Spanish', 'Interfaz:', 'Direcci\u00a2n de Internet          Direcci\u00a2n f\u00a1sica      Tipo', 'din\u00a0mico', 'est\u00a0tico'],
    ['Russian in the wrong code page', '\u0088\u00ad\u00e2\u00a5\u00e0\u00e4\u00a5\u00a9\u00e1:', '\u00a0\u00a4\u00e0\u00a5\u00e1', '\u00a4\u00a8\u00ad', '\u00e1\u00e2'],
    ['Japanese', '\u30a4\u30f3\u30bf\u30fc\u30d5\u30a7\u30a4\u30b9:', '\u7269\u7406\u30a2\u30c9\u30ec\u30b9', '\u52d5\u7684', '\u9759\u7684'],
  ])('Windows arp -a in %s', (_language, heading, titles, dynamic, fixed) => {
    const text = [
      '',
      `${heading} 10.1.0.5 --- 0xb`,
      `  ${titles}`,
      `  10.1.0.1              c0-25-06-00-01-02     ${dynamic}`,
      `  10.1.0.255            ff-ff-ff-ff-ff-ff     ${fixed}`,
      `  224.0.0.22            01-00-5e-00-00-16     ${fixed}`,
      '',
      `${heading} 192.168.9.5 --- 0x11`,
      `  ${titles}`,
      `  192.168.9.20          00-04-13-AA-BB-CC     ${dynamic}`,
    ].join('\r\n');
    expect(parseWindowsArp(text)).toEqual([
      { address: '10.1.0.1', mac: 'c02506000102', interface: '10.1.0.5' },
      { address: '192.168.9.20', mac: '000413aabbcc', interface: '192.168.9.5' },
    ]);
  }); // prettier-ignore

  test('Get-NetNeighbor as JSON: words or numbers, one object or many', () => {
    const rows = [
      { IPAddress: '10.1.0.20', LinkLayerAddress: '00-04-13-AA-BB-CC', State: 'Reachable', InterfaceAlias: 'Ethernet' },
      { IPAddress: '10.1.0.21', LinkLayerAddress: '00-00-00-00-00-00', State: 'Unreachable' },
      { IPAddress: '10.1.0.22', LinkLayerAddress: '80-5E-C0-00-00-01', State: 4 },
      { IPAddress: '10.1.0.23', LinkLayerAddress: '80-5E-C0-00-00-02', State: 0 },
      { IPAddress: '239.255.255.250', LinkLayerAddress: '01-00-5E-7F-FF-FA', State: 6 },
      { IPAddress: '10.1.0.24', LinkLayerAddress: '', State: 1 },
    ];
    expect(parseNetNeighbor(JSON.stringify(rows))).toEqual([
      { address: '10.1.0.20', mac: '000413aabbcc', interface: 'Ethernet' },
      { address: '10.1.0.22', mac: '805ec0000001' },
    ]);
    expect(parseNetNeighbor(JSON.stringify(rows[0]))).toHaveLength(1);
    expect(parseNetNeighbor('')).toEqual([]);
  });

  test('any text is read without a complaint, and every row is an address and a MAC', () => {
    const parsers = [parseProcArp, parseIpNeigh, parseArpAn, parseWindowsArp, parseNetNeighbor];
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const parse of parsers)
          for (const { address, mac } of parse(text)) {
            expect(address).toMatch(/^\d{1,3}(\.\d{1,3}){3}$/);
            expect(mac).toMatch(/^[0-9a-f]{12}$/);
          }
      }),
      { numRuns: 300 },
    );
  });
});
