/** Calls to a public number: a node of its own, so that the picture and the words name the number. */
import type { PublicNumberNode } from '../../core/call-flow/public-number/index.ts';
import type { FlowCompiler } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import type { Read } from '../../core/store.ts';
import { sites } from '../sites/table.ts';
import { numberNext, type PublicNumber } from '../trunks/read.ts';
import { publicNumbers } from './table.ts';

/** `+49 30 1234567 Weber Ltd`. */
export function numberLabel(read: Read, number: PublicNumber): string {
  const shown = formatNumber(number.number, read.get(sites, number.siteId)?.country);
  return [shown, number.name1, number.name2].filter((part) => part !== '').join(' ');
}

export const publicNumberNode = (read: Read, number: PublicNumber): PublicNumberNode => ({
  kind: 'public-number',
  id: number.id,
  number: number.number,
  label: numberLabel(read, number),
  isReserved: number.status === 'reserved',
  next: numberNext(read, number),
});

export const publicNumberFlows: readonly FlowCompiler[] = [
  {
    prefix: 'num',
    compile(read, id) {
      const number = read.get(publicNumbers, id);
      return number && publicNumberNode(read, number);
    },
    atNumber: (read, number) =>
      number.startsWith('+') || number.startsWith('00')
        ? read.all(publicNumbers, { number: number.replace(/^00/, '+') })[0]?.id
        : undefined,
  },
];
