/**
 * Emergency calls as plain dialplan: their numbers come before every other number and no rule is asked. Each phone shows the
 * number of its place; every trunk is tried in turn, those of the site first.
 */
import { emergencyForms, sentNumber } from '../../core/emergency/profiles.ts';
import { emergencyNumbers } from '../../core/numbering.ts';
import type { PlainParts } from '../../core/feature.ts';
import { commentLine } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { countriesOf, defaultSite } from '../sites/rules.ts';
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
  const forms = new Map<string, string>([...own]);
  for (const country of countriesOf(read))
    for (const [form, number] of emergencyForms(country)) forms.set(form, number);
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
        ...[...forms].sort().map(([form, number]) => `exten => ${form},1,Goto(emergency,${number},1)`),
        '',
        '[emergency]',
        'exten => _X.,1,Set(WHO=${CHANNEL(endpoint)})',
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
        ' same => n,GotoIf($["${ONE}" = ""]?notice)',
        ' same => n,Gosub(trunk,${ONE},1(${SENT},))',
        ' same => n,ExecIf($["${TRUNKRESULT}" = "ANSWER"]?Hangup(16))',
        ' same => n,Goto(next)',
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
              .join('\\,')})`,
        ),
        '',
        ...(sent.length === 0 ? [] : ['[emergency-sent]', ...sent, '']),
      ].join('\n'),
    ],
  };
}
