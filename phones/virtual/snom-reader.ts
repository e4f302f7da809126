/**
 * Reads a Snom settings file the way the phone does: an XML reader that knows nothing of our renderer, then Snom's own
 * small grammars (`host:port;transport=x`, `blf NUMBER|PICKUP`). Tests compare what went in with what comes out here.
 */

import { XMLParser } from 'fast-xml-parser';

export type SnomKey = { idx: number; context: string; label: string; type: string; number?: string; pickup?: string };

export type SnomSettings = {
  /** `name` or `name.idx` to value. */
  values: ReadonlyMap<string, string>;
  keys: readonly SnomKey[];
};

export type SnomAccount = {
  displayName: string;
  user: string;
  authUser: string;
  secret: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  srtp: boolean;
  mailbox: string;
  codecs: readonly string[];
};

type Node = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
});

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const childrenOf = (node: Node): Node[] => (node[nameOf(node)] as Node[] | undefined) ?? [];
const attributesOf = (node: Node): Record<string, string> => (node[':@'] as Record<string, string> | undefined) ?? {};
const textOf = (node: Node): string =>
  childrenOf(node)
    .map((child) => (typeof child['#text'] === 'string' ? child['#text'] : ''))
    .join('');

function findAll(nodes: readonly Node[], name: string): Node[] {
  return nodes.flatMap((node) =>
    nameOf(node) === name ? [node] : nameOf(node) === 'settings' ? findAll(childrenOf(node), name) : [],
  );
}

export class SnomFileError extends Error {
  override name = 'SnomFileError';
}

export function readSnomFile(text: string): SnomSettings {
  let tree: Node[];
  try {
    tree = parser.parse(text, true) as Node[];
  } catch (error) {
    throw new SnomFileError('the settings file is not XML', { cause: error });
  }
  const values = new Map<string, string>();
  for (const setting of findAll(tree, 'phone-settings').flatMap(childrenOf)) {
    const name = nameOf(setting);
    if (name === '#text') continue;
    const { idx } = attributesOf(setting);
    const key = idx === undefined ? name : `${name}.${idx}`;
    // A setting given twice means that some text got out of its place.
    if (values.has(key)) throw new SnomFileError(`the setting ${key} appears twice`);
    values.set(key, textOf(setting));
  }
  const keys = findAll(tree, 'functionKeys')
    .flatMap(childrenOf)
    .filter((node) => nameOf(node) === 'fkey');
  return { values, keys: keys.map(readKey) };
}

function readKey(node: Node): SnomKey {
  const { idx = '', context = '', label = '' } = attributesOf(node);
  const [type = '', rest = ''] = textOf(node).split(' ', 2);
  const [number, pickup] = rest.split('|');
  return {
    idx: Number(idx),
    context,
    label,
    type,
    ...(number === undefined || number === '' ? {} : { number }),
    ...(pickup === undefined ? {} : { pickup }),
  };
}

/** The account of line 1, or undefined when the file has none that is switched on. */
export function snomAccount({ values }: SnomSettings): SnomAccount | undefined {
  const of = (name: string): string => values.get(`${name}.1`) ?? '';
  if (of('user_active') !== 'on' || of('user_host') === '' || of('user_name') === '') return undefined;
  const [place = '', ...options] = of('user_outbound').split(';');
  const colon = place.lastIndexOf(':');
  const transport = options.find((option) => option.startsWith('transport='))?.slice('transport='.length) ?? 'udp';
  if (transport !== 'udp' && transport !== 'tcp' && transport !== 'tls')
    throw new SnomFileError(`unknown transport ${transport}`);
  return {
    displayName: of('user_realname'),
    user: of('user_name'),
    authUser: of('user_pname') === '' ? of('user_name') : of('user_pname'),
    secret: of('user_pass'),
    host: place.slice(0, colon),
    port: Number(place.slice(colon + 1)),
    transport,
    srtp: of('user_srtp') === 'on',
    mailbox: of('user_mailbox'),
    codecs: of('codec_priority_list').split(','),
  };
}
