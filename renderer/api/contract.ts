/**
 * The commands and queries that the window knows by type. Until the service publishes its own contract, this file names
 * only what the frame itself needs.
 */
import type { Entry } from '../../service/protocol.ts';
import type { HealthItem } from '../../office/core/observed.ts';

export type SearchHit = { kind: 'person' | 'phone' | 'group' | 'number'; id: string; title: string; detail: string };

export type Queries = {
  health: { input: Record<string, never>; value: { items: HealthItem[] } };
  counts: { input: Record<string, never>; value: { people: number; phonesNew: number; phones: number } };
  search: { input: { text: string; limit: number }; value: SearchHit[] };
};

export type Commands = {
  'journal.undo': { input: { entry?: Entry['id'] }; value: { words: string } };
};
