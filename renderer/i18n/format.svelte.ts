/**
 * Numbers, times and durations by locale. Formatters are expensive to build, so each is made once per locale;
 * digits are tabular through CSS.
 */
import { locale } from './locale.svelte.ts';

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function once<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  kind: string,
  make: (tag: string) => F,
): F {
  const key = `${locale.tag} ${kind}`;
  const known = made.get(key) ?? make(locale.tag);
  made.set(key, known);
  return known as F; // the key names the kind, so the stored formatter is the one this call makes
}

export function formatNumber(value: number): string {
  return once('number', (tag) => new Intl.NumberFormat(tag)).format(value);
}

export function formatTime(at: number | Date): string {
  return once('time', (tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'medium' })).format(at);
}

export function formatDate(at: number | Date): string {
  return once('date', (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium' })).format(at);
}

export function formatDateTime(at: number | Date): string {
  return once('both', (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' })).format(at);
}

/** The time of today, or date and time. */
export function formatMoment(at: number, now: number = Date.now()): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? formatTime(at) : formatDateTime(at);
}

/** Seconds as a clock: 0:07, 12:40, 1:02:03. The same in all languages, as on a phone's display. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "3 s ago"; older than a week becomes a date. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  if (Math.abs(seconds) >= 7 * 86_400) return formatDate(at);
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const format = once('ago', (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' }));
  return format.format(Math.trunc(seconds / size), unit);
}
