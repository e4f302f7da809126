/**
 * What a device is, from all that was seen of it. Its own words come first, an address block last, and a doubt is shown as
 * a doubt: a printer that is called a phone costs more trust than a phone that has to be looked at.
 */

import { longestPrefix, parseMac, type Mac } from '../mac.ts';
import type { Identity } from '../vendors/define.ts';
import { identifyPhone, modelOf, phoneVendors, vendorById } from '../vendors/index.ts';
import { makerOf } from './oui.ts';
import { serviceKinds, sipRules, systemRules, webRules, type TextRule } from './rules.ts';
import type { Device, DeviceKind, Sign } from './signs.ts';

export type Verdict = Pick<
  Device,
  'kind' | 'vendorId' | 'maker' | 'model' | 'isModelKnown' | 'firmware' | 'confidence'
> & {
  /** In its own words; used where the network shows none. */
  mac: Mac | undefined;
};

const MAX_TEXT = 200;

function byRules(rules: readonly TextRule[], text: string | undefined): (Identity & { kind: DeviceKind; maker: string }) | undefined {
  const cut = (text ?? '').slice(0, MAX_TEXT);
  for (const { kind, maker, pattern } of cut === '' ? [] : rules) {
    const found = pattern.exec(cut);
    if (found === null) continue;
    const { model, firmware } = found.groups ?? {};
    return { kind, maker, ...(model === undefined ? {} : { model }), ...(firmware === undefined ? {} : { firmware }) };
  }
  return undefined;
} // prettier-ignore

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A web page writes "VVX 411" where the vendor says "VVX411", and the other way round. */
function modelIn(vendorId: string, text: string | undefined): string | undefined {
  const vendor = vendorById(vendorId);
  return vendor?.models.find(({ model }) => plain(model) === plain(text ?? ''))?.model ?? text;
}

type Named = Identity & { vendorId: string; isModelKnown: boolean };

function named(vendorId: string, identity: Identity): Named {
  const vendor = vendorById(vendorId);
  const known = vendor === undefined ? undefined : modelOf(vendor, identity.model);
  return {
    ...identity,
    ...(known === undefined ? {} : { model: known.model }),
    vendorId,
    isModelKnown: known !== undefined,
  };
}

function byWeb(web: NonNullable<Sign['web']>): Named | undefined {
  for (const { in: where, vendorId, pattern } of webRules) {
    const found = pattern.exec((web[where] ?? '').slice(0, MAX_TEXT));
    if (found === null || vendorById(vendorId) === undefined) continue;
    const { model, firmware, mac } = found.groups ?? {};
    const name = modelIn(vendorId, web.model ?? model);
    return named(vendorId, {
      ...(name === undefined ? {} : { model: name }),
      ...(firmware === undefined ? {} : { firmware }),
      ...(mac === undefined ? {} : { mac }),
    });
  }
  return undefined;
}

const ourBlocks = (): ReadonlyMap<string, string> =>
  (blocks ??= new Map(phoneVendors.flatMap(({ id, oui }) => oui.map((prefix) => [prefix, id] as const))));
let blocks: ReadonlyMap<string, string> | undefined;

/** The phone maker of an address block. That alone makes no phone: the same makers build other things. */
export const vendorOfBlock = (mac: Mac | undefined): string | undefined =>
  mac === undefined || makerOf(mac) === undefined ? undefined : longestPrefix(mac, ourBlocks());

/** Its web page, SNMP and other SIP ports are asked only of these. */
export const looksLikePhone = (mac: Mac | undefined, signs: readonly Sign[]): boolean =>
  vendorOfBlock(mac) !== undefined || ['phone', 'maybe-phone'].includes(verdictOf(mac, signs).kind);

/** What it said of itself, from the strongest words to the weakest; parts that one leaves out are filled by the next. */
function ownWords(signs: readonly Sign[]): Named | undefined {
  const found: Named[] = [];
  for (const { hints } of signs) {
    const one = hints === undefined ? undefined : identifyPhone(hints);
    if (one !== undefined && one.confidence !== 'address') found.push(named(one.vendor.id, one));
  }
  for (const { web } of signs) {
    const one = web === undefined ? undefined : byWeb(web);
    if (one !== undefined) found.push(one);
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const same = found.filter(({ vendorId }) => vendorId === first.vendorId);
  const best = same.find(({ isModelKnown }) => isModelKnown) ?? same.find(({ model }) => model !== undefined) ?? first;
  const firmware = best.firmware ?? same.find((one) => one.firmware !== undefined)?.firmware;
  const mac = same.find((one) => one.mac !== undefined)?.mac;
  return { ...best, ...(firmware === undefined ? {} : { firmware }), ...(mac === undefined ? {} : { mac }) };
}

/** Blocks in which other brands' phones are sold too (A9): Gigaset in Snom's, Sangoma in Htek's, many in Fanvil's. */
const SHARED_BLOCKS = ['000413', '001fc1', '0c383e'];

const none = { vendorId: null, model: null, isModelKnown: false, firmware: null } as const;

export function verdictOf(mac: Mac | undefined, signs: readonly Sign[]): Verdict {
  const block = vendorOfBlock(mac);
  const boughtBy = mac === undefined ? undefined : makerOf(mac);

  for (const { hints } of signs) {
    const other = byRules(sipRules, hints?.sipUserAgent);
    if (other === undefined) continue;
    const { kind, maker, model = null, firmware = null } = other;
    return { ...none, kind, maker, model, firmware, confidence: 'certain', mac: undefined };
  }

  const phone = ownWords(signs);
  if (phone !== undefined) {
    const { vendorId, model = null, isModelKnown, firmware = null } = phone;
    const isShared = SHARED_BLOCKS.some((prefix) => mac?.startsWith(prefix) === true);
    const contradicts = block !== undefined && block !== vendorId && !isShared;
    return {
      kind: 'phone',
      vendorId,
      maker: vendorById(vendorId)?.name ?? null,
      model,
      isModelKnown,
      firmware,
      confidence: model !== null && !contradicts ? 'certain' : 'likely',
      mac: phone.mac === undefined ? undefined : parseMac(phone.mac),
    };
  }

  const system = signs
    .filter(({ via }) => via === 'snmp' || via === 'ssdp' || via === 'mdns')
    .map(({ text }) => byRules(systemRules, text))
    .find((one) => one !== undefined);
  const said = system?.kind ?? signs.find(({ kind }) => kind !== undefined)?.kind;
  if (said !== undefined) {
    const { model = null } = system ?? {};
    const maker = system?.maker || (boughtBy ?? null);
    return { ...none, kind: said, maker, model, confidence: 'likely', mac: undefined };
  }

  const isSip = signs.some((sign) => sign.isSip === true);
  const maker = (block === undefined ? undefined : vendorById(block)?.name) ?? boughtBy ?? null;
  return {
    ...none,
    kind: block !== undefined || isSip ? 'maybe-phone' : 'other',
    vendorId: block ?? null,
    maker,
    confidence: 'possible',
    mac: undefined,
  };
}

export const kindOfServices = (services: readonly string[]): DeviceKind | undefined =>
  services.map((service) => serviceKinds[service]).find((kind) => kind !== undefined);
