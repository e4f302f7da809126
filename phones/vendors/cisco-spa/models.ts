/**
 * Cisco SPA and Linksys devices as rows. Families are dialects: `phone` with screen and keys, `adapter` of the Sipura kind,
 * `router` adapters that keep password and clock in a section of their own. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type SpaModel = PhoneModel & { family: 'phone' | 'adapter' | 'router'; file?: string };

const NARROW: readonly PhoneCodec[] = ['pcmu', 'pcma', 'g729', 'g726-32'];
const WIDE: readonly PhoneCodec[] = ['g722', ...NARROW];

/** SPA500S and SPA500DS: two of them, 32 keys each. */
const CONSOLE = { expansion: { modules: 2, keysEach: 32 } };
/** SPA932. */
const CONSOLE9 = { expansion: { modules: 2, keysEach: 32 } };

type Rest = Partial<SpaModel>;

/** `spa504G.cfg`, as in the factory's rule `/spa$PSN.cfg`. */
const fileOf = (model: string): string => `spa${model.slice(3)}.cfg`;

const phone = (model: string, lines: number, keys = lines, rest: Rest = {}): SpaModel => ({
  model, lines, keys, codecs: WIDE, file: fileOf(model), ...rest, family: 'phone',
}); // prettier-ignore
const narrow = (model: string, lines: number, keys = lines, rest: Rest = {}): SpaModel =>
  phone(model, lines, keys, { codecs: NARROW, ...rest });
const adapter = (model: string, lines: number, file: string | undefined = fileOf(model)): SpaModel => ({
  model, kind: 'adapter', lines, keys: 0, display: null, codecs: NARROW, family: 'adapter', ...(file === '' ? {} : { file }),
}); // prettier-ignore
const router = (model: string, lines: number): SpaModel => ({ ...adapter(model, lines), family: 'router' });

export const spaModels: readonly SpaModel[] = [
  phone('SPA504G', 4, 4, CONSOLE),
  phone('SPA301', 1, 0, { display: null }),
  phone('SPA303', 3, 3, CONSOLE),
  phone('SPA501G', 8, 8, { ...CONSOLE, display: null }),
  phone('SPA502G', 1, 0),
  phone('SPA508G', 8, 8, CONSOLE),
  phone('SPA509G', 12, 12, CONSOLE),
  phone('SPA512G', 1, 0),
  phone('SPA514G', 4, 4, CONSOLE),
  phone('SPA525G', 5, 5, CONSOLE),
  phone('SPA525G2', 5, 5, CONSOLE),

  narrow('SPA901', 1, 0, { display: null }),
  narrow('SPA921', 1, 0),
  narrow('SPA922', 1, 0),
  narrow('SPA941', 4),
  narrow('SPA942', 4),
  phone('SPA962', 6, 6, CONSOLE9),

  router('SPA112', 2),
  router('SPA122', 2),
  router('SPA232D', 1),
  adapter('PAP2T', 2, 'init.cfg'),
  adapter('SPA1001', 1),
  adapter('SPA2102', 2),
  adapter('SPA3102', 1),
  adapter('SPA8000', 8),
  adapter('SPA8800', 4),
  // A router with two phone ports: what it asks for from the factory is not known, so its URL is typed by hand.
  adapter('WRP400', 2, ''),
];
