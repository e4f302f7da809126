/**
 * A phone's rendered files, ready to serve: by lower-case name, with length and ETag. Rendering is pure, so the result
 * is kept for as long as the profile is the same object; a changed profile is a new object and a new ETag.
 */

import { createHash } from 'node:crypto';
import { CannotRender, type PhoneProfile, type PhoneVendor, type RenderedFile } from '../vendors/define.ts';

export type ServedFile = { file: RenderedFile; bytes: Buffer; hash: string; etag: string };

export type PhoneFiles =
  | {
      ok: true;
      byName: ReadonlyMap<string, ServedFile>;
      /** Of the file with the account, which stands for the phone's configuration. */
      hash: string;
      /** Path of that file: a phone that has fetched it has its configuration. */
      main: string;
      notes: readonly string[];
    }
  | { ok: false; field: string; problem: string };

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export function filesOf(vendor: PhoneVendor, profile: PhoneProfile): PhoneFiles {
  let files: readonly RenderedFile[];
  try {
    files = vendor.render(profile);
  } catch (error) {
    if (error instanceof CannotRender) return { ok: false, field: error.field, problem: error.message };
    throw error;
  }
  const byName = new Map<string, ServedFile>();
  for (const file of files) {
    const bytes = Buffer.from(file.text, 'utf8');
    const hash = hashOf(bytes);
    const served = { file, bytes, hash, etag: `"${hash.slice(0, 32)}"` };
    for (const name of [file.path, ...file.aliases]) byName.set(name.toLowerCase(), served);
  }
  const main = mainOf(files, profile);
  return {
    ok: true,
    byName,
    hash: hashOf(Buffer.from(main?.text ?? '', 'utf8')),
    main: main?.path ?? '',
    notes: files.flatMap((file) => file.notes),
  };
}

/** Of several secret files (Poly: master, settings, directory) the one with the password of a line, or of the phone. */
function mainOf(files: readonly RenderedFile[], profile: PhoneProfile): RenderedFile | undefined {
  const own = files.filter((file) => file.isSecret);
  const secrets = [...profile.lines.map(({ secret }) => secret), profile.adminPassword].filter((one) => one !== '');
  return secrets.map((secret) => own.find(({ text }) => text.includes(secret))).find((file) => file) ?? own[0];
}

export function createFileCache(
  vendorOf: (profile: PhoneProfile) => PhoneVendor | undefined,
): (profile: PhoneProfile) => PhoneFiles | undefined {
  const cache = new WeakMap<PhoneProfile, PhoneFiles>();
  return (profile) => {
    const kept = cache.get(profile);
    if (kept !== undefined) return kept;
    const vendor = vendorOf(profile);
    if (vendor === undefined) return undefined;
    const made = filesOf(vendor, profile);
    cache.set(profile, made);
    return made;
  };
}
