/**
 * Sounds in the window: files of any kind that the window can read become WAV here (mono, 16 bits, 16 kHz, the best that a
 * telephone carries), are sent in parts, and are listened to without leaving the window.
 */
import { api } from '../../api/client.svelte.ts';
import type { Entry, Failure, Outcome } from '../../api/protocol.ts';
import { t } from '../../i18n/index.svelte.ts';
import { rate, wavOf } from './wav.ts';

const mostMinutes = 10;
/** Divisible by three, so that the parts of base64 need no padding. */
const partBytes = 240_000;

export type Stored = { ok: true; id: string; entry?: Entry } | { ok: false; error: Failure };

const failed = (message: string): Stored => ({ ok: false, error: { kind: 'invalid', message } });

/** A new sound of that name, or the new audio of the sound of that id. */
export async function storeFile(file: File, as: { name: string } | { id: string }): Promise<Stored> {
  const samples = await decode(file);
  if (samples === 'unreadable') return failed(t('sounds.undecodable', { name: file.name }));
  if (samples.length > rate * 60 * mostMinutes)
    return failed(t('sounds.too-long', { name: file.name, n: mostMinutes }));
  const wav = wavOf(samples);
  const begun = await api.do('sound-file.begin', { bytes: wav.length });
  if (!begun.ok) return begun;
  const { upload } = begun.value;
  for (let from = 0; from < wav.length; from += partBytes) {
    const added = await api.do('sound-file.add', { upload, part: base64(wav.subarray(from, from + partBytes)) });
    if (!added.ok) return added;
  }
  const stored = await api.do('sound-file.store', { upload, ...as });
  return stored.ok ? { ok: true, id: stored.value.id, entry: stored.entry } : stored;
}

/** For the toast: what the service would have answered. */
export const outcomeOf = (stored: Stored): Outcome =>
  stored.ok ? { ok: true, value: null, entry: stored.entry } : { ok: false, error: stored.error };

/** A file's name without its ending, as people would write it. */
export const nameOf = (file: File): string =>
  file.name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
    .slice(0, 60) || t('title.sounds');

async function decode(file: File): Promise<Float32Array | 'unreadable'> {
  const context = new OfflineAudioContext(1, 1, rate);
  try {
    // Resampled to the context's rate by the browser.
    const audio = await context.decodeAudioData(await file.arrayBuffer());
    return mono(audio);
  } catch {
    return 'unreadable'; // What the browser cannot decode it refuses with an error without a reason.
  }
}

function mono(audio: AudioBuffer): Float32Array {
  const mixed = new Float32Array(audio.length);
  for (let channel = 0; channel < audio.numberOfChannels; channel++) {
    const samples = audio.getChannelData(channel);
    for (let at = 0; at < samples.length; at++)
      mixed[at] = (mixed[at] ?? 0) + (samples[at] ?? 0) / audio.numberOfChannels;
  }
  return mixed;
}

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

async function partOf(id: string, from: number) {
  const part = await api.ask('sound.audio', { id, from });
  if (!part.ok) throw new Error(part.error.message);
  return part.value;
}

/** The audio of a sound; throws with words for people. */
async function fetchAudio(id: string): Promise<ArrayBuffer> {
  const first = await partOf(id, 0);
  const bytes = new Uint8Array(first.bytes);
  let part = first;
  for (let at = 0; ; at = part.next, part = await partOf(id, at)) {
    bytes.set(
      Uint8Array.from(atob(part.data), (letter) => letter.charCodeAt(0)),
      at,
    );
    if (part.next === null) break;
  }
  return bytes.buffer;
}

/** Plays one sound at a time; `ended` is called when it is over or stopped. */
export async function play(id: string, ended: () => void): Promise<() => void> {
  const audio = await fetchAudio(id);
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(audio);
  source.connect(context.destination);
  source.onended = () => {
    void context.close();
    ended();
  };
  source.start();
  return () => source.stop();
}
