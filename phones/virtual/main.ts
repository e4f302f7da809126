/**
 * A virtual phone as a program, for tests in network namespaces and for practice:
 *   node phones/virtual/main.ts --vendor snom --model D785 --mac 000413AABBCC --bind 10.20.0.9 [--answer-after 2]
 * Prints one JSON line for each thing that happens. Reads commands, one a line: boot, resync, answer, hangup, dial NUMBER, quit.
 */

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parseMac } from '../mac.ts';
import { baresipStack } from './baresip.ts';
import { vendorBoots } from './boots/index.ts';
import { createVirtualPhone } from './phone.ts';
import { settingsReaders } from './readers/index.ts';
import { startUserAgent } from './user-agent/index.ts';

const USAGE = `usage: node phones/virtual/main.ts --vendor snom --model D785 --mac MAC --bind ADDRESS
  [--firmware VERSION] [--answer-after SECONDS] [--boot-ms 0] [--server URL] [--no-register]
  [--pnp-group 224.0.1.75] [--pnp-port 5060] [--local-port 0] [--dhcp OPTION=VALUE] [--stack baresip|own]`;

function usage(problem: string): never {
  process.stderr.write(`${problem}\n${USAGE}\n`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    vendor: { type: 'string', default: 'snom' },
    model: { type: 'string', default: 'D785' },
    mac: { type: 'string' },
    bind: { type: 'string' },
    firmware: { type: 'string' },
    dhcp: { type: 'string', multiple: true },
    stack: { type: 'string', default: 'baresip' },
    'answer-after': { type: 'string' },
    'boot-ms': { type: 'string', default: '0' },
    server: { type: 'string' },
    'no-register': { type: 'boolean', default: false },
    'pnp-group': { type: 'string', default: '224.0.1.75' },
    'pnp-port': { type: 'string', default: '5060' },
    'local-port': { type: 'string', default: '0' },
  },
});

const mac = parseMac(values.mac ?? '');
const phoneBoot = vendorBoots[values.vendor];
const reads = settingsReaders[values.vendor];
if (phoneBoot === undefined || reads === undefined)
  usage(`there is no virtual ${values.vendor}; there are ${Object.keys(vendorBoots).join(', ')}`);
const dhcp = new Map(
  (values.dhcp ?? []).map((text) => {
    const [, option, value] = /^(\d{1,3})=(.+)$/.exec(text) ?? usage('--dhcp wants OPTION=VALUE');
    return [Number(option), value ?? ''] as const;
  }),
);
if (values.stack !== 'baresip' && values.stack !== 'own') usage('--stack is baresip or own');
if (mac === undefined) usage('--mac wants the address of a device');
if (values.bind === undefined) usage('--bind wants the address that the phone has');

const print = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const phone = createVirtualPhone({
  mac,
  model: values.model,
  firmware: values.firmware ?? phoneBoot.firmware,
  boot: phoneBoot,
  reads,
  stack: values.stack === 'own' ? startUserAgent : baresipStack,
  dhcp,
  bind: values.bind,
  bootMs: Number(values['boot-ms']),
  registers: !values['no-register'],
  pnp: { group: values['pnp-group'], port: Number(values['pnp-port']), localPort: Number(values['local-port']) },
  ...(values.server === undefined ? {} : { settingServer: values.server }),
  ...(values['answer-after'] === undefined ? {} : { answerAfterMs: Number(values['answer-after']) * 1000 }),
  emit: print,
});

let isLeaving = false;
async function leave(code: number): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  await phone.close();
  process.exit(code);
}

function failed(error: unknown): void {
  print({ at: Date.now(), kind: 'failed', reason: (error as Error).message });
  void leave(1);
}

process.on('SIGTERM', () => void leave(0));
process.on('SIGINT', () => void leave(0));
process.on('unhandledRejection', failed);

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const [command, argument = ''] = line.trim().split(' ');
  switch (command) {
    case 'boot':
      phone.boot().catch(failed);
      break;
    case 'resync':
      phone.resync().catch(failed);
      break;
    case 'answer':
      phone.answer();
      break;
    case 'hangup':
      phone.hangUp();
      break;
    case 'dial':
      phone.dial(argument);
      break;
    case 'quit':
      void leave(0);
      break;
    default:
      print({ at: Date.now(), kind: 'unknown-command', line });
  }
});

phone.boot().catch(failed);
