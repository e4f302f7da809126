/** Where the boxes of a flow stand: arranged from left to right, unless somebody has placed the steps by hand. */
import dagre from '@dagrejs/dagre';
import { ENTRY, isPlaced, type Box, type Flow, type Line } from './flow.ts';

export interface Place {
  x: number;
  y: number;
}

export function arrange(boxes: readonly Box[], lines: readonly Line[]): Map<string, Place> {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 84, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, source, target } of lines) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  return new Map(
    boxes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id) as Place;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** Steps where they were put; what belongs to them, beside them. */
export function placed(flow: Flow, boxes: readonly Box[], lines: readonly Line[]): Map<string, Place> {
  if (!isPlaced(flow)) return arrange(boxes, lines);
  const places = new Map<string, Place>(flow.steps.map(({ id, x, y }) => [id, { x, y }]));
  const first = flow.entry.step === null ? undefined : places.get(flow.entry.step);
  const top = Math.min(0, ...flow.steps.map(({ y }) => y));
  const left = Math.min(0, ...flow.steps.map(({ x }) => x));
  places.set(ENTRY, { x: (first?.x ?? left) - 274, y: first?.y ?? top });
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
