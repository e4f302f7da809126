/**
 * The dialplan program: the files of this folder, the fixed part, and the contexts that stand with each kind of call-flow
 * node. It is the same text for every office. Contexts of one name in several files are one context to Asterisk.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../office/core/call-flow/kinds.ts';
import { dialplanFaults } from './emergency-check.ts';
import { realtimeFamilies } from '../apply/schema.ts';

export interface Program {
  /** extensions.conf. */
  dialplan: string;
  /** Realtime families that it looks things up in, and their tables. */
  realtime: Readonly<Record<string, string>>;
}

/** `appRoot`: the folder of the product's package.json. */
export function program(appRoot: string): Program {
  const folder = join(appRoot, 'asterisk/program');
  const others = readdirSync(folder).filter((name) => name.endsWith('.conf') && name !== 'dialplan.conf');
  const files = [
    ...['dialplan.conf', ...others.sort()].map((name) => join(folder, name)),
    ...Object.keys(kinds).map((kind) => join(appRoot, 'office/core/call-flow', kind, 'dialplan.conf')),
  ];
  const dialplan = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const [fault] = dialplanFaults(dialplan);
  if (fault !== undefined) throw new Error(`The dialplan of this installation takes no emergency calls: ${fault}.`);
  return {
    dialplan,
    realtime: realtimeFamilies(appRoot),
  };
}
