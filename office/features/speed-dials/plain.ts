/** Speed dialling: a code and two digits, everybody's or one's own. */
import type { PlainParts } from '../../core/feature.ts';
import { commentLine } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { speedDials } from './table.ts';

export function speedDialsPlain(read: Read): PlainParts {
  const rows = read.all(speedDials);
  if (rows.length === 0) return {};
  const entry = (id: string, who: string) => {
    const code = read.get(featureCodes, id)?.code;
    return code === undefined
      ? []
      : [{ pattern: `_${code}XX`, apps: [`Goto(speed-dial,${who}-\${EXTEN:${code.length}},1)`] }];
  };
  return {
    dialled: [...entry('speed-office', 'all'), ...entry('speed-own', '${EXT}')],
    dialplan: [
      [
        '[speed-dial]',
        ...rows.flatMap((row) => [
          commentLine(row.name),
          `exten => ${row.extensionId || 'all'}-${row.place},1,Goto(internal,${row.number},1)`,
        ]),
        'exten => _[a-z].,1,Progress()',
        ' same => n,Playback(speed-dial-empty,noanswer)',
        ' same => n,Hangup(1)',
        '',
      ].join('\n'),
    ],
  };
}
