/**
 * A phone's files as an administrator may look at them: rendered again from the same settings with every secret exchanged,
 * so that nothing has to be searched and blotted out in somebody's format. Equal secrets look equal and changed ones
 * changed, for as long as this program runs; what they are cannot be read from it.
 */

import { createHmac, randomBytes } from 'node:crypto';
import { CannotRender, type PhoneProfile, type PhoneVendor } from '../vendors/define.ts';
import { isToken } from './path.ts';

export type ShownFile = { name: string; isSecret: boolean; text: string; notes: readonly string[] };

const key = randomBytes(32);

const hidden = (secret: string): string =>
  secret === '' ? '' : `hidden-${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}`;

/** A secret folder in a URL; its host and file stay readable. */
const withoutToken = (url: string): string =>
  url
    .split('/')
    .map((part) => (isToken(part) && !part.includes('.') ? hidden(part) : part))
    .join('/');

export function withoutSecrets(profile: PhoneProfile): PhoneProfile {
  const { phoneBookUrl, firmware } = profile;
  return {
    ...profile,
    lines: profile.lines.map((line) => ({ ...line, secret: hidden(line.secret) })),
    adminPassword: hidden(profile.adminPassword),
    provisioningUrl: withoutToken(profile.provisioningUrl),
    ...(phoneBookUrl === undefined ? {} : { phoneBookUrl: withoutToken(phoneBookUrl) }),
    ...(firmware === undefined ? {} : { firmware: { ...firmware, url: withoutToken(firmware.url) } }),
  };
}

export function shownFiles(vendor: PhoneVendor, profile: PhoneProfile): readonly ShownFile[] {
  try {
    return vendor
      .render(withoutSecrets(profile))
      .map(({ path, isSecret, text, notes }) => ({ name: path, isSecret, text, notes }));
  } catch (error) {
    // What cannot be written is shown by its reason, see `PhoneFiles`.
    if (error instanceof CannotRender) return [];
    throw error;
  }
}
