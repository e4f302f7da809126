/**
 * Answers phones that fetch the office's phone book (`/book/<token>/<vendor>/<file>`, with a digit before the vendor where
 * one is needed for an outside line), in their vendor's format, from memory: made again only when the book is another one,
 * and not sent again to a phone that has it.
 */
import { createHash } from 'node:crypto';
import type { Read } from '../../office/core/store.ts';
import { bookId, bookOf } from '../../office/features/phone-book/read.ts';
import { phoneBook } from '../../office/features/phone-book/table.ts';
import type { Other } from '../../phones/index.ts';
import type { BookEntry } from '../../phones/vendors/define.ts';
import { vendorById } from '../../phones/vendors/index.ts';

interface Made {
  entries: readonly BookEntry[];
  path: string;
  contentType: string;
  bytes: Buffer;
  etag: string;
}

export function serveBook(read: Read): Other {
  const made = new Map<string, Made>();

  function fileOf(vendorId: string, digit: string): Made | undefined {
    const entries = bookOf(read, digit);
    const kept = made.get(`${digit}${vendorId}`);
    if (kept?.entries === entries) return kept;
    const file = vendorById(vendorId)?.phoneBook?.(entries);
    if (file === undefined) return undefined;
    const bytes = Buffer.from(file.text, 'utf8');
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
    const one = { entries, path: file.path, contentType: file.contentType, bytes, etag };
    made.set(`${digit}${vendorId}`, one);
    return one;
  }

  return ({ path, method, ifNoneMatch }) => {
    const [, owner, token, ...parts] = path.split('/');
    const digit = /^[0-9]$/.test(parts[0] ?? '') ? (parts.shift() ?? '') : '';
    const [vendorId = '', name, ...rest] = parts;
    if (owner !== 'book' || method !== 'GET' || rest.length > 0) return undefined;
    const book = read.get(phoneBook, bookId);
    if (!book?.isServed || token !== book.token) return undefined;
    const file = fileOf(vendorId, digit);
    if (file === undefined || file.path.toLowerCase() !== name?.toLowerCase()) return undefined;
    const headers = { ETag: file.etag, 'Cache-Control': 'no-cache, private' };
    const what = 'the phone book';
    if (ifNoneMatch !== undefined && ifNoneMatch.includes(file.etag)) return { status: 304, headers, what };
    return { status: 200, contentType: file.contentType, headers, body: file.bytes, what };
  };
}
