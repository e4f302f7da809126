/**
 * Emergency calls as plain dialplan: their numbers come before every other number and no rule is asked. Each phone shows the
 * number of its place; every trunk is tried in turn, those of the site first.
 */
import { sentNumber } from '../../core/emergency/profiles.ts';
import { emergencyNumbers } from '../../core/numbering.ts';
import type { PlainParts } from '../../core/feature.ts';
import { commentLine } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { defaultSite, helpForms } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { emergencyTrunks, ownNumber, siteNumber, siteOfIdentity } from './read.ts';

const own = [
  ['112', '112'],
  ['911', '911'],
  ['0112', '112'],
  ['9112', '112'],
  ['0911', '911'],
  ['9911', '911'],
] as const;

export function emergencyPlain(read: Read): PlainParts {
  const forms = new Map<string, string>([...own, ...helpForms(read)]);
  const all = read.all(sites);
  const sent = all.flatMap(({ id, country }) =>
    emergencyNumbers(country)
      .filter((number) => sentNumber(country, number) !== number)
      .map((number) => `exten => ${id}*${number},1,Return(${sentNumber(country, number)})`),
  );
  const phone = (name: string, siteId: string, shows: string) => [
    `exten => ${name},1,Set(SITE=${siteId})`,
    ...(shows === '' ? [] : [` same => n,Set(CALLERID(num)=${shows})`]),
    ' same => n,Return()',
  ];
  const first = defaultSite(read).id;
  return {
    first: ['emergency-numbers'],
    dialplan: [
      [
        commentLine('---- Emergency calls: nothing comes before them, and no rule is asked'),
        '[emergency-numbers]',
        // Some phones send the # that ends a number.
        ...[...forms]
          .sort()
          .flatMap(([form, number]) => ['', '#'].map((end) => `exten => ${form}${end},1,Goto(emergency,${number},1)`)),
        '',
        '[emergency]',
        'exten => _X.,1,Set(WHO=${CHANNEL(endpoint)})',
        ' same => n,Set(__EMERGENCY=${UNIQUEID})',
        ' same => n,Set(UNASKED=)',
        ' same => n,Set(CALLERID(name)=)',
        ' same => n,GotoIf($[${DIALPLAN_EXISTS(emergency-phone,${WHO},1)}]?known)',
        ' same => n,Set(WHO=any)',
        ' same => n(known),Gosub(emergency-phone,${WHO},1)',
        ' same => n,Set(CALLERID(pres)=allowed)',
        ' same => n,Gosub(emergency-trunks,${SITE},1)',
        ' same => n,Set(LEFT=${GOSUB_RETVAL})',
        ' same => n,Set(SENT=${EXTEN})',
        ' same => n,GotoIf($[${DIALPLAN_EXISTS(emergency-sent,${SITE}*${EXTEN},1)}]?:next)',
        ' same => n,Gosub(emergency-sent,${SITE}*${EXTEN},1)',
        ' same => n,Set(SENT=${GOSUB_RETVAL})',
        ' same => n(next),Set(ONE=${SHIFT(LEFT)})',
        ' same => n,GotoIf($["${ONE}" = ""]?unasked)',
        ' same => n,Gosub(trunk,${ONE},1(${SENT},))',
        ' same => n,ExecIf($["${TRUNKRESULT}" = "ANSWER"]?Hangup(16))',
        ' same => n,ExecIf($["${TRUNKRESULT}${TRUNKLEG}" = "DOWN"]?Set(UNASKED=${UNASKED}${ONE},))',
        ' same => n,Goto(next)',
        commentLine('Lines that were left out because they do not answer OPTIONS, at their address all the same'),
        ' same => n(unasked),Set(ONE=${SHIFT(UNASKED)})',
        ' same => n,GotoIf($["${ONE}" = ""]?notice)',
        ' same => n,Set(URI=${PJSIP_CONTACT(${PJSIP_AOR(${ONE},contact)},uri)})',
        ' same => n,Set(URI=${FILTER(A-Za-z0-9.:\\;=@_\\x5b\\x5d\\x2d,${URI})})',
        ' same => n,GotoIf($["${URI}" = ""]?unasked)',
        ' same => n,Set(HOST=${CUT(URI,:,2-)})',
        ' same => n,GotoIf($["${CUT(URI,@,1)}" = "${URI}"]?host)',
        ' same => n,Set(HOST=${CUT(URI,@,2)})',
        ' same => n(host),Gosub(trunk,${ONE},1(${SENT},,${HOST}))',
        ' same => n,ExecIf($["${TRUNKRESULT}" = "ANSWER"]?Hangup(16))',
        ' same => n,Goto(unasked)',
        ' same => n(notice),Answer()',
        ' same => n,Playback(ss-noservice)',
        ' same => n,Playback(ss-noservice)',
        ' same => n,Hangup(34)',
        '',
        '[emergency-phone]',
        ...read.all(identities).flatMap((identity) => {
          const siteId = siteOfIdentity(read, identity) || first;
          return phone(deviceOf(identity), siteId, ownNumber(read, identity) || siteNumber(read, siteId));
        }),
        ...phone('any', first, siteNumber(read, first)),
        '',
        '[emergency-trunks]',
        ...all.map(
          ({ id }) =>
            `exten => ${id},1,Return(${emergencyTrunks(read, id)
              .map((one) => one.id)
              .join(',')})`,
        ),
        '',
        ...(sent.length === 0 ? [] : ['[emergency-sent]', ...sent, '']),
      ].join('\n'),
    ],
  };
}
