/**
 * Calls to the outside as plain dialplan: how a number is read, the rules in their order, the number that is shown, the
 * passcode, and the rule's trunks in turn. The same as asterisk/program/outside.conf, without usage limits.
 */
import { lineRegex } from '../../core/call-flow/outside/dial-plan.ts';
import { regexOfAll } from '../../core/call-flow/outside/pattern.ts';
import type { PlainParts } from '../../core/feature.ts';
import { commentLine, type PlainNames } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { callerIdsShown } from '../caller-ids/read.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { dialPlanOfSite, noPlan, outsideCaller, outsideRules, ruleRows } from './read.ts';
import { outboundPasscodes } from './table.ts';

export function outboundPlain(read: Read, names: PlainNames): PlainParts {
  const passcodes = [
    ...ruleRows(read).flatMap((rule) =>
      rule.enabled && rule.passcodeFrom === 'rule'
        ? [{ name: names.secret('PASSCODE', rule.id), value: rule.passcode }]
        : [],
    ),
    ...read.all(outboundPasscodes).map(({ id, passcode }) => ({ name: names.secret('PASSCODE', id), value: passcode })),
  ];
  return {
    last: ['to-outside'],
    secrets: passcodes,
    dialplan: [program, callers(read, names), rules(read, names)],
  };
}

function callers(read: Read, names: PlainNames): string {
  const hasPasscode = (id: string) => read.get(outboundPasscodes, id) !== undefined;
  const caller = (id: string, siteId: string, plan: string, who: string): string[] => {
    const shown = callerIdsShown(read, id, siteId);
    const dial = dialPlanOfSite(read, siteId);
    return [
      commentLine(who),
      `exten => ${id},1,Set(PLAN=${plan})`,
      ` same => n,Set(SHOWN=${shown.numbers.join(',')})`,
      ` same => n,Set(HIDDEN=${shown.isHidden ? 1 : 0})`,
      ` same => n,Set(SHOWS=${shown.shows})`,
      ` same => n,Set(PASSCODE=${hasPasscode(id) ? `\${${names.secret('PASSCODE', id)}}` : ''})`,
      ` same => n,Set(CODE=${dial.code})`,
      ` same => n,Set(ABROAD=${dial.international})`,
      ` same => n,Set(NATIONAL=${dial.trunk})`,
      ` same => n,Set(LINE=${lineRegex(dial)})`,
      ` same => n,Set(LINENEEDED=${dial.isLineNeeded ? 1 : 0})`,
      ' same => n,Return(ok)',
    ];
  };
  return [
    commentLine('Those who call, and how their site dials.'),
    '[outside-caller]',
    ...caller('office', defaultSite(read).id, noPlan, 'Calls that the office passes on by itself'),
    ...read
      .all(extensions)
      .flatMap((one) => caller(one.id, one.siteId, outsideCaller(read, one.id).plan, extensionName(one))),
    '',
  ].join('\n');
}

function rules(read: Read, names: PlainNames): string {
  const all = outsideRules(read).filter(({ patterns }) => patterns.length > 0);
  const lines = all.flatMap((rule, index): string[] => {
    const next = index + 1 === all.length ? 'over' : `rule-${index + 1}`;
    const passcode =
      rule.passcode === 'none'
        ? ''
        : rule.passcode === 'rule'
          ? `\${${names.secret('PASSCODE', rule.id)}}`
          : '${PASSCODE}';
    return [
      commentLine(`Rule “${rule.name}”`),
      ` same => n(rule-${index}),GotoIf($["\${NUM}" =~ "${regexOfAll(rule.patterns)}"]?:${next})`,
      ...(rule.who === 'everybody'
        ? []
        : [
            ` same => n,GotoIf($["\${BY}" = "office"]?may-${index})`,
            ...rule.plans.map((plan) => ` same => n,GotoIf($["\${PLAN}" = "${plan}"]?may-${index})`),
            ...rule.people.map((id) => ` same => n,GotoIf($["\${BY}" = "${id}"]?may-${index})`),
            ' same => n,ExecIf($["${WHY}" = "none"]?Set(WHY=not-allowed))',
            ` same => n,Goto(${next})`,
            ` same => n(may-${index}),NoOp()`,
          ]),
      ...(rule.schedule === null
        ? []
        : [
            ` same => n,Gosub(${names.hours(rule.schedule.id)},s,1)`,
            ` same => n,GotoIf($["\${GOSUB_RETVAL}" = "${rule.schedule.side === 'open' ? 1 : 0}"]?now-${index})`,
            ' same => n,ExecIf($["${WHY}" = "none"]?Set(WHY=closed))',
            ` same => n,Goto(${next})`,
            ` same => n(now-${index}),NoOp()`,
          ]),
      ...(rule.action === 'refuse'
        ? [' same => n,Return(blocked)']
        : [
            ` same => n,Set(TRUNKS=${rule.trunks.map(({ id }) => id).join(',')})`,
            ` same => n,Set(ASKS=${rule.passcode === 'none' ? 0 : 1})`,
            ` same => n,Set(NEEDED=${passcode})`,
            rule.strip > 0 || rule.add !== ''
              ? ` same => n,Set(SEND=${rule.add}\${NUM:${rule.strip}})`
              : ' same => n,Set(SEND=${IF($["${E164}" = ""]?${NUM}:+${E164})})',
            ' same => n,Return(fits)',
          ]),
    ];
  });
  return [
    commentLine('The rules in their order: the first that fits counts.'),
    '[outside-rules]',
    'exten => s,1,Set(WHY=none)',
    ...lines,
    ' same => n(over),Return(${WHY})',
    '',
  ].join('\n');
}

/** What is the same for every office. */
const program = `; ---- Calls to the outside: a number that is nobody's in the office ----------------------------------------------------
[to-outside]
exten => _X.,1,Goto(outside,\${EXTEN},1)
; A number with a plus comes from an address book or a list of calls: no digit for an outside line stands before it.
exten => _+X.,1,Set(WORLD=00\${EXTEN:1})
 same => n,Goto(outside,\${WORLD},1)

; BY is whose rules count: the phone's own extension, the one that passed the call on, or the office. Somebody outside has no
; extension: what was dialled there never leads outside again.
[outside]
exten => _X.,1,Set(BY=\${IF($["\${HOPS}" = ""]?\${EXT}:\${IF($["\${BY}" = ""]?office:\${BY})})})
 same => n,GotoIf($["\${BY}" = ""]?end,unknown-number,1)
 same => n,GotoIf($[\${DIALPLAN_EXISTS(outside-caller,\${BY},1)}]?:end,unknown-number,1)
 same => n,Gosub(outside-caller,\${BY},1)
 same => n,Set(NUM=\${EXTEN})
 same => n,Set(E164=)
 same => n,GotoIf($["\${HOPS}" != "" | "\${LINE}" = "" | "\${WORLD}" = "\${NUM}"]?read)
 same => n,GotoIf($["\${NUM}" =~ "\${LINE}"]?line)
 same => n,GotoIf($["\${LINENEEDED}" = "1"]?end,unknown-number,1:read)
 same => n(line),Set(NUM=\${NUM:1})
 same => n,GotoIf($[\${DIALPLAN_EXISTS(emergency-numbers,\${NUM},1)}]?emergency-numbers,\${NUM},1)
 same => n(read),ExecIf($["\${NUM}" =~ "^00[0-9]{5}"]?Set(E164=\${NUM:2}))
 same => n,ExecIf($["\${E164}" = "" & "\${NUM}" =~ "^\${ABROAD}[0-9]{5}"]?Set(E164=\${NUM:\${LEN(\${ABROAD})}}))
 same => n,GotoIf($["\${E164}" != ""]?world)
 same => n,ExecIf($["\${NUM}" =~ "^\${NATIONAL}[0-9]{6}"]?Set(E164=\${CODE}\${NUM:\${LEN(\${NATIONAL})}}))
 same => n,ExecIf($["\${E164}" = "" & "\${CODE}" = "1" & "\${NUM}" =~ "^[2-9][0-9]{9}$"]?Set(E164=1\${NUM}))
 same => n,Goto(own)
 same => n(world),Set(NUM=\${IF($["\${E164}" =~ "^\${CODE}[0-9]{4}"]?\${NATIONAL}\${E164:\${LEN(\${CODE})}}:\${ABROAD}\${E164})})
; A number of our own is reached without leaving the office.
 same => n(own),ExecIf($["\${E164}" != ""]?GotoIf($[\${DIALPLAN_EXISTS(numbers,+\${E164},1)}]?numbers,+\${E164},1))
 same => n,Gosub(outside-rules,s,1)
 same => n,GotoIf($["\${GOSUB_RETVAL}" = "none"]?end,unknown-number,1)
 same => n,GotoIf($["\${GOSUB_RETVAL}" != "fits"]?refused,\${GOSUB_RETVAL},1)
 same => n,GotoIf($["\${ASKS}" = "0" | "\${BY}" = "office"]?passed)
 same => n,GotoIf($["\${HOPS}" != "" | "\${NEEDED}" = ""]?refused,passcode-needed,1)
 same => n,GotoIf($["\${TRUNKS}" = ""]?refused,no-line,1)
 same => n,Gosub(passcode,s,1)
 same => n,GotoIf($["\${GOSUB_RETVAL}" = "ok"]?:refused,passcode-wrong,1)
 same => n(passed),Gosub(show,s,1)
 same => n(next),Set(VIA=\${SHIFT(TRUNKS)})
 same => n,GotoIf($["\${VIA}" = ""]?refused,no-line,1)
 same => n,Gosub(trunk,\${VIA},1(\${SEND},120))
 same => n,GotoIf($["\${TRUNKRESULT}" = "DOWN"]?next)
 same => n,GotoIf($["\${TRUNKRESULT}" = "ANSWER"]?answered)
 same => n,GotoIf($["\${TRUNKRESULT}" = "REFUSED"]?refused,carrier,1)
 same => n,Goto(end,\${IF($["\${TRUNKRESULT}" = "BUSY"]?busy:no-answer)},1)
 same => n(answered),Hangup(16)

; The number that is shown: only numbers of the office go out as its own. A call that is passed on names who did that.
[show]
exten => s,1,Set(OWN=\${CUT(SHOWN,\\,,\${RAND(1,\${FIELDQTY(SHOWN,\\,)})})})
 same => n,GotoIf($["\${HOPS}" = "" | "\${EXT}" = "\${BY}"]?own)
 same => n,ExecIf($["\${OWN}" != ""]?Set(REDIRECTING(from-num,i)=\${OWN}))
 same => n,ExecIf($["\${OWN}" != ""]?Set(REDIRECTING(reason,i)=unconditional))
 same => n,ExecIf($["\${OWN}" != ""]?Set(REDIRECTING(count,i)=1))
 same => n,GotoIf($["\${SHOWS}" = "caller" & "\${CALLERID(num):0:1}" = "+"]?hide)
 same => n(own),Set(CALLERID(name)=)
 same => n,Set(CALLERID(num)=\${OWN})
 same => n(hide),ExecIf($["\${HIDDEN}" = "1"]?Set(CALLERID(pres)=prohib))
 same => n,Return()

[passcode]
exten => s,1,Answer()
 same => n,Set(TRIES=0)
 same => n(ask),Read(TYPED,\${IF($[\${TRIES} > 0]?vm-invalid-password&)}vm-password,12,,1,10)
 same => n,GotoIf($["\${FILTER(0-9,\${TYPED})}" = "\${NEEDED}"]?right)
 same => n,Set(TRIES=$[\${TRIES} + 1])
 same => n,GotoIf($[\${TRIES} < 3]?ask)
 same => n,Return(wrong)
 same => n(right),Return(ok)

; Refusals are spoken, with a status: 21 is 403, 31 is 603, 34 is 503.
[refused]
exten => passcode-wrong,1,Playback(vm-invalid-password&vm-goodbye)
 same => n,Hangup(31)
exten => no-line,1,Progress()
 same => n,Playback(all-circuits-busy-now,noanswer)
 same => n,Hangup(34)
exten => _[a-z].,1,Progress()
 same => n,Playback(cannot-complete-as-dialed,noanswer)
 same => n,Hangup(21)
`;
