/**
 * The commands and queries that the window knows by type. Until the service publishes its own contract, this file names
 * only what the frame itself needs; everything else may be asked for with a type given at the call.
 */
export type HealthLevel = 'starting' | 'ok' | 'attention' | 'broken';
export type Health = { level: HealthLevel; words: string };

export type SearchHit = { kind: 'person' | 'phone' | 'group' | 'number'; id: string; title: string; detail: string };

export type Queries = {
  health: { input: Record<string, never>; value: Health };
  counts: { input: Record<string, never>; value: { people: number; phonesNew: number; phones: number } };
  search: { input: { text: string; limit: number }; value: SearchHit[] };
};

export type Commands = {
  'journal.undo': { input: { entry?: string }; value: { words: string } };
};
