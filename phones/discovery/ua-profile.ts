/**
 * The PnP conversation as messages (RFC 6080 as the phone world keeps it): SUBSCRIBE `ua-profile` to a multicast group,
 * answered by 200 and a NOTIFY that carries a URL. Pure; the socket and the decision who is answered live in pnp.ts.
 */

import { findMac, parseMac, type Mac } from '../mac.ts';
import { answerTo, buildRequest, headerOf, paramsOf, parseSipUri, uriOf, type SipRequest } from '../sip/message.ts';
import { deviceText } from '../text.ts';

export type UaProfile = {
  mac: Mac | undefined;
  vendor: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
  userAgent: string | undefined;
  callId: string;
  /** `device`; AudioCodes says `application`. */
  profileType: string | undefined;
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
  // Some makers say it only in the user agent, with separators.
  const mac =
    [request.uri, from, to, headerOf(request, 'contact') ?? ''].map(macInUri).find((found) => found !== undefined) ??
    findMac(userAgent ?? '');
  return {
    mac,
    // Panasonic misspells it "vender".
    vendor: deviceText(event.params.get('vendor') ?? event.params.get('vender'), 64),
    model: deviceText(event.params.get('model'), 64),
    firmware: deviceText(event.params.get('version'), 64),
    userAgent: deviceText(userAgent),
    callId: headerOf(request, 'call-id') ?? '',
    profileType: deviceText(event.params.get('profile-type'), 32),
    contactPort: contact === undefined ? undefined : (contact.port ?? 5060),
  };
}

/** Grandstream's own servers accept with 202, as RFC 3265 had it; its phones know both, other makers' only 200 (RFC 6665). */
const isAccepted = (request: SipRequest): boolean =>
  /^grandstream/i.test(paramsOf(headerOf(request, 'event') ?? '').params.get('vendor') ?? '');

export const acceptProfile = (request: SipRequest, ours: { tag: string; address: string; port: number }): Buffer =>
  answerTo(request, isAccepted(request) ? 202 : 200, isAccepted(request) ? 'Accepted' : 'OK', {
    tag: ours.tag,
    headers: [
      ['Contact', `<sip:${ours.address}:${ours.port}>`],
      ['Expires', '0'],
    ],
  });

/**
 * AudioCodes documents its answer with From and To as in the question; its phones name no vendor and another type of
 * profile. They get the RFC form first.
 */
export const isUnswapped = ({ vendor, profileType }: Pick<UaProfile, 'vendor' | 'profileType'>): boolean =>
  vendor === undefined && profileType?.toLowerCase() === 'application';

/** Accepted with 200 by the phones of one maker, which then fetch nothing. */
const MUTE_TYPES = new Set(['application/x-gs-ucm-url']);

/** The first type that the phone accepts and understands as a URL. */
export function contentTypeFor(request: SipRequest): string {
  const types = (headerOf(request, 'accept') ?? '')
    .split(',', 8)
    .map((type) => paramsOf(type).value.trim().toLowerCase())
    .filter((type) => /^(?:application|text)\/[a-z0-9][a-z0-9.+-]{0,60}$/.test(type) && !MUTE_TYPES.has(type));
  return types.includes('application/url') ? 'application/url' : (types[0] ?? 'application/url');
}

/** RFC form: From and To swapped (with both tags), own branch. Phones that compare tags drop anything else. */
export function profileNotify(
  request: SipRequest,
  ours: {
    tag: string;
    branch: string;
    address: string;
    port: number;
    target: string;
    url: string;
    isUnswapped?: boolean;
  },
): Buffer {
  const from = headerOf(request, 'from') ?? '';
  const to = headerOf(request, 'to') ?? '';
  const answered = paramsOf(to).params.has('tag') ? to : `${to};tag=${ours.tag}`;
  return buildRequest('NOTIFY', `sip:${ours.target}`, {
    headers: [
      ['Via', `SIP/2.0/UDP ${ours.address}:${ours.port};branch=${ours.branch};rport`],
      ['Max-Forwards', '20'],
      ['From', ours.isUnswapped === true ? from : answered],
      ['To', ours.isUnswapped === true ? answered : from],
      ['Call-ID', headerOf(request, 'call-id') ?? ''],
      ['CSeq', '1 NOTIFY'],
      ['Contact', `<sip:${ours.address}:${ours.port}>`],
      ['Event', headerOf(request, 'event') ?? 'ua-profile'],
      ['Subscription-State', 'terminated;reason=timeout'],
      ['Content-Type', contentTypeFor(request)],
    ],
    body: ours.url,
  });
}
