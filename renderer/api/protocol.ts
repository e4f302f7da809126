/**
 * The messages between window and service. The preload bridge carries them unread; what each command takes and gives is
 * in the contract.
 */
export type Issue = { path: string; message: string };
export type Remedy = { label: string; command?: string; input?: unknown; route?: string };
export type Failure = { kind: string; message: string; issues?: Issue[]; remedy?: Remedy; id?: string };
export type Entry = { id: string; ms: number; words: string };

export type Request = { op: 'do' | 'preview' | 'ask'; name: string; input: unknown };
export type Reply = { ok: true; value: unknown; entry?: Entry } | { ok: false; error: Failure };
export type Push =
  | { event: 'changed'; topics: string[] }
  | { event: 'journal'; entry: Entry }
  | ({ event: 'health' } & Record<string, unknown>);

export type Bridge = {
  request(message: Request): Promise<Reply>;
  onPush(listener: (push: Push) => void): () => void;
};

declare global {
  interface Window {
    switchroom: Bridge;
  }
}
