/**
 * The messages between the service and its clients: the window (through Electron's main process), the command line and
 * tests. One JSON value a line over a local socket. What each command and query takes and gives is in contract.ts; here
 * is only the envelope, and the limits that keep a hostile or broken client from costing more than its own connection.
 */
import { z } from 'zod';
import type { Actor } from '../office/core/store.ts';
import type { HealthItem } from '../office/core/observed.ts';
import type { Refusal } from '../office/core/refusal.ts';

export const limits = {
  /** Longest request line. The largest honest input is an import of some thousand rows. */
  requestBytes: 1024 * 1024,
  /** Longest reply that a client reads: 10,000 rows are about 5 MB. */
  replyBytes: 64 * 1024 * 1024,
  /** Requests of one connection that wait for their answer. */
  pending: 256,
  connections: 64,
  /** Bytes that a client may leave unread before it is disconnected; it connects again and reads everything anew. */
  unreadBytes: 64 * 1024 * 1024,
} as const;

export const requestId = z.union([z.number().int().nonnegative(), z.string().max(64)]);
/** `noun.verb` of a command, action or query. */
const name = z.string().regex(/^[a-z][a-zA-Z0-9.-]{0,79}$/);
const input = z.unknown().optional();

const actor = z.strictObject({ kind: z.enum(['person', 'command-line']), name: z.string().max(80) });

/** What a window may ask for: the actor is added by the process that relays it. */
export const windowRequest = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('do'), name, input }),
  z.strictObject({ op: z.literal('preview'), name, input }),
  z.strictObject({ op: z.literal('ask'), name, input }),
]);
export type WindowRequest = z.input<typeof windowRequest>;

export const request = z.discriminatedUnion('op', [
  z.strictObject({ id: requestId, op: z.literal('do'), name, input, actor: actor.optional() }),
  z.strictObject({ id: requestId, op: z.literal('preview'), name, input, actor: actor.optional() }),
  z.strictObject({ id: requestId, op: z.literal('ask'), name, input, actor: actor.optional() }),
  /** From now on this connection receives pushes. */
  z.strictObject({ id: requestId, op: z.literal('watch') }),
  /** Every command, action and query with the JSON Schema of its input. */
  z.strictObject({ id: requestId, op: z.literal('describe') }),
  /** Ends the service; `keepCalls` leaves Asterisk running. */
  z.strictObject({ id: requestId, op: z.literal('stop'), keepCalls: z.boolean() }),
]);
export type Request = z.output<typeof request>;
export type RequestId = z.infer<typeof requestId>;

/**
 * A change as the history names it. `ms`: from the command's arrival until it was committed for Asterisk and read back;
 * null while Asterisk's database could not be written, which `health` explains.
 */
export interface Entry {
  id: number;
  words: string;
  ms: number | null;
}

/** Everything that can go wrong, as a value. `id` finds an unexpected failure in the log. */
export type Failure =
  | (Refusal & { id?: string })
  | { kind: 'failed'; message: string; id: string }
  | { kind: 'bad-request'; message: string; id?: string }
  /** The service, or what the request needs of it, is not up yet: ask again. */
  | { kind: 'starting'; message: string; id?: string }
  | { kind: 'not-running'; message: string; id?: string }
  | { kind: 'timeout'; message: string; id?: string };

export type Reply =
  | { id: RequestId; ok: true; value: unknown; entry?: Entry; topics?: readonly string[] }
  /** `id` is null when the request could not be read so far. */
  | { id: RequestId | null; ok: false; error: Failure };

/** A reply without its envelope. `topics`: what the answer to a query depends on, so that a client knows when to ask again. */
export type Outcome<V = unknown> =
  { ok: true; value: V; entry?: Entry; topics?: readonly string[] } | { ok: false; error: Failure };

/** Where the service itself stands; Electron's main process pushes 'starting' and 'lost' when it is not there. */
export type ServiceState = 'starting' | 'ready' | 'lost';

export type Push =
  /** Table names and `observed:...` topics of which the answers may be different now; see Query.topics. */
  | { event: 'changed'; topics: string[] }
  | { event: 'journal'; entry: { id: number; words: string; actor: Actor } }
  | { event: 'health'; items: HealthItem[] }
  | { event: 'service'; state: ServiceState; message?: string };

/** One entry of `describe`. */
export interface Description {
  kind: 'command' | 'action' | 'query';
  name: string;
  /** JSON Schema of what may be given. */
  input: unknown;
}

const replySchema = z.union([
  z.object({
    id: requestId,
    ok: z.literal(true),
    value: z.unknown(),
    entry: z.object({ id: z.number(), words: z.string(), ms: z.number().nullable() }).optional(),
    topics: z.array(z.string()).optional(),
  }),
  z.object({
    id: requestId.nullable(),
    ok: z.literal(false),
    error: z.looseObject({ kind: z.string(), message: z.string() }),
  }),
]);
const pushSchema = z.looseObject({ event: z.enum(['changed', 'journal', 'health', 'service']) });

/** A line from the service. Client and service come from the same build, so only the envelope is checked. */
export function parseFromService(line: string): { reply: Reply } | { push: Push } {
  const value: unknown = JSON.parse(line);
  const push = pushSchema.safeParse(value);
  if (push.success) return { push: push.data as unknown as Push };
  return { reply: replySchema.parse(value) as Reply };
}
