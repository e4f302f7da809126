/**
 * The dialplan program: the fixed part here and the contexts that stand with each kind of call-flow node. It is the
 * same text for every office.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../office/core/call-flow/kinds.ts';

/** `appRoot`: the folder of the product's package.json. */
export function dialplan(appRoot: string): string {
  const files = [
    join(appRoot, 'asterisk/program/dialplan.conf'),
    ...Object.keys(kinds).map((kind) => join(appRoot, 'office/core/call-flow', kind, 'dialplan.conf')),
  ];
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Realtime families of the program: the name in the dialplan and the table or view in runtime.sqlite3. */
export const realtimeFamilies: Readonly<Record<string, string>> = {
  dial: 'dial',
  flow: 'flow',
  exten: 'exten',
  lamp: 'lamp',
  membership: 'membership',
  phone_change: 'phone_change',
  // Only the read-back asks for these.
  node: 'node',
  leg: 'leg',
  ps_endpoints: 'ps_endpoints',
  ps_auths: 'ps_auths',
  ps_aors: 'ps_aors',
  voicemail: 'voicemail',
};
