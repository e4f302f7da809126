/**
 * A circle that calls can go round without anybody deciding it, found before it is stored. What a caller chooses with a key
 * is no part of one: whoever presses it wants to go round again.
 */
import type { FlowSource, Next, Node } from '../call-flow/node.ts';
import { allWays, inside } from './proof.ts';
import { nameOf, nodeAt } from './prove.ts';

/** The names on the way round, the first one again at the end; `without` is passed over. */
export function circleFrom(flows: FlowSource, start: Next, without?: string): string[] | undefined {
  const done = new Set<string>();
  const way: Node[] = [];
  const visit = (next: Next): string[] | undefined => {
    const node = nodeAt(next, flows);
    if (!node || node.id === without || done.has(node.id)) return undefined;
    const again = way.findIndex(({ id }) => id === node.id);
    if (again !== -1) return [...way.slice(again), node].map(nameOf);
    way.push(node);
    for (const onward of byItself(inside(node))) {
      const circle = visit(onward);
      if (circle) return circle;
    }
    way.pop();
    done.add(node.id);
    return undefined;
  };
  return visit(start);
}

function byItself(node: Node): Next[] {
  if (node.kind === 'menu') return [node.onTimeout, node.onWrong];
  if (node.kind === 'extension' && node.always !== null && node.vips.length === 0) return [node.always];
  return allWays(node);
}
