/** What every exported office has in common: passing calls on with a limit, endings, and the ringing of groups. */
import { maxHops } from '../call-flow/node.ts';

export const frame = `; ---- What all of it uses -------------------------------------------------------------------------------------------

; A call that is passed on to a number. After ${maxHops} times it ends, so that forwards cannot go in circles. With * and
; the id of an extension behind the number, a call to the outside goes by the rules of that extension.
[passed-on]
exten => _[0-9].,1,Set(HOPS=$[0\${HOPS} + 1])
 same => n,GotoIf($[\${HOPS} > ${maxHops}]?end,loop,1)
 same => n,ExecIf($["\${CUT(EXTEN,*,2)}" != ""]?Set(BY=\${CUT(EXTEN,*,2)}))
 same => n,Goto(internal,\${CUT(EXTEN,*,1)},1)

; Endings: the cause becomes the SIP status that the caller's phone shows.
[end]
exten => busy,1,ExecIf($["\${CHANNEL(state)}" = "Up"]?Busy(5))
 same => n,Hangup(17)
exten => no-answer,1,ExecIf($["\${CHANNEL(state)}" = "Up"]?Playback(vm-nobodyavail))
 same => n,Hangup(19)
exten => hang-up,1,Hangup(16)
exten => unreachable,1,Progress()
 same => n,Playback(vm-nobodyavail,noanswer)
 same => n,Hangup(20)
exten => unknown-number,1,Progress()
 same => n,Playback(pbx-invalid,noanswer)
 same => n,Hangup(1)
exten => reserved,1,Hangup(1)
exten => nothing-rings,1,Progress()
 same => n,Playback(beeperr,noanswer)
 same => n,Hangup(20)
exten => loop,1,Progress()
 same => n,Playback(vm-nobodyavail,noanswer)
 same => n,Hangup(38)

; Before the caller is spoken to: the call is answered, and the way for the sound is opened before the first word.
[speak]
exten => s,1,GotoIf($["\${CHANNEL(state)}" = "Up"]?up)
 same => n,Answer(,i)
 same => n,Wait(0.25)
 same => n(up),Return()

; Gosub(in-call,<extension's id>,1): GOSUB_RETVAL is 1 while a phone of that extension is in a call, or calls itself.
[in-call]
exten => _[a-z].,1,GotoIf($["\${EXTEN}" = "\${EXT}"]?yes)
 same => n,GotoIf($["\${DEVICE_STATE(PJSIP/\${EXTEN}-1)}/\${DEVICE_STATE(PJSIP/\${EXTEN}-2)}/\${DEVICE_STATE(PJSIP/\${EXTEN}-3)}" =~ "(INUSE|BUSY|ONHOLD)"]?look)
 same => n,Return()
 same => n(look),GotoIf($["\${DEVICE_STATE(PJSIP/\${EXTEN}-1)}" =~ "^(INUSE|BUSY|RINGINUSE|ONHOLD)"]?yes)
 same => n,GotoIf($["\${DEVICE_STATE(PJSIP/\${EXTEN}-2)}" =~ "^(INUSE|BUSY|RINGINUSE|ONHOLD)"]?yes)
 same => n,GotoIf($["\${DEVICE_STATE(PJSIP/\${EXTEN}-3)}" =~ "^(INUSE|BUSY|RINGINUSE|ONHOLD)"]?yes)
 same => n,Return()
 same => n(yes),Return(1)

; One phone of a group that starts late or stops early: <start>-<seconds>-<skip while in a call>-<endpoint>.
[leg]
exten => _[0-9].,1,Wait(\${CUT(EXTEN,-,1)})
 same => n,GotoIf($["\${CUT(EXTEN,-,4-)}" = "\${CALLER}"]?over)
 same => n,GotoIf($["\${CUT(EXTEN,-,3)}" != "1"]?ring)
 same => n,Gosub(in-call,\${CUT(EXTEN,-,4-5)},1)
 same => n,GotoIf($["\${GOSUB_RETVAL}" = "1"]?over)
 same => n(ring),Dial(PJSIP/\${CUT(EXTEN,-,4-)},\${CUT(EXTEN,-,2)})
 same => n(over),Hangup()

; Gosub(one-after-another,s,1): rings LEFT, <endpoint>/<seconds>/<skip while in a call> one after another; - is nobody.
[one-after-another]
exten => s,1,GotoIf($["\${LEFT}" = ""]?over)
 same => n,Set(M=\${SHIFT(LEFT)})
 same => n,GotoIf($["\${M}" = "-" | "\${CUT(M,/,1)}" = "\${CHANNEL(endpoint)}"]?s,1)
 same => n,GotoIf($["\${CUT(M,/,3)}" != "1"]?ring)
 same => n,Gosub(in-call,\${CUT(M,-,1-2)},1)
 same => n,GotoIf($["\${GOSUB_RETVAL}" = "1"]?s,1)
 same => n(ring),Dial(PJSIP/\${CUT(M,/,1)},\${CUT(M,/,2)})
 same => n,Goto(s,1)
 same => n(over),Return()
`;
