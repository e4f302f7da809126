/** All files of an office as plain Asterisk configuration, from its rows and flows. Pure: the same office gives the same bytes. */
import { kindOf } from '../call-flow/kinds.ts';
import { maxNodes, type FlowSource, type Next, type Node } from '../call-flow/node.ts';
import type { Feature, PlainParts } from '../feature.ts';
import type { Read } from '../store.ts';
import { dialable } from '../call-flow/target.ts';
import { frame } from './frame.ts';
import { plainNames } from './names.ts';
import { commentLine, contextText, sectionText, type PlainNames, type PlainSection } from './plain.ts';

export interface PlainSource {
  read: Read;
  flows: FlowSource;
  features: readonly Feature[];
}

export interface PlainOptions {
  /** Address and port at which Asterisk listens; `0.0.0.0:5060` unless said otherwise. */
  bind?: string;
  /** In milliseconds since 1970. */
  now?: number;
  /** Passwords and PINs are covered, for the screen. */
  isCovered?: boolean;
}

/** File name -> text. */
export function plainFiles(
  source: PlainSource,
  { bind = '0.0.0.0:5060', isCovered = false, now = 0 }: PlainOptions = {},
): Record<string, string> {
  const names = namesOf(source, now);
  const parts = source.features.flatMap((feature) => feature.plain?.(source.read, names) ?? []);
  const files: Record<string, string> = {
    'extensions.conf': dialplan(source, names, parts, isCovered),
    'README.txt': readme,
  };
  const sections = [...transports(bind), ...parts.flatMap((part) => part.sections ?? [])];
  const shown = isCovered ? sections.map(covered) : sections;
  for (const file of new Set(sections.map((one) => one.file))) {
    files[file] = `${head}\n${merged(shown.filter((one) => one.file === file))
      .map(sectionText)
      .join('\n')}`;
  }
  return files;
}

/** One node as it stands in extensions.conf, and its sections of the other files; undefined when it is in none. */
export function plainNode(source: PlainSource, id: string, now = 0): string | undefined {
  const names = namesOf(source, now);
  const node = source.flows.byId(id);
  // Lines have sections only; those of a queue are named as its context.
  const hasSections = node === undefined || node.kind === 'queue';
  const sections = hasSections
    ? source.features
        .flatMap((feature) => feature.plain?.(source.read, names).sections ?? [])
        .filter(({ name }) => name === id || name === names.context(id))
    : [];
  const parts = [
    ...(node ? [nodeText(node, names)] : []),
    ...sections.map((section) => `${commentLine(section.file)}\n${sectionText(covered(section))}`),
  ];
  return parts.length === 0 ? undefined : parts.join('\n');
}

export function namesOf({ read }: PlainSource, now = 0): PlainNames {
  const holders = new Map(read.numbers().map((one) => [`${one.table} ${one.id}`, one.number]));
  const digits = new Set(
    [...holders.values()].filter((number) => /^[0-9]{2,8}$/.test(number)).map((number) => number[0]),
  );
  return plainNames((table, id) => holders.get(`${table} ${id}`), [...digits].sort().join(''), now);
}

function dialplan(source: PlainSource, names: PlainNames, parts: readonly PlainParts[], isCovered: boolean): string {
  const numbers = source.read
    .numbers()
    .flatMap(({ number }) => {
      const node = source.flows.byNumber(number);
      return node ? [{ number, node }] : [];
    })
    .sort((a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1));
  const nodes = reachable(
    [
      ...numbers.map(({ node }) => node),
      // Steps of flows that no number leads to are written as well, and what only a line from outside leads to.
      ...parts.flatMap((part) => part.nodes ?? []).flatMap((id) => source.flows.byId(id) ?? []),
    ],
    source.flows,
  );
  const dialled = parts.flatMap((part) => part.dialled ?? []);
  return [
    head,
    '[general]',
    'static = yes',
    'writeprotect = yes',
    '',
    ...globals(parts, isCovered),
    '; ---- Numbers that phones dial ----------------------------------------------------------------------------------------',
    '[numbers]',
    ...numbers.flatMap(({ number, node }) =>
      [number, ...(number.startsWith('+') ? [dialable(number)] : [])].map(
        (form) => `exten => ${form},1,Goto(${names.context(node.id)},s,1)`,
      ),
    ),
    '',
    // The first context that knows a number counts, so nothing can come before an emergency number.
    '[internal]',
    ...parts.flatMap((part) => part.first ?? []).map((name) => `include => ${name}`),
    'include => numbers',
    'include => codes',
    ...parts.flatMap((part) => part.last ?? []).map((name) => `include => ${name}`),
    'exten => i,1,Goto(end,unknown-number,1)',
    '',
    '[codes]',
    ...dialled.flatMap(({ pattern, apps, comment }) => [
      ...(comment === undefined ? [] : [commentLine(comment)]),
      ...apps.map((app, index) => (index === 0 ? `exten => ${pattern},1,${app}` : ` same => n,${app}`)),
    ]),
    '',
    '; ---- People, groups, flows -------------------------------------------------------------------------------------------',
    ...nodes.map((node) => nodeText(node, names)),
    ...parts.flatMap((part) => part.contexts ?? []).map(contextText),
    ...parts.flatMap((part) => part.dialplan ?? []),
    frame,
  ].join('\n');
}

function nodeText(node: Node, names: PlainNames): string {
  const { plain } = kindOf(node);
  return contextText({
    name: names.context(node.id),
    comment: [kindOf(node).words(node)],
    lines: [...(counted.has(node.kind) ? countNode : []), ...plain(node, names)],
  });
}

function globals(parts: readonly PlainParts[], isCovered: boolean): string[] {
  const secrets = parts.flatMap((part) => part.secrets ?? []);
  if (secrets.length === 0) return [];
  return [
    '; ---- PINs and passcodes ----------------------------------------------------------------------------------------------',
    '[globals]',
    ...secrets.map(({ name, value }) => `${name} = ${isCovered ? cover : value.replace(/[^0-9]/g, '')}`),
    '',
  ];
}

/** A call that flows send to and fro ends, as it does with the product itself. */
const counted: ReadonlySet<Node['kind']> = new Set([
  'flow',
  'step',
  'play',
  'menu',
  'caller',
  'when',
  'ring',
  'hunt',
  'queue',
]);
const countNode = ['Set(NODES=$[0${NODES} + 1])', `GotoIf($[\${NODES} > ${maxNodes}]?end,loop,1)`];

/** All nodes to which calls can get from these, each once, in the order in which they are met. */
function reachable(starts: readonly Node[], flows: FlowSource): Node[] {
  const found = new Map<string, Node>();
  const left = [...starts];
  for (let node = left.shift(); node !== undefined; node = left.shift()) {
    if (found.has(node.id)) continue;
    found.set(node.id, node);
    for (const { next } of kindOf(node).exits(node)) {
      const other = nodeAt(next, flows);
      if (other && !found.has(other.id)) left.push(other);
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function nodeAt(next: Next, flows: FlowSource): Node | undefined {
  return next.to === 'node' ? flows.byId(next.id) : next.to === 'number' ? flows.byNumber(next.number) : undefined;
}

const cover = '••••••••';

/** A mailbox's entry is `<PIN>,<name>`. */
function covered(section: PlainSection): PlainSection {
  const isMailbox = section.file === 'voicemail.conf';
  return {
    ...section,
    entries: section.entries.map(([key, value]) =>
      isMailbox
        ? ([key, String(value).replace(/^[^,]*/, cover)] as const)
        : ([key, /password|secret|pin$/i.test(key) ? cover : value] as const),
    ),
  };
}

/** Sections of one name are one, but for pjsip.conf, where each object of a name has its own type. */
function merged(sections: readonly PlainSection[]): PlainSection[] {
  const list: PlainSection[] = [];
  for (const section of sections) {
    const same = section.file === 'pjsip.conf' ? -1 : list.findIndex((one) => one.name === section.name);
    const before = list[same];
    if (before) list[same] = { ...before, entries: [...before.entries, ...section.entries] };
    else list.push(section);
  }
  return list;
}

const transports = (bind: string): PlainSection[] =>
  (['udp', 'tcp'] as const).map((protocol) => ({
    file: 'pjsip.conf',
    name: `transport-${protocol}`,
    entries: [
      ['type', 'transport'],
      ['protocol', protocol],
      ['bind', bind],
    ],
  }));

const head = commentLine(
  'Written by Switchroom. Passwords of phones and mailboxes stand in these files: keep them to yourself.',
);

const readme = `This folder holds an office of Switchroom as plain Asterisk configuration.

To run it without Switchroom: install Asterisk 20 or newer with PJSIP and its core sounds, copy the .conf files of this
folder over those of the same names in /etc/asterisk, copy the folder "sounds" (if there is one) to "switchroom" in the
spool folder of Asterisk (/var/spool/asterisk/switchroom), and start Asterisk. Phones keep their user names and passwords;
point them to the new computer.

What is carried: people and their phones, voicemail boxes, forwarding, do not disturb, hours and holidays, ring groups,
queues, call flows with their sounds, conference rooms, paging groups, parking, pick-up, speed dialling, numbers of the
public network, trunks, the rules for calls to the outside with their passcodes, and emergency numbers, which come before
everything else. Each of them has a context of its own in extensions.conf, with a sentence that says what it does.

What phones switched by dialling (do not disturb, forwarding, agents who signed in or out, log-ins at other phones) stands
as it was when this was written, and can be changed by hand.

What is not carried:
- Usage limits and rates: calls to the outside cost what they cost.
- Switching by dialling: do not disturb, forwarding, signing in and out, hours by hand, logging in at another phone.
- PINs that people chose for their voicemail are kept as a hash only: the boxes have their first PIN again.
- Messages in voicemail boxes, call records, and mail about missed calls and messages.
- Calling back when free, redial, the phone menu, busy lamps of hours, and transfers that come back.
- Ending an ordinary call to make room for an emergency call, the alarm in the office, and calling back who called for help.
- Encrypted lines (TLS) need certificates: they are written as UDP.
- Provisioning of desk phones: they keep the configuration that they have.
`;
