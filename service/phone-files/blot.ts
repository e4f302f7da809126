/**
 * A phone's file with its secrets blotted out, fit to show. The same secret gives the same blot, another one another, so that a
 * comparison shows that a password changed without showing one; the blots mean nothing outside this run of the service.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { PhoneProfile } from '../../phones/vendors/define.ts';

export type Blot = (text: string) => string;

const key = randomBytes(32);

const mark = (secret: string): string => `••••${createHmac('sha256', key).update(secret).digest('hex').slice(0, 4)}`;

/** Secret parts of our own addresses: `http://host:port/<token>/` and `http://host:port/book/<token>/...`. */
const tokensIn = (url: string | undefined): string[] =>
  (url ?? '').split('/').slice(3).filter((part) => part.length >= 16 && /^[A-Za-z0-9]+$/.test(part)); // prettier-ignore

function secretsOf(profile: PhoneProfile): string[] {
  return [
    profile.adminPassword,
    ...profile.lines.map((line) => line.secret),
    ...tokensIn(profile.provisioningUrl),
    ...tokensIn(profile.phoneBookUrl),
    ...tokensIn(profile.firmware?.url),
  ].filter((secret) => secret !== '');
}

/** As it stands, and as dialects write it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64');
  return [secret, base64, base64.replace(/=+$/, ''), bytes.toString('hex'), encodeURIComponent(secret)];
}

export function blotFor(profile: PhoneProfile): Blot {
  const marks = new Map<string, string>();
  for (const secret of secretsOf(profile)) for (const form of formsOf(secret)) marks.set(form, mark(secret));
  // Longer ones first, for one may be the beginning of another.
  const forms = [...marks.keys()].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((blotted, form) => blotted.replaceAll(form, marks.get(form) ?? ''), text);
}
