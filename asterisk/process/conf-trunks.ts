/**
 * What Asterisk does with trunks by itself: it logs in at carriers, and tells by the sender's address whose a call is.
 * These objects are read once and not looked up again, so they stand in files of their own: a changed trunk reloads the two
 * small modules that read them and nothing of phones (docs/decisions/0006). Everything else of a trunk is rows.
 */
import { isIP } from 'node:net';
import { ConfError, section } from './conf.ts';
import type { EngineSettings, TrunkIdentify, TrunkRegistration } from './settings.ts';

export const registrationsConf = ({ trunks }: Pick<EngineSettings, 'trunks'>): string =>
  (trunks?.registrations ?? []).map(registration).join('');

export const identifyConf = ({ trunks }: Pick<EngineSettings, 'trunks'>): string =>
  (trunks?.identifies ?? [])
    .filter(({ match }) => match.length > 0)
    .map(identify)
    .join('');

/** In pjsip.conf: Asterisk starts to ask a fixed contact whether it is there only when it reads it from a file. */
export const trunkAors = ({ trunks }: Pick<EngineSettings, 'trunks'>): string =>
  (trunks?.aors ?? [])
    .map(({ id, contact, outboundProxy }) =>
      section(id, [
        ['type', 'aor'],
        ['contact', contact === '' ? undefined : contact],
        ['max_contacts', contact === '' ? 1 : 0],
        ['remove_existing', true],
        ['qualify_frequency', 15],
        ['qualify_timeout', '3.0'],
        ['outbound_proxy', outboundProxy === '' ? undefined : outboundProxy],
      ]),
    )
    .join('');

function registration(one: TrunkRegistration): string {
  return section(one.id, [
    ['type', 'registration'],
    ['server_uri', one.serverUri],
    ['client_uri', one.clientUri],
    // Calls come back to this user; the number that was dialled is in To then.
    ['contact_user', one.contactUser],
    ['outbound_auth', one.id],
    ['outbound_proxy', one.outboundProxy === '' ? undefined : one.outboundProxy],
    ['expiration', one.expiry],
    ['endpoint', one.id],
    // A secret parameter in our contact, by which a call is known even from an address that nobody knows (RFC 3261 section
    // 19.1.1 lets a contact carry it): carriers move, and two accounts may be at one carrier.
    ['line', true],
    // Nothing is given up for good: a carrier that said no may say yes when the bill is paid.
    ['max_retries', 1_000_000],
    ['retry_interval', 20],
    ['forbidden_retry_interval', 120],
    ['fatal_retry_interval', 120],
    // At once: there are few of them, and somebody looks at the screen.
    ['max_random_initial_delay', 0],
    ['auth_rejection_permanent', false],
  ]);
}

function identify({ id, match }: TrunkIdentify): string {
  for (const one of match) {
    const [address = '', bits] = one.split('/');
    if (isIP(address) === 0 || (bits !== undefined && !/^[0-9]{1,3}$/.test(bits)))
      throw new ConfError(`"${one}" is not an address of a trunk`);
  }
  return section(id, [['type', 'identify'], ['endpoint', id], ...match.map((one) => ['match', one] as const)]);
}
