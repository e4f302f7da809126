/**
 * The arithmetic of ring bars, apart from how they are drawn: whole seconds, never shorter than one, never outside the
 * picture. Mouse and keyboard both come through here, so they cannot differ.
 */
export type Span = { start: number; end: number };
export type Bar = Span & {
  id: string;
  label: string;
  detail?: string;
  href?: string;
  isAnswer?: boolean;
  isSilent?: boolean;
};
export type Grip = 'start' | 'end' | 'whole';

export function dragged(span: Span, grip: Grip, by: number, most: number): Span {
  const step = Math.round(by);
  if (grip === 'start') return { start: clamp(span.start + step, 0, span.end - 1), end: span.end };
  if (grip === 'end') return { start: span.start, end: clamp(span.end + step, span.start + 1, most) };
  const length = span.end - span.start;
  const start = clamp(span.start + step, 0, most - length);
  return { start, end: start + length };
}

/** Arrow keys move, Shift changes the end, Alt the start; Page keys take five seconds, Home goes to the beginning. */
export function keyed(
  span: Span,
  key: { key: string; shiftKey: boolean; altKey: boolean },
  most: number,
): Span | undefined {
  const by = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -5,
    PageUp: 5,
    Home: -most,
    End: most,
  }[key.key];
  if (by === undefined) return undefined;
  return dragged(span, key.shiftKey ? 'end' : key.altKey ? 'start' : 'whole', by, most);
}

/** The length of the picture: the longest bar with room to drag it longer. */
export function horizon(ends: readonly number[]): number {
  return Math.max(20, Math.ceil((Math.max(0, ...ends) + 5) / 5) * 5);
}

/** Second marks that do not crowd: about one every 56 pixels. */
export function marks(seconds: number, width: number): number[] {
  const every = [1, 2, 5, 10, 15, 30, 60, 120, 300].find((step) => (width / seconds) * step >= 56) ?? 600;
  return Array.from({ length: Math.floor(seconds / every) + 1 }, (_, index) => index * every);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
