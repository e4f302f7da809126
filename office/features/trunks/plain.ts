/** Trunks as plain Asterisk configuration: accounts, addresses, and the context in which calls from outside begin. */
import type { PlainParts } from '../../core/feature.ts';
import { diallingOf } from '../../core/phone-number.ts';
import type { PlainNames, PlainSection } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { proxyUri, siteOf, sipUri } from './endpoint.ts';
import { trunkLines } from './lines.ts';
import { siteNext, trunksInOrder, type Trunk } from './read.ts';

export function trunkPlain(read: Read, names: PlainNames): PlainParts {
  const active = trunksInOrder(read);
  const [first] = active;
  if (!first) return {};
  return {
    sections: active.flatMap((trunk) => sectionsOf(read, trunk)),
    dialplan: [incoming(read, names, first)],
  };
}

function sectionsOf(read: Read, trunk: Trunk): PlainSection[] {
  const file = 'pjsip.conf' as const;
  const name = trunk.id;
  const section = (entries: PlainSection['entries'], comment?: string[]): PlainSection => ({
    file,
    name,
    entries,
    ...(comment ? { comment } : {}),
  });
  const hasAuth = trunk.registersHere || trunk.username !== '';
  const lines = trunkLines(read, () => []);
  const login = lines.registrations.find(({ id }) => id === trunk.id);
  const proxy = proxyUri(trunk);
  return [
    section(
      [
        ['type', 'endpoint'],
        ['context', 'from-outside'],
        ['aors', name],
        ...(hasAuth ? ([[trunk.registersHere ? 'auth' : 'outbound_auth', name]] as const) : []),
        ...(proxy ? ([['outbound_proxy', proxy]] as const) : []),
        ['identify_by', trunk.registersHere ? 'auth_username' : 'ip'],
        ['disallow', 'all'],
        ['allow', trunk.codecs],
        ['dtmf_mode', trunk.dtmf],
        ['t38_udptl', trunk.t38 ? 'yes' : 'no'],
        ['send_pai', trunk.callerHeader === 'from' ? 'no' : 'yes'],
        ['trust_id_inbound', 'yes'],
        ...(trunk.fromUser ? ([['from_user', trunk.fromUser]] as const) : []),
        ...(trunk.fromDomain ? ([['from_domain', trunk.fromDomain]] as const) : []),
        ['direct_media', 'no'],
        ['rtp_symmetric', 'yes'],
        ['allow_transfer', 'no'],
        ['allow_subscribe', 'no'],
        ['set_var', `__TRUNK=${name}`],
      ],
      [`Trunk ${trunk.name}`],
    ),
    ...(hasAuth
      ? [
          section([
            ['type', 'auth'],
            ['auth_type', 'userpass'],
            ['username', trunk.registersHere ? name : trunk.authUser || trunk.username],
            ['password', trunk.password],
          ]),
        ]
      : []),
    section([
      ['type', 'aor'],
      ...(trunk.registersHere ? ([['max_contacts', 1]] as const) : ([['contact', sipUri(trunk)]] as const)),
      ['qualify_frequency', 15],
    ]),
    ...(trunk.registersHere
      ? []
      : [
          section([
            ['type', 'identify'],
            ['endpoint', name],
            // Asterisk itself looks up a name here, when it starts.
            ...[trunk.host, ...trunk.addresses.split(' ')]
              .filter((one) => one !== '')
              .map((one) => ['match', one] as const),
          ]),
        ]),
    ...(login
      ? [
          section([
            ['type', 'registration'],
            ['server_uri', login.serverUri],
            ['client_uri', login.clientUri],
            ['contact_user', login.contactUser],
            ['outbound_auth', name],
            ...(proxy ? ([['outbound_proxy', proxy]] as const) : []),
            ['expiration', login.expiry],
            ['endpoint', name],
            ['line', 'yes'],
            ['max_retries', 1_000_000],
            ['auth_rejection_permanent', 'no'],
          ]),
        ]
      : []),
  ];
}

/** Each number in the forms in which carriers send it; any other goes where the main number of the first trunk's site leads. */
function incoming(read: Read, names: PlainNames, first: Trunk): string {
  const { countryCode, national, international } = diallingOf(siteOf(read, first).country);
  const home = `+${countryCode}`;
  const lines = read
    .all(publicNumbers)
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .flatMap(({ id, number }) => {
      const bare = number.slice(1);
      const forms = [number, bare, international + bare];
      if (number.startsWith(home)) forms.push(national + number.slice(home.length), number.slice(home.length));
      return [...new Set(forms)].map((form) => `exten => ${form},1,Goto(${names.context(id)},s,1)`);
    });
  const otherwise = names.place(siteNext(read, first.siteId));
  return [
    '; ---- Calls from outside. Nothing here dials out by what a carrier sent. ------------------------------------------------',
    '[from-outside]',
    ...new Set(lines),
    `exten => _[+0-9].,1,Goto(${otherwise})`,
    `exten => _[a-z].,1,Goto(${otherwise})`,
    `exten => s,1,Goto(${otherwise})`,
    '',
  ].join('\n');
}
