/**
 * A strict reader of settings by number (`<P47>...</P47>`): one `<config version="1">` in the vendor's root, nothing but
 * numbered elements without children in it, each number once. Written from the vendors' guides and apart from our encoder.
 */

import { SettingsError } from './settings.ts';
import { readXml } from './xml-reader.ts';

export type PCodes = { mac?: string; values: ReadonlyMap<string, string> };

export function readPCodes(text: string, rootName: string): PCodes {
  const root = readXml(text);
  if (root.name !== rootName) throw new SettingsError(`the file holds <${root.name}>, not <${rootName}>`);
  const macs = root.children.filter(({ name }) => name === 'mac');
  const configs = root.children.filter(({ name }) => name === 'config');
  const [config] = configs;
  if (
    config === undefined ||
    configs.length > 1 ||
    macs.length > 1 ||
    macs.length + configs.length !== root.children.length
  )
    throw new SettingsError(`<${rootName}> holds something other than one <mac> and one <config>`);
  // Version 2 is the other dialect: named items. A file is of one or of the other.
  if (config.attributes.get('version') !== '1') throw new SettingsError('not settings by number');
  const values = new Map<string, string>();
  for (const { name, text: value, children } of config.children) {
    if (!/^P\d{1,5}$/.test(name) || children.length > 0) throw new SettingsError(`not a numbered setting: <${name}>`);
    if (values.has(name)) throw new SettingsError(`${name} appears twice`);
    values.set(name, value);
  }
  const mac = macs[0]?.text;
  if (mac !== undefined && !/^[0-9a-f]{12}$/.test(mac)) throw new SettingsError(`not an address: ${mac.slice(0, 20)}`);
  return { values, ...(mac === undefined ? {} : { mac }) };
}
