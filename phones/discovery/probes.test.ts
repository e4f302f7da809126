import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnnouncement } from './mdns.ts';
import { newCallId, readSipBanner, sipQuestion } from './sip-probe.ts';
import { readSnmp, snmpQuestion } from './snmp.ts';
import { readSsdp } from './ssdp.ts';
import { parseSip } from '../sip/message.ts';
import { askPage, realmOf, titleOf } from './web-probe.ts';

const bytes = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');

describe('[R4] SIP banners', () => {
  test('any status names its sender; User-Agent goes before Server', () => {
    expect(readSipBanner(bytes('SIP/2.0 404 Not Found', 'i: abc', 'Server: snomD785/10.1.198.19'))).toMatchObject({
      callId: 'abc',
      status: 404,
      text: 'snomD785/10.1.198.19',
    });
    expect(readSipBanner(bytes('SIP/2.0 200 OK', 'Call-ID: x', 'Server: a', 'user-agent :  b '))?.text).toBe('b');
  });

  test('bytes that are no text are shown as such, and a long name is cut', () => {
    // Avaya 12x0 puts a raw byte behind its name.
    const avaya = readSipBanner(bytes('SIP/2.0 200 OK', 'Call-ID: x', 'User-Agent: SIP12x0\x91.04.04\x00\x1b[2J'));
    expect(avaya?.text).toBe('SIP12x0\ufffd.04.04\ufffd\ufffd[2J');
    const long = readSipBanner(bytes('SIP/2.0 200 OK', 'Call-ID: x', `User-Agent: ${'A'.repeat(3000)}`));
    expect(long?.text).toHaveLength(256);
    expect(readSipBanner(bytes('SIP/2.0 200 OK', `User-Agent: ${'A'.repeat(9000)}`))).toBeUndefined();
    expect(readSipBanner(bytes('HTTP/1.1 200 OK', 'Server: x'))).toBeUndefined();
  });

  test('nothing that a stranger sends breaks a reader', () => {
    const readers = [readSipBanner, readSnmp, readSsdp];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom('', 'SIP/2.0 200 OK\r\n', 'HTTP/1.1 200 OK\r\n', '0\x82'), (noise, start) => {
        for (const read of readers) read(Buffer.concat([Buffer.from(start, 'latin1'), noise]));
      }),
      { numRuns: 500 },
    );
  }); // prettier-ignore

  test('the question is a SIP message by our own grammar', () => {
    const callId = newCallId();
    const question = parseSip(sipQuestion({ host: '10.1.0.9', port: 5062 }, { address: '10.1.0.1', port: 40_000 }, callId));
    expect(question).toMatchObject({ kind: 'request', method: 'OPTIONS', uri: 'sip:10.1.0.9:5062' });
  }); // prettier-ignore
});

describe('[R4] SNMP', () => {
  // As net-snmp's tools send and receive it: GET sysDescr.0, request 0x01020304, community public.
  const question = '302902010104067075626c6963a01c0204010203040201000201003 00e300c06082b060102010101000500'.replace(
    ' ',
    '',
  );
  const tlv = (tag: string, ...body: string[]) =>
    `${tag}${(body.join('').length / 2).toString(16).padStart(2, '0')}${body.join('')}`;
  const answer = (oid = '2b06010201010100', value = tlv('04', Buffer.from('VVX 4').toString('hex')), status = '00') => {
    const list = tlv('30', tlv('30', tlv('06', oid), value));
    const pdu = tlv('a2', '020401020304', tlv('02', status), '020100', list);
    return Buffer.from(tlv('30', '020101', '04067075626c6963', pdu), 'hex');
  };

  test('asks as the tools do', () => {
    expect(snmpQuestion(2, 0x0102_0304).toString('hex')).toBe(question);
    expect(snmpQuestion(1, 200).toString('hex')).toContain('02010004067075626c6963a01a020200c8');
  });

  test('reads the description that was asked for, and nothing else', () => {
    expect(readSnmp(answer())).toEqual({ requestId: 0x0102_0304, text: 'VVX 4' });
    expect(readSnmp(answer('2b06010201010200'))).toEqual({ requestId: 0x0102_0304, text: undefined });
    expect(readSnmp(answer('2b06010201010100', '8000'))).toEqual({ requestId: 0x0102_0304, text: undefined });
    expect(readSnmp(answer(undefined, undefined, '02'))).toEqual({ requestId: 0x0102_0304, text: undefined });
  });

  test('a length that is not there, or is longer than the datagram, is refused', () => {
    for (const hex of ['', '30', '3080', '3084ffffffff', '3005', '300302010104', question])
      expect(readSnmp(Buffer.from(hex, 'hex')), hex).toBeUndefined();
    const whole = answer();
    for (let end = 0; end < whole.length; end += 1) expect(readSnmp(whole.subarray(0, end))).toBeUndefined();
  });
});

describe('[R4] web pages', () => {
  test('titles and realms are one line, bounded and not HTML', () => {
    expect(titleOf('<HTML><Title lang=x>\n Polycom &amp; <b>')).toBe('Polycom &');
    expect(titleOf('<title>' + 'x'.repeat(10_000))).toHaveLength(120);
    expect(titleOf('no title')).toBeUndefined();
    expect(realmOf('Digest qop="auth", realm="Yealink SIP-T46S", nonce="1"')).toBe('Yealink SIP-T46S');
    expect(realmOf('Basic realm="open')).toBeUndefined();
  });

  test('a page without an end costs 16 KB, a slow one its time, and a redirect is not followed', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/away') return void response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
      if (request.url === '/slow') return;
      response.write('<title>Endless</title>');
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const signal = new AbortController().signal;
    const ask = (path: string) => askPage({ host: '127.0.0.1', port, path, signal, timeoutMs: 300 });
    const endless = await ask('/');
    expect([endless?.title, endless?.body.length]).toEqual(['Endless', 16 * 1024]);
    expect(await ask('/slow')).toBeUndefined();
    expect(await ask('/away')).toMatchObject({ status: 302, title: undefined });
    expect(asked).toEqual(['/', '/slow', '/away']);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});

describe('[R4] announcements', () => {
  test('mDNS: what a device offers, how it is called, and what it looks for', () => {
    const answers = [
      { type: 'PTR', name: '_ipp._tcp.local', data: 'Copier, 2nd floor._ipp._tcp.local' },
      { type: 'SRV', name: 'Copier, 2nd floor._printer._tcp.local', data: {} },
      { type: 'PTR', name: '_services._dns-sd._udp.local', data: '_http._tcp.local' },
      { type: 'A', name: 'copier.local', data: '10.9.9.9' },
    ];
    expect(readAnnouncement({ answers }, '10.1.0.7')).toEqual({
      address: '10.1.0.7',
      services: ['_ipp._tcp', '_printer._tcp', '_http._tcp'],
      names: ['Copier, 2nd floor'],
      seeks: [],
    });
    expect(readAnnouncement({ questions: [{ name: '_digiumproxy._udp.local' }] }, '10.1.0.8').seeks).toEqual([
      '_digiumproxy._udp',
    ]);
    const hostile = { answers: [{ type: 'PTR', name: 7, data: { a: 1 } }, { type: 'PTR', name: '', data: 'x\u202e._http._tcp.local' }] };
    expect(readAnnouncement(hostile as never, '10.1.0.9').names).toEqual(['x\ufffd']);
  }); // prettier-ignore

  test('SSDP: the server that answers, not the place that it points to', () => {
    const text = 'HTTP/1.1 200 OK\r\nLOCATION: http://192.0.2.1/\r\nST: upnp:rootdevice\r\nServer: FRITZ!Box 7590 UPnP/1.0\r\n\r\n';
    expect(readSsdp(Buffer.from(text))).toEqual({ server: 'FRITZ!Box 7590 UPnP/1.0', type: 'upnp:rootdevice' });
    expect(readSsdp(Buffer.from('NOTIFY * HTTP/1.1\r\n'))).toBeUndefined();
  }); // prettier-ignore
});
