/**
 * The PnP conversation as messages (RFC 6080 as the phone world keeps it): SUBSCRIBE `ua-profile` to a multicast group,
 * answered by 200 and a NOTIFY that carries a URL. Pure; the socket and the decision who is answered live in pnp.ts.
 */

import { parseMac, type Mac } from '../mac.ts';
import { answerTo, buildRequest, headerOf, paramsOf, parseSipUri, uriOf, type SipRequest } from '../sip/message.ts';
import { deviceText } from '../text.ts';

export type UaProfile = {
  mac: Mac | undefined;
  vendor: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
  userAgent: string | undefined;
  callId: string;
  /** Where the phone listens; only the port is taken from what it says, the address from where the datagram came. */
  contactPort: number | undefined;
};

/** Phones write `MAC%3A0004..`, `MAC:..`, `MAC=..`, `MAC-..` and `MAC0004..`, some with separators between the pairs. */
export function macInUri(text: string): Mac | undefined {
  const lower = text.slice(0, 512).toLowerCase().replaceAll('%3a', ':');
  for (let at = lower.indexOf('mac'); at !== -1; at = lower.indexOf('mac', at + 1)) {
    let digits = '';
    for (const char of lower.slice(at + 3, at + 3 + 20)) {
      if ((char >= '0' && char <= '9') || (char >= 'a' && char <= 'f')) digits += char;
      else if (!':=-'.includes(char)) break;
      if (digits.length === 13) break;
    }
    const mac = digits.length === 12 ? parseMac(digits) : undefined;
    if (mac !== undefined) return mac;
  }
  return undefined;
}

/** `undefined` when this is not a phone asking for its profile. */
export function readUaProfile(request: SipRequest): UaProfile | undefined {
  if (request.method !== 'SUBSCRIBE') return undefined;
  const event = paramsOf(headerOf(request, 'event') ?? '');
  if (event.value.toLowerCase() !== 'ua-profile') return undefined;
  const from = headerOf(request, 'from') ?? '';
  const to = headerOf(request, 'to') ?? '';
  const userAgent = headerOf(request, 'user-agent');
  const contact = parseSipUri(uriOf(headerOf(request, 'contact') ?? ''));
  const mac = [request.uri, from, to, headerOf(request, 'contact') ?? '']
    .map(macInUri)
    .find((found) => found !== undefined);
  return {
    mac,
    // Panasonic misspells it "vender".
    vendor: deviceText(event.params.get('vendor') ?? event.params.get('vender'), 64),
    model: deviceText(event.params.get('model'), 64),
    firmware: deviceText(event.params.get('version'), 64),
    userAgent: deviceText(userAgent),
    callId: headerOf(request, 'call-id') ?? '',
    contactPort: contact === undefined ? undefined : (contact.port ?? 5060),
  };
}

export const acceptProfile = (request: SipRequest, ours: { tag: string; address: string; port: number }): Buffer =>
  answerTo(request, 200, 'OK', {
    tag: ours.tag,
    headers: [
      ['Contact', `<sip:${ours.address}:${ours.port}>`],
      ['Expires', '0'],
    ],
  });

/**
 * RFC form: From and To swapped (with both tags), own branch. Phones that compare tags drop anything else. Always
 * `application/url`: one maker also accepts a type of its own with 200 and then fetches nothing.
 */
export function profileNotify(
  request: SipRequest,
  ours: { tag: string; branch: string; address: string; port: number; target: string; url: string },
): Buffer {
  const from = headerOf(request, 'from') ?? '';
  const to = headerOf(request, 'to') ?? '';
  return buildRequest('NOTIFY', `sip:${ours.target}`, {
    headers: [
      ['Via', `SIP/2.0/UDP ${ours.address}:${ours.port};branch=${ours.branch};rport`],
      ['Max-Forwards', '20'],
      ['From', paramsOf(to).params.has('tag') ? to : `${to};tag=${ours.tag}`],
      ['To', from],
      ['Call-ID', headerOf(request, 'call-id') ?? ''],
      ['CSeq', '1 NOTIFY'],
      ['Contact', `<sip:${ours.address}:${ours.port}>`],
      ['Event', headerOf(request, 'event') ?? 'ua-profile'],
      ['Subscription-State', 'terminated;reason=timeout'],
      ['Content-Type', 'application/url'],
    ],
    body: ours.url,
  });
}
