/**
 * A strict reader of the XML that phones take: elements, attributes, text, the five named entities and numeric ones.
 * Written from the XML 1.0 grammar and apart from our encoder on purpose. Anything else (DOCTYPE, CDATA, an unknown
 * entity, a tag left open) is an error, as it would be on the phone.
 */

export type XmlNode = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlNode[];
  text: string;
};

export class XmlError extends Error {
  override name = 'XmlError';
}

type Open = { name: string; attributes: Map<string, string>; children: XmlNode[]; text: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  let result = '';
  let at = 0;
  for (let start = text.indexOf('&'); start !== -1; start = text.indexOf('&', at)) {
    const end = text.indexOf(';', start);
    if (end === -1) throw new XmlError('an & that begins no entity');
    const name = text.slice(start + 1, end);
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const plain =
      number === null
        ? ENTITIES[name]
        : String.fromCodePoint(Number.parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16));
    if (plain === undefined) throw new XmlError(`unknown entity &${name};`);
    result += text.slice(at, start) + plain;
    at = end + 1;
  }
  return result + text.slice(at);
}

/** XML 1.0 section 2.11 and 3.3.3: what a reader makes of line ends and blanks that were written plainly. */
const asText = (raw: string): string => decoded(raw.replaceAll(/\r\n?/g, '\n'));
const asAttribute = (raw: string): string => decoded(raw.replaceAll(/\r\n|[\t\n\r]/g, ' '));

/** The end of a tag, not counting `>` inside quoted attribute values. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  throw new XmlError('a tag without an end');
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let rest = text;
  while (rest.trim() !== '') {
    const found = /^\s+([A-Za-z_][\w.-]*)\s*=\s*("[^"<]*"|'[^'<]*')/.exec(rest);
    if (found === null) throw new XmlError(`not an attribute: ${rest.slice(0, 40)}`);
    const [all, name = '', value = ''] = found;
    if (attributes.has(name)) throw new XmlError(`the attribute ${name} appears twice`);
    attributes.set(name, asAttribute(value.slice(1, -1)));
    rest = rest.slice(all.length);
  }
  return attributes;
}

export function readXml(document: string): XmlNode {
  const text = document.replace(/^\ufeff?<\?xml [^?]*\?>/, '');
  const top: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [top];
  let at = 0;
  while (at < text.length) {
    const current = open.at(-1) ?? top;
    const start = text.indexOf('<', at);
    const between = text.slice(at, start === -1 ? undefined : start);
    current.text += asText(between);
    if (start === -1) break;
    const end = endOfTag(text, start + 1);
    const tag = text.slice(start + 1, end);
    at = end + 1;
    if (tag.startsWith('/')) {
      if (open.length === 1 || tag.slice(1).trim() !== current.name)
        throw new XmlError(`</${tag.slice(1, 40)}> closes nothing`);
      open.pop();
      continue;
    }
    const [, name, rest = ''] = /^([A-Za-z_][\w.-]*)((?:\s[^]*)?)$/.exec(tag.replace(/\/$/, '')) ?? [];
    if (name === undefined) throw new XmlError(`not a tag: <${tag.slice(0, 40)}>`);
    const node: Open = { name, attributes: attributesOf(rest), children: [], text: '' };
    (open.at(-1) ?? top).children.push(node);
    if (!tag.endsWith('/')) open.push(node);
  }
  const [root, ...others] = top.children;
  if (open.length !== 1 || root === undefined || others.length > 0 || top.text.trim() !== '')
    throw new XmlError('not one whole document');
  return root;
}
