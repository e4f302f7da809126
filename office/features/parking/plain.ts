/** Parking as plain Asterisk configuration: the lot, its places, and taking a call from one. */
import type { PlainParts } from '../../core/feature.ts';
import type { Read } from '../../core/store.ts';
import { parking } from './table.ts';

const contexts = `; A call is parked by transferring it to the lot or to a place; whoever dials a place gets the call that is parked there.
[park]
exten => s,1,Park(default,\${IF($["\${BLINDTRANSFER}" != ""]?s)})
 same => n,Goto(end,busy,1)

[park-slot]
exten => _[0-9].,1,GotoIf($["\${BLINDTRANSFER}" = ""]?take)
 same => n,GotoIf($["\${DEVICE_STATE(park:\${EXTEN}@parked-calls)}" = "INUSE"]?end,busy,1)
 same => n,Set(PARKINGEXTEN=\${EXTEN})
 same => n,Park(default,s)
 same => n,Goto(end,busy,1)
 same => n(take),GotoIf($["\${DEVICE_STATE(park:\${EXTEN}@parked-calls)}" != "INUSE"]?end,nothing-rings,1)
 same => n,ParkedCall(default,\${EXTEN})
 same => n,Hangup()
`;

export function parkingPlain(read: Read): PlainParts {
  const [row] = read.all(parking);
  if (!row) return {};
  const first = Number(row.number) + 1;
  return {
    dialplan: [contexts],
    sections: [
      { file: 'res_parking.conf', name: 'general', entries: [] },
      {
        file: 'res_parking.conf',
        name: 'default',
        entries: [
          ['parkext', 'park'],
          ['parkpos', `${first}-${first + row.places - 1}`],
          ['context', 'parked-calls'],
          ['parkingtime', row.seconds],
          ['comebacktoorigin', 'yes'],
          ['parkedcalltransfers', 'caller'],
          ['parkedcallreparking', 'caller'],
        ],
      },
    ],
  };
}
