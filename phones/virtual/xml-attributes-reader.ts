/**
 * Reads files whose settings are attributes, over any number of elements (Polycom's guide: the names of the elements do not
 * matter, those of the attributes do). Apart from our encoder. Text between the tags, or a setting given twice, is an error.
 */

import { SettingsError } from './settings.ts';
import { readXml, type XmlNode } from './xml-reader.ts';

export function readAttributes(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const take = (node: XmlNode): void => {
    if (node.text.trim() !== '') throw new SettingsError(`text stands in <${node.name}>`);
    for (const [name, value] of node.attributes) {
      if (values.has(name)) throw new SettingsError(`the setting ${name} appears twice`);
      values.set(name, value);
    }
    for (const child of node.children) take(child);
  };
  take(readXml(text));
  return values;
}
