/**
 * One model against our files without a network: rendered, asked for as its maker's phones ask, read with its maker's
 * grammar, compared. Pure, so that every model of every vendor is tried in a moment; how phones really boot from the real
 * server is in boots/boots.test.ts.
 */

import type { PhoneModel, PhoneProfile, PhoneVendor } from '../vendors/define.ts';
import { testLine, testProfile } from '../vendors/test-profile.ts';
import type { BootAnswer } from './boots/define.ts';
import { vendorBoots } from './boots/index.ts';
import { settingsReaders } from './readers/index.ts';

/** Up to two lines, and keys as far as it has some. */
export function profileOf(vendor: PhoneVendor, { model, lines, keys }: PhoneModel): PhoneProfile {
  return testProfile({
    model,
    vendorId: vendor.id,
    mac: `${(vendor.oui[0] ?? '025052').slice(0, 6)}aabbcc`,
    lines: Array.from({ length: Math.min(lines, 2) }, (_, index) =>
      testLine({
        position: index + 1,
        number: `10${index + 1}`,
        authUser: `p7f3a${index + 1}`,
        secret: `Line-Secret_${index + 1}`,
      }),
    ),
    keys: keys === 0 ? [] : testProfile({ model }).keys.slice(0, keys),
  });
}

/** What a phone of this model has fetched when it has booted. */
export function fetchedBy(vendor: PhoneVendor, profile: PhoneProfile): Map<string, string> {
  const who = { mac: profile.mac, model: profile.model, firmware: vendorBoots[vendor.id]?.firmware ?? '1.0' };
  const served = new Map(
    vendor
      .render(profile)
      .flatMap(({ path, aliases, text }) => [path, ...aliases].map((name) => [name.toLowerCase(), text] as const)),
  );
  const base = profile.provisioningUrl;
  const got = new Map<string, string>();
  const boot = vendorBoots[vendor.id];
  const plain = vendor.filesAskedFor(who).map((name) => ({ url: base + name }));
  const requests = boot ? boot.requests(vendor.pnpUrl(base, profile), who) : plain.values();
  let answer: BootAnswer;
  for (;;) {
    const next = requests.next(answer);
    if (next.done === true) return got;
    const { url } = next.value;
    const name = url.toLowerCase().startsWith(base.toLowerCase()) ? url.slice(base.length) : '';
    const text = served.get(name.toLowerCase());
    answer = text === undefined ? { status: 404, body: '' } : { status: 200, body: text };
    if (text !== undefined) got.set(name, text);
  }
}

/** Why a phone of this model would not work with our files; `undefined` when it would. */
export function problemWith(vendor: PhoneVendor, model: PhoneModel): string | undefined {
  const read = settingsReaders[vendor.id];
  if (read === undefined) return 'no reader';
  try {
    const profile = profileOf(vendor, model);
    const files = fetchedBy(vendor, profile);
    const settings = read(files);
    const wanted = profile.lines.map(({ position, displayName, authUser, secret, server, port, transport, srtp }) =>
      [position, displayName, authUser, secret, server, port, transport, srtp].join(' '),
    );
    const accounts = settings.accounts.map(({ position, displayName, authUser, secret, host, port, transport, srtp }) =>
      [position, displayName, authUser, secret, host, port, transport, srtp].join(' '),
    );
    if (wanted.join('\n') !== accounts.join('\n')) return `read ${accounts.join('; ')} instead of ${wanted.join('; ')}`;
    const known = new Set(
      vendor.vocabulary.filter(({ families }) => families.includes(model.family)).flatMap(({ names }) => names),
    );
    const unknown = [...settings.values.keys()].find(
      (name) => !known.has(name) && !known.has(name.replaceAll(/\d+/g, '#')),
    );
    return unknown === undefined ? undefined : `${unknown} is not in the vocabulary`;
  } catch (error) {
    return (error as Error).message;
  }
}
