/**
 * Where the window is, kept in the address so that Back works. While a form holds unsaved words, leaving
 * asks once, and the address stays where it was until the answer.
 */
import { unsaved } from '../ui/unsaved.ts';
import { href, parse, type Place, type RouteName } from './routes.ts';

let place = $state.raw<Place>(parse(window.location.hash));
let pending = $state<string>();
let settled = window.location.hash;

/** A filter of the same page takes no form away; another page, another object and another tab do. */
const leavesPage = (next: Place): boolean =>
  next.name !== place.name ||
  JSON.stringify(next.params) !== JSON.stringify(place.params) ||
  next.query.tab !== place.query.tab;

function arrive(): void {
  const hash = window.location.hash;
  if (hash === settled) return;
  const next = parse(hash);
  if (leavesPage(next) && unsaved.exist) {
    pending = hash;
    window.history.replaceState(null, '', settled || '#/home');
    return;
  }
  settled = hash;
  pending = undefined;
  place = next;
}

export const router = {
  get place(): Place {
    return place;
  },
  /** The address that waits for an answer to "leave without saving?". */
  get pending(): string | undefined {
    return pending;
  },
  listen(): () => void {
    window.addEventListener('hashchange', arrive);
    return () => window.removeEventListener('hashchange', arrive);
  },
  go<Name extends RouteName>(...to: Parameters<typeof href<Name>>): void {
    window.location.hash = href(...to);
  },
  visit(hash: string): void {
    window.location.hash = hash;
  },
  stay(): void {
    pending = undefined;
  },
  leave(): void {
    const target = pending;
    pending = undefined;
    if (target === undefined) return;
    settled = target;
    window.history.pushState(null, '', target);
    place = parse(target);
  },
};
