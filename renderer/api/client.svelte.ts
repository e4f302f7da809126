/**
 * The one door from screens to the service. Refusals come back as values, because a screen must answer them; a bridge that
 * does not answer at all is told apart ('unreachable') and turns the connection to lost until the service speaks again.
 */
import type { Change } from '../../office/core/history.ts';
import type { Commands, Queries } from './contract.ts';
import type { Outcome, Push, WindowRequest } from './protocol.ts';

export type Connection = 'starting' | 'ready' | 'lost';
export type InputOf<Map, Name extends keyof Map> = Map[Name] extends { input: infer Input } ? Input : never;
export type ValueOf<Map, Name extends keyof Map> = Map[Name] extends { value: infer Value } ? Value : never;

/** What a command would do, row by row. */
export type Preview = { words: string; changes: Change[] };

let connection = $state<Connection>('starting');
const listeners = new Set<(push: Push) => void>();

async function send(request: WindowRequest): Promise<Outcome> {
  try {
    const outcome = await window.switchroom.request(request);
    if (outcome.ok || outcome.error.kind !== 'starting') connection = 'ready';
    return outcome;
  } catch (cause) {
    connection = 'lost';
    return {
      ok: false,
      error: { kind: 'unreachable', message: cause instanceof Error ? cause.message : String(cause) },
    };
  }
}

// The service parses inputs and types values by the same contract, which is why the casts below are safe.
export const api = {
  get connection(): Connection {
    return connection;
  },
  do: <N extends keyof Commands & string>(name: N, input: InputOf<Commands, N>) =>
    send({ op: 'do', name, input: $state.snapshot(input) }) as Promise<Outcome<ValueOf<Commands, N>>>,
  preview: <N extends keyof Commands & string>(name: N, input: InputOf<Commands, N>) =>
    send({ op: 'preview', name, input: $state.snapshot(input) }) as Promise<Outcome<Preview>>,
  ask: <N extends keyof Queries & string>(name: N, input: InputOf<Queries, N>) =>
    send({ op: 'ask', name, input: $state.snapshot(input) }) as Promise<Outcome<ValueOf<Queries, N>>>,
  onPush(listener: (push: Push) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Called once by the window's entry; returns the end of listening. */
  listen(): () => void {
    return window.switchroom.onPush((push) => {
      connection = push.event === 'service' ? push.state : 'ready';
      for (const listener of [...listeners]) listener(push);
    });
  },
};
