/**
 * The language in which an app is described: how it takes an account without the internet, the file it reads, and what the
 * person at the app has to do. Pure: no file, clock or network; the guards of the links are in ../join.ts.
 */
import type { AppId } from '../../../office/features/invitations/apps.ts';
import type { SoftphoneAccount } from '../account.ts';

export interface AccountFile {
  /** The last part of its address, and its name where it is downloaded. */
  name: string;
  contentType: string;
  /** The app fetches it itself; a browser that asks gets the page instead, so that the link is not used up. */
  fetchedBy: 'app' | 'browser';
  render(account: SoftphoneAccount): Buffer;
}

export interface SoftphoneApp {
  id: AppId;
  name: string;
  file?: AccountFile;
  /** The link that opens the app with its file: works when tapped on the device. */
  deepLink?: (fileUrl: string) => string;
  /**
   * What the QR code holds: the page (opened by the camera), the file (read by the app's own scanner), or the account
   * itself with its password. The last kind stands on the screen for minutes and is never printed or mailed.
   */
  qr: 'page' | 'file' | 'account';
  qrText?: (account: SoftphoneAccount) => string;
  /** Why this account cannot be told to this app in this way, or undefined. */
  refuses?: (account: Pick<SoftphoneAccount, 'transport'>) => string | undefined;
  /** What the person does, one sentence a step. */
  steps: readonly string[];
  /** What the administrator should know before choosing it. */
  note?: string;
  /** The same for an identity with TLS. */
  tlsNote?: string;
}

export const textFile = (text: string): Buffer => Buffer.from(text, 'utf8');

/** Inside the quotes of a SIP display name (RFC 3261 section 25.1, quoted-string). */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, (char) => `\\${char}`)}"`;

/** Letters that every one of these small formats takes: no separator of theirs, nothing beyond ASCII. */
export const plainName = (text: string, fallback: string): string => {
  const ascii = text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 .'-]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return ascii === '' ? fallback : ascii;
};
