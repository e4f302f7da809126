/** "Who rings if this number calls?", answered by the same flows that Asterisk runs (spec R6). */
import type { FlowSource } from '../../core/call-flow/node.ts';
import { defineFeature } from '../../core/feature.ts';
import type { Read } from '../../core/store.ts';
import { whoRingsQueries } from './queries.ts';

export function whoRingsFeature(flows: (read: Read) => FlowSource) {
  return defineFeature({ id: 'who-rings', queries: whoRingsQueries(flows) });
}
