/** Where the boxes of a flow stand: arranged from left to right, unless somebody has placed the steps by hand. */
import dagre from '@dagrejs/dagre';
import { ENTRY, headMiddle, isPlaced, rowOf, type Box, type Flow, type Line } from './flow.ts';

export interface Place {
  x: number;
  y: number;
}

const gap = 24;

export function arrange(boxes: readonly Box[], lines: readonly Line[]): Map<string, Place> {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: gap, ranksep: 60 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, source, target } of lines) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  const middles = new Map(boxes.map(({ id }) => [id, graph.node(id) as Place]));
  return inOrderOfExits(boxes, lines, middles);
}

/**
 * Dagre knows boxes, not the rows on them from which the lines come: so each column is sorted anew by where its lines begin,
 * from the left to the right, and lines of one menu do not cross.
 */
function inOrderOfExits(
  boxes: readonly Box[],
  lines: readonly Line[],
  middles: ReadonlyMap<string, Place>,
): Map<string, Place> {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const places = new Map<string, Place>();
  const columns = [...new Set([...middles.values()].map(({ x }) => Math.round(x)))].sort((a, b) => a - b);
  for (const column of columns) {
    const members = boxes
      .filter(({ id }) => Math.round(middles.get(id)?.x ?? NaN) === column)
      .map((box) => {
        const starts = lines.flatMap(({ source, target, exit }) => {
          const from = byId.get(source);
          const place = places.get(source);
          return target === box.id && from && place ? [place.y + rowOf(from, exit)] : [];
        });
        // What nothing on the left leads to stays where it was.
        const wanted =
          starts.length > 0 ? starts.reduce((a, b) => a + b, 0) / starts.length : (middles.get(box.id)?.y ?? 0);
        return { box, wanted };
      })
      .sort((a, b) => a.wanted - b.wanted || (a.box.id < b.box.id ? -1 : 1));
    let top = -Infinity;
    const put = members.map(({ box, wanted }) => {
      const y = Math.max(wanted - headMiddle(box), top);
      top = y + box.height + gap;
      return { box, wanted, y };
    });
    const pushed =
      put.reduce((sum, { box, wanted, y }) => sum + y + headMiddle(box) - wanted, 0) / Math.max(1, put.length);
    for (const { box, y } of put)
      places.set(box.id, { x: Math.round(column - box.width / 2), y: Math.round(y - pushed) });
  }
  return places;
}

/** Steps where they were put; what belongs to them, beside them. */
export function placed(flow: Flow, boxes: readonly Box[], lines: readonly Line[]): Map<string, Place> {
  if (!isPlaced(flow)) return arrange(boxes, lines);
  const places = new Map<string, Place>(flow.steps.map(({ id, x, y }) => [id, { x, y }]));
  const first = flow.entry.step === null ? undefined : places.get(flow.entry.step);
  const top = Math.min(0, ...flow.steps.map(({ y }) => y));
  const left = Math.min(0, ...flow.steps.map(({ x }) => x));
  places.set(ENTRY, { x: (first?.x ?? left) - 250, y: first?.y ?? top });
  for (const { source, exit, target } of lines) {
    const box = boxes.find(({ id }) => id === target);
    if (box?.kind !== 'terminal') continue;
    const from = boxes.find(({ id }) => id === source);
    const at = places.get(source) ?? { x: 0, y: 0 };
    const row = from?.step?.exits.findIndex(({ name }) => name === exit) ?? 0;
    places.set(target, { x: at.x + (from?.width ?? 0) + 84, y: at.y + 58 + Math.max(0, row) * 44 });
  }
  return places;
}
