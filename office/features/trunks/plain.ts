/** Trunks as plain Asterisk configuration: accounts, addresses, and the context in which calls from outside begin. */
import type { PlainParts } from '../../core/feature.ts';
import { diallingOf } from '../../core/phone-number.ts';
import { commentLine, type PlainNames, type PlainSection } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { proxyUri, siteOf, sipUri } from './endpoint.ts';
import { trunkLines } from './lines.ts';
import { siteNext, trunksInOrder, type Trunk } from './read.ts';

export function trunkPlain(read: Read, names: PlainNames): PlainParts {
  const active = trunksInOrder(read);
  const [first] = active;
  // Emergency calls and rules name it also in an office without lines.
  if (!first) return { dialplan: [outgoing(read, [])] };
  return {
    sections: active.flatMap((trunk) => sectionsOf(read, trunk)),
    dialplan: [incoming(read, names, first), outgoing(read, active)],
    nodes: [siteNext(read, first.siteId)].flatMap((next) => (next.to === 'node' ? [next.id] : [])),
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
        ['send_connected_line', 'no'],
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
    'include => public-numbers',
    'include => other-numbers',
    '',
    '[public-numbers]',
    ...new Set(lines),
    '',
    '[other-numbers]',
    `exten => _[+0-9].,1,Goto(${otherwise})`,
    `exten => _[a-z].,1,Goto(${otherwise})`,
    `exten => s,1,Goto(${otherwise})`,
    '',
  ].join('\n');
}

/** Gosub(trunk,<trunk>,1(<number>,<seconds>,<host>)): calls a number and returns with TRUNKRESULT, as asterisk/program/trunks.conf. */
function outgoing(read: Read, active: readonly Trunk[]): string {
  return [
    '; ---- Lines: Gosub(trunk,<line>,1(<number>,<seconds>,<host>)) returns with TRUNKRESULT ANSWER, BUSY, NOANSWER, REFUSED or',
    '; DOWN. With a host the line is called there, although its carrier does not answer OPTIONS: for emergency calls.',
    '[trunk]',
    ...active.flatMap((trunk) => {
      const { countryCode, national, international } = diallingOf(siteOf(read, trunk).country);
      const lead = { plus: '+', prefix: international, bare: '', national: international }[trunk.numberFormat];
      return [
        commentLine(`Trunk ${trunk.name}`),
        `exten => ${trunk.id},1,Set(HOME=${trunk.numberFormat === 'national' ? countryCode : ''})`,
        ` same => n,Set(HOMELEAD=${national})`,
        ` same => n,Set(LEAD=${lead})`,
        ` same => n,Set(MOST=${trunk.maxCalls})`,
        ' same => n,Goto(trunk-call,${EXTEN},1)',
      ];
    }),
    'exten => _[a-z].,1,Set(TRUNKRESULT=DOWN)',
    ' same => n,Return()',
    '',
    trunkCall,
  ].join('\n');
}

const trunkCall = `[trunk-call]
exten => _[a-z].,1,Set(TRUNKRESULT=DOWN)
 same => n,Set(TRUNKLEG=)
 same => n,Set(GROUP(out)=\${EXTEN})
 same => n,GotoIf($["\${EMERGENCY}" = "" & \${MOST} > 0 & \${GROUP_COUNT(\${EXTEN}@out)} + \${GROUP_COUNT(\${EXTEN}@in)} > \${MOST}]?free)
 same => n,Set(LOCAL(caller)=\${CALLERID(num)})
 same => n,ExecIf($["\${caller:0:1}" = "+"]?Gosub(written,\${caller:1},1))
 same => n,ExecIf($["\${caller:0:1}" = "+"]?Set(CALLERID(num)=\${GOSUB_RETVAL}))
 same => n,Set(LOCAL(number)=\${FILTER(+*#0-9,\${ARG1})})
 same => n,GotoIf($["\${number:0:1}" != "+"]?dial)
 same => n,Gosub(written,\${number:1},1)
 same => n,Set(LOCAL(number)=\${GOSUB_RETVAL})
 same => n(dial),Set(CONNECTEDLINE(num,i)=\${FILTER(+*#0-9,\${ARG1})})
 same => n,Set(RINGTIME=)
 same => n,Set(PROGRESSTIME=)
 same => n,Set(STATUS=)
 same => n,HangupCauseClear()
 same => n,Dial(\${IF($["\${ARG3}" = ""]?PJSIP/\${number}@\${EXTEN}:PJSIP/\${EXTEN}/sip:\${number}@\${ARG3})},\${ARG2})
 same => n,Set(CALLERID(num)=\${caller})
 same => n,Set(TRUNKLEG=\${HANGUPCAUSE_KEYS()})
 same => n,ExecIf($["\${TRUNKLEG}" != ""]?Set(STATUS=\${FILTER(0-9,\${HANGUPCAUSE(\${TRUNKLEG},tech):4:3})}))
 same => n,ExecIf($["\${DIALSTATUS}" =~ "^ANSWER$|^BUSY$|^NOANSWER$"]?Set(TRUNKRESULT=\${DIALSTATUS}))
 same => n,ExecIf($["\${TRUNKRESULT}" = "NOANSWER" & "\${STATUS}\${RINGTIME}\${PROGRESSTIME}" = ""]?Set(TRUNKRESULT=DOWN))
 same => n,ExecIf($["\${TRUNKRESULT}" = "DOWN" & "\${STATUS}" = "480"]?Set(TRUNKRESULT=NOANSWER))
 same => n,ExecIf($["\${TRUNKRESULT}" = "DOWN" & "\${STATUS}" =~ "^[346]" & !("\${STATUS}" =~ "^401$|^407$|^408$|^488$")]?Set(TRUNKRESULT=REFUSED))
 same => n(free),Set(GROUP(out)=)
 same => n,Return()

; A number of the world without its plus, as the line in HOME, HOMELEAD and LEAD writes it.
[written]
exten => _X.,1,ExecIf($["\${HOME}" != "" & "\${EXTEN:0:\${LEN(\${HOME})}}" = "\${HOME}"]?Return(\${HOMELEAD}\${EXTEN:\${LEN(\${HOME})}}))
 same => n,Return(\${LEAD}\${EXTEN})
`;
