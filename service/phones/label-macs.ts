/**
 * MAC addresses in the text of a label, as scanners and people write it: in any usual form, with serial numbers and other
 * digits around it. The one that is called a MAC address wins, then one of a maker that is known.
 */
import { parseMac, type Mac } from '../../phones/mac.ts';

export interface LabelMac {
  mac: Mac;
  /** Letters that look like digits were read as those. */
  isMended: boolean;
}

/** More than any label says; the rest of a longer line is not looked at. */
const mostText = 400;

const digit = '[0-9A-FOIL]';
const forms = new RegExp(
  `(?<![0-9A-Z])(?:${digit}{12}|${digit}{6}[-:. ]${digit}{6}|(?:${digit}{4}[-:. ]){2}${digit}{4}|(?:${digit}{2}[-:. ]){5}${digit}{2})(?![0-9A-Z])`,
  'g',
);
/** "MAC:", "MAC ID", "MAC-Address =" and what scanners glue to it; "SN:" and its like are what is not meant. */
const called = /MAC(?:[\s_-]*(?:ADDRESS|ADRESSE|ADDR|ID))?\s*[:=#]?\s*/g;
const serial = /\b(?:S\s*\/?\s*N|SERIAL(?:\s*(?:NO|NUMBER))?|P\s*\/?\s*N|IMEI)\.?\s*[:=#]?\s*[0-9A-Z-]+/g;

export function macsIn(given: string, isKnownMaker: (mac: Mac) => boolean): LabelMac[] {
  const text = given.slice(0, mostText).toUpperCase();
  const named = [...text.matchAll(called)].flatMap((hit) => macsOf(text.slice(hit.index + hit[0].length)).slice(0, 1));
  if (named.length > 0) return distinct(named);
  const all = distinct(macsOf(text.replace(serial, ' ')));
  const known = all.filter(({ mac }) => isKnownMaker(mac));
  return known.length > 0 ? known : all;
}

function macsOf(text: string): LabelMac[] {
  return [...text.matchAll(forms)].flatMap(([written]) => {
    const mended = written.replace(/O/g, '0').replace(/[IL]/g, '1');
    const mac = parseMac(mended);
    return mac === undefined ? [] : [{ mac, isMended: mended !== written }];
  });
}

const distinct = (macs: readonly LabelMac[]): LabelMac[] => [
  ...new Map([...macs].reverse().map((one) => [one.mac, one])).values(),
].reverse(); // prettier-ignore
