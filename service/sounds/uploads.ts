/**
 * Files on their way in, in parts, because a request has a limit. They live in memory and are forgotten when nobody goes on
 * with them; there are few at once and each has a limit, so that a broken client costs little.
 */
export const mostUploads = 4;
export const mostBytes = 64 * 1024 * 1024;
const patienceMs = 120_000;

interface Upload {
  parts: Buffer[];
  bytes: number;
  touched: number;
}

export type AddOutcome = 'added' | 'unknown' | 'too-large';

export interface Uploads {
  /** Undefined while too many are under way. */
  begin(): string | undefined;
  add(id: string, part: Buffer): AddOutcome;
  /** The whole file, which is forgotten here. */
  take(id: string): Buffer | undefined;
}

export function openUploads(now: () => number): Uploads {
  const uploads = new Map<string, Upload>();
  let count = 0;
  return {
    begin() {
      for (const [id, { touched }] of uploads) if (now() - touched > patienceMs) uploads.delete(id);
      if (uploads.size >= mostUploads) return undefined;
      const id = `upload-${++count}`;
      uploads.set(id, { parts: [], bytes: 0, touched: now() });
      return id;
    },
    add(id, part) {
      const upload = uploads.get(id);
      if (!upload) return 'unknown';
      upload.bytes += part.length;
      if (upload.bytes > mostBytes) {
        uploads.delete(id);
        return 'too-large';
      }
      upload.touched = now();
      upload.parts.push(part);
      return 'added';
    },
    take(id) {
      const upload = uploads.get(id);
      uploads.delete(id);
      return upload && Buffer.concat(upload.parts);
    },
  };
}
