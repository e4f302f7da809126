import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerTo,
  buildRequest,
  headerOf,
  headersOf,
  paramsOf,
  parseSip,
  parseSipUri,
  SipBuildError,
  uriOf,
  type SipRequest,
} from './message.ts';

const SUBSCRIBE = [
  'SUBSCRIBE sip:MAC%3a000413AABBCC@224.0.1.75 SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK-1;rport',
  'Max-Forwards: 70',
  'From: <sip:MAC%3a000413AABBCC@224.0.1.75>;tag=p1',
  'To: <sip:MAC%3a000413AABBCC@224.0.1.75>',
  'Call-ID: 1930770594@10.0.0.9',
  'CSeq: 1 SUBSCRIBE',
  'Contact: <sip:10.0.0.9:5060>',
  'Event: ua-profile;profile-type="device";vendor="snom";model="snomD785";version="10.1.198.19"',
  'Expires: 0',
  'Accept: application/url',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const read = (text: string) => parseSip(Buffer.from(text, 'utf8'));
const codeOf = (text: string): string => {
  const message = read(text);
  return message.kind === 'refused' ? message.code : message.kind;
};

describe('SIP messages', () => {
  it('reads a request and its parameters', () => {
    const message = read(SUBSCRIBE);
    expect(message).toMatchObject({
      kind: 'request',
      method: 'SUBSCRIBE',
      uri: 'sip:MAC%3a000413AABBCC@224.0.1.75',
      body: '',
    });
    const { value, params } = paramsOf(headerOf(message as SipRequest, 'event') ?? '');
    expect([value, Object.fromEntries(params)]).toEqual([
      'ua-profile',
      { 'profile-type': 'device', vendor: 'snom', model: 'snomD785', version: '10.1.198.19' },
    ]);
  });

  it('reads compact names, folded lines, bare LF and repeated Via', () => {
    const message = read(
      'NOTIFY sip:a@b SIP/2.0\nv: one\nVia: two\nf: <sip:a@b>;tag=1\nt: "x;y" <sip:c@d;lr>;tag=2\ni: 1\nCSeq: 1\n NOTIFY\no: check-sync\nl: 2\n\nhi there',
    );
    expect(message).toMatchObject({ kind: 'request', body: 'hi' });
    expect(headersOf(message as SipRequest, 'via')).toEqual(['one', 'two']);
    expect(headerOf(message as SipRequest, 'cseq')).toBe('1 NOTIFY');
    expect(uriOf(headerOf(message as SipRequest, 'to') ?? '')).toBe('sip:c@d;lr');
  });

  it('answers with the headers a phone compares', () => {
    const answer = parseSip(
      answerTo(read(SUBSCRIBE) as SipRequest, 200, 'OK', { tag: 'ours', headers: [['Expires', '0']] }),
    );
    expect(answer).toMatchObject({ kind: 'response', status: 200, reason: 'OK' });
    expect(answer.kind === 'response' && headerOf(answer, 'to')).toBe('<sip:MAC%3a000413AABBCC@224.0.1.75>;tag=ours');
    expect(answer.kind === 'response' && headerOf(answer, 'via')).toBe(
      'SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK-1;rport',
    );
  });

  it.each([
    ['', 'empty'],
    ['\r\n\r\n', 'empty'],
    ['hello', 'no-end-of-headers'],
    [SUBSCRIBE.replace('Expires: 0', 'Expires: \u00000'), 'control-character'],
    [SUBSCRIBE.replace('Expires: 0', 'Expires: a\rb'), 'control-character'],
    [SUBSCRIBE.replace('CSeq: 1 SUBSCRIBE\r\n', ''), 'missing-header'],
    [SUBSCRIBE.replace('Expires: 0', 'Call-ID: other'), 'repeated-header'],
    [SUBSCRIBE.replace('Content-Length: 0', 'Content-Length: -1'), 'bad-length'],
    [SUBSCRIBE.replace('Content-Length: 0', 'Content-Length: 99'), 'bad-length'],
    [SUBSCRIBE.replace('Content-Length: 0', 'Content-Length: 99999999999999'), 'bad-length'],
    [SUBSCRIBE.replace('Expires: 0', 'no colon here'), 'bad-header'],
    [SUBSCRIBE.replace('SIP/2.0\r\n', 'SIP/3.0\r\n'), 'bad-start-line'],
    ['SIP/2.0 99 no\r\n\r\n', 'bad-start-line'],
    [SUBSCRIBE.replace('Expires: 0', `X: ${'a'.repeat(2000)}`), 'line-too-long'],
    [SUBSCRIBE.replace('Expires: 0', 'X: 1\r\n'.repeat(70).trimEnd()), 'too-many-headers'],
    [SUBSCRIBE + 'x'.repeat(5000), 'too-large'],
  ])('refuses nonsense by name (%#)', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('never throws on 20,000 mutated packets, and is quick about it', () => {
    const base = Buffer.from(SUBSCRIBE, 'utf8');
    const edit = fc.record({
      at: fc.nat(base.length),
      drop: fc.nat(40),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 24 }),
        fc
          .constantFrom(
            '\r\n',
            '\n',
            ';',
            '"',
            '<',
            '>',
            '%3a',
            '\0',
            'Via: x\r\n',
            '\r\n\t',
            'Content-Length: 4294967296',
            '\\"',
            ' ',
            ':',
          )
          .map((text) => Buffer.from(text)),
      ),
    });
    const started = performance.now();
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let bytes: Buffer = base;
        for (const { at, drop, put } of edits)
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)]);
        const message = parseSip(bytes);
        expect(['request', 'response', 'refused']).toContain(message.kind);
        if (message.kind === 'refused') return;
        for (const { value } of message.headers) {
          paramsOf(value);
          parseSipUri(uriOf(value));
        }
        if (message.kind === 'request') answerTo(message, 200, 'OK', { tag: 't' });
      }),
      { numRuns: 20_000 },
    );
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('takes time in step with length, whatever the content', () => {
    for (const filler of ['"', '\\', ';', '<', ';a="', '%3a', ' \r\n ']) {
      const started = performance.now();
      parseSip(Buffer.from(SUBSCRIBE.replace('Expires: 0', `X: ${filler.repeat(1000 / filler.length)}`)));
      paramsOf(filler.repeat(50_000));
      expect(performance.now() - started).toBeLessThan(250);
    }
  });

  it('refuses to build a line that would become two', () => {
    expect(() => buildRequest('NOTIFY', 'sip:a@b', { headers: [['Event', 'x\r\nVia: y']] })).toThrow(SipBuildError);
    expect(() => buildRequest('NOTIFY', 'sip:a@b\n', { headers: [] })).toThrow(SipBuildError);
  });

  it('reads SIP URIs', () => {
    expect(parseSipUri('sip:10.0.0.9:5062;transport=udp')).toEqual({
      scheme: 'sip',
      user: '',
      host: '10.0.0.9',
      port: 5062,
    });
    expect(parseSipUri('sips:a@[fe80::1]:5061')).toEqual({ scheme: 'sips', user: 'a', host: '[fe80::1]', port: 5061 });
    for (const bad of ['sip:', 'sip:@', 'tel:1', 'sip:a@b:99999', 'sip:a@b:', 'sip:a@[::1', 'x', 'sip:a@b:0']) {
      expect(parseSipUri(bad)).toBeUndefined();
    }
  });
});
