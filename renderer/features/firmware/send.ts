/** Sends a file of any size to the service in parts, without ever having it whole in memory. */
import { api } from '../../api/client.svelte.ts';
import type { Failure } from '../../api/protocol.ts';
import { base64 } from '../sounds/audio.ts';

/** Divisible by three, so that the parts of base64 need no padding. */
const partBytes = 480_000;

export type Sent = { ok: true; upload: string } | { ok: false; error: Failure };

export async function sendFirmware(
  file: File,
  progress: (share: number) => void,
  isWanted: () => boolean,
): Promise<Sent | 'dropped'> {
  const begun = await api.do('firmware-file.begin', { bytes: file.size, fileName: file.name });
  if (!begun.ok) return begun;
  const { upload } = begun.value;
  for (let from = 0; from < file.size; from += partBytes) {
    if (!isWanted()) {
      await api.do('firmware-file.drop', { upload });
      return 'dropped';
    }
    const bytes = new Uint8Array(await file.slice(from, from + partBytes).arrayBuffer());
    const added = await api.do('firmware-file.add', { upload, part: base64(bytes) });
    if (!added.ok) return added;
    progress(Math.min(1, (from + bytes.length) / file.size));
  }
  return { ok: true, upload };
}
