/** Settings as a tree of elements: leaves hold text, groups hold leaves and groups. Text is escaped by `xmlElement` only. */

import { oneLine } from './checked.ts';
import { xmlElement, xmlText, type XmlAttributes } from './xml.ts';

export type XmlTree = {
  name: string;
  attributes?: XmlAttributes;
  /** A leaf has a text, a group has children. */
  content: string | number | readonly XmlTree[];
};

export const leaf = (name: string, text: string | number, attributes?: XmlAttributes): XmlTree => ({
  name,
  content: text,
  ...(attributes === undefined ? {} : { attributes }),
});

export const group = (name: string, children: readonly XmlTree[], attributes?: XmlAttributes): XmlTree => ({
  name,
  content: children,
  ...(attributes === undefined ? {} : { attributes }),
});

/** Many leaves of one group, in their order. */
export const leaves = (values: Readonly<Record<string, string | number>>): XmlTree[] =>
  Object.entries(values).map(([name, value]) => leaf(name, value));

function written({ name, attributes = {}, content }: XmlTree, indent: string): string {
  if (typeof content === 'string' || typeof content === 'number')
    return `${indent}${xmlElement(name, attributes, oneLine(String(content), name))}\n`;
  const opened = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value), `${name}.${key}`)}"`)
    .join('');
  if (content.length === 0) return `${indent}<${name}${opened}/>\n`;
  return `${indent}<${name}${opened}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

export const xmlDocument = (root: XmlTree): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;

/** Only the root's children, as they stand in the document: what a marker of change is made of. */
export const xmlFragment = (trees: readonly XmlTree[]): string => trees.map((tree) => written(tree, '  ')).join('');

/** FNV-1a, 32 bits: a marker that another content has another of, and no protection against anybody. */
export function changeMarker(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}
