/** Made-up office for the gallery: long names, many rows, every state. */
import type { Tone } from '../ui/status.ts';

export type Row = {
  id: string;
  name: string;
  number: string;
  department: string;
  device: string;
  state: Tone;
  seen: number;
};

const first = ['Anna', 'Ben', 'Chiara', 'Dmitri', 'Eva', 'Farid', 'Grete', 'Hiroshi', 'Ines', 'Jürgen'];
const last = [
  'Berg',
  'Okafor',
  'Rossi',
  'Schulze-Wartenberg',
  'Lindqvist',
  'Haddad',
  'Tanaka',
  'Moreau',
  'Novák',
  'Silva',
];
const departments = ['Sales', 'Support', 'Front desk', 'Accounts', 'Workshop'];
const states: Tone[] = ['ok', 'ok', 'ok', 'ok', 'warn', 'ok', 'off', 'ok', 'bad', 'unknown'];

export function people(count: number): Row[] {
  return Array.from({ length: count }, (_, n) => ({
    id: String(n),
    name:
      n === 3
        ? 'Maximiliane Freifrau von Hohenstein-Süßkind'
        : `${first[n % 10]} ${last[(n * 7 + Math.floor(n / 10)) % 10]}`,
    number: String(100 + n),
    department: departments[n % 5] ?? '',
    device: n % 6 === 5 ? '' : `Snom D${n % 2 ? '785' : '735'}`,
    state: states[n % 10] ?? 'unknown',
    seen: 1_700_000_000_000 + n,
  }));
}
