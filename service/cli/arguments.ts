/** Reads the command line strictly: an unknown flag or a missing argument is a usage error, never a guess. */
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../place.ts';
import { CliError, exit } from './exit.ts';

export const usage = `Usage: switchroom <what> [--data-dir DIR]

  serve [--address IP] [--sip-port N] [--http-port N]   run the office phone system without a window
  status [--json]                                       how it is
  do COMMAND [JSON]                                     change something; - reads the JSON from standard input
  preview COMMAND [JSON]                                what that would change
  ask QUERY [JSON]                                      look something up
  watch [--json]                                        everything that happens, as it happens
  simulate --from N --to N [--at TIME] [--json]         who rings if this number calls
  find-phones [--network N]... [--large] [--json]       look through the office's networks for phones
  undo [ENTRY], redo, history [--json]                  changes and back again
  stop [--keep-calls]                                   end it; with --keep-calls phones go on working
  help [NAME]                                           every command and query with its fields

The data folder is DIR, else $SWITCHROOM_DATA_DIR, else the one of the desktop app.
Exit codes: 0 done, 1 failed, 2 usage, 3 not running, 5 refused.`;

export const verbs = [
  'serve', 'status', 'do', 'preview', 'ask', 'watch', 'simulate', 'find-phones', 'undo', 'redo', 'history', 'stop', 'help',
] as const; // prettier-ignore
export type Verb = (typeof verbs)[number];

export interface Arguments {
  verb: Verb;
  /** What stands after the verb. */
  rest: string[];
  dataDir: string;
  json: boolean;
  keepCalls: boolean;
  address: string | undefined;
  sipPort: number | undefined;
  httpPort: number | undefined;
  from: string | undefined;
  to: string | undefined;
  at: number | undefined;
  /** To be looked through, as 10.1.4.0/24. */
  networks: string[];
  large: boolean;
}

const allowed: Record<Verb, { flags: readonly string[]; arguments: readonly [least: number, most: number] }> = {
  serve: { flags: ['address', 'sip-port', 'http-port'], arguments: [0, 0] },
  status: { flags: ['json'], arguments: [0, 0] },
  do: { flags: ['json'], arguments: [1, 2] },
  preview: { flags: ['json'], arguments: [1, 2] },
  ask: { flags: ['json'], arguments: [1, 2] },
  watch: { flags: ['json'], arguments: [0, 0] },
  simulate: { flags: ['from', 'to', 'at', 'json'], arguments: [0, 0] },
  'find-phones': { flags: ['network', 'large', 'json'], arguments: [0, 0] },
  undo: { flags: ['json'], arguments: [0, 1] },
  redo: { flags: ['json'], arguments: [0, 0] },
  history: { flags: ['json'], arguments: [0, 0] },
  stop: { flags: ['keep-calls'], arguments: [0, 0] },
  help: { flags: ['json'], arguments: [0, 1] },
};

const bad = (message: string): never => {
  throw new CliError(exit.usage, `${message}\n\n${usage}`);
};

export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Arguments {
  const { values, positionals } = parsed(argv);
  const [first, ...rest] = positionals;
  if (values.help || first === undefined) {
    if (!values.help) bad('Say what to do.');
    return { ...readArguments(['help'], env), rest: first === undefined ? [] : [first] };
  }
  const verb = verbs.find((one) => one === first) ?? bad(`There is no "${first}".`);
  const { flags, arguments: [least, most] } = allowed[verb]; // prettier-ignore
  for (const name of Object.keys(values)) {
    if (name !== 'data-dir' && !flags.includes(name)) bad(`"${verb}" does not take --${name}.`);
  }
  if (rest.length < least) bad(`"${verb}" needs a name after it.`);
  if (rest.length > most) bad(`"${verb}" takes no "${rest[most] ?? ''}".`);
  if (verb === 'simulate' && (values.from === undefined || values.to === undefined))
    bad('"simulate" needs --from and --to.');
  if (verb === 'undo' && rest[0] !== undefined && !/^[1-9]\d{0,14}$/.test(rest[0]))
    bad(`"undo" takes the number of an entry, as "history" shows it, not "${rest[0]}".`);
  return {
    verb,
    rest,
    dataDir: values['data-dir'] ?? defaultDataDir(env),
    json: values.json ?? false,
    keepCalls: values['keep-calls'] ?? false,
    address: values.address,
    sipPort: portOf('sip-port', values['sip-port']),
    httpPort: portOf('http-port', values['http-port']),
    from: values.from,
    to: values.to,
    at: timeOf(values.at),
    networks: values.network ?? [],
    large: values.large ?? false,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'keep-calls': { type: 'boolean' },
        address: { type: 'string' },
        'sip-port': { type: 'string' },
        'http-port': { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        at: { type: 'string' },
        network: { type: 'string', multiple: true },
        large: { type: 'boolean' },
      },
    });
  } catch (error) {
    return bad(error instanceof Error ? error.message : String(error));
  }
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65535 ? port : bad(`--${name} is a port between 1 and 65535.`);
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? bad('--at is a time like 2026-11-22T14:30.') : at;
}

/** JSON from an argument or, for `-`, from standard input; nothing is an empty object. */
export function readInput(argument: string | undefined, stdin: () => string): unknown {
  if (argument === undefined) return {};
  const text = argument === '-' ? stdin() : argument;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(exit.usage, `This is not JSON: ${why}. Write it like '{"number":"101"}'.`);
  }
}
