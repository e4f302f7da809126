/** What carries out a run of scenarios: the product's own Asterisk, or a stock one with exported configuration. */
import type { AmiResponse } from '../../../asterisk/ami/messages.ts';
import type { Server } from '../sipp.ts';

export interface Host {
  server: Server;
  action(name: string, headers?: Record<string, string>, options?: { timeoutMs?: number }): Promise<AmiResponse>;
  callsDatabase: string;
  /** Id of the extension whose mailbox the records name. */
  mailboxOf(name: string): string;
  /** Key in the Asterisk database at which a rotating group keeps its turn. */
  rotationKey(node: string): string;
  /** The host's clock shows this moment now; returns by how many seconds it is ahead of this computer's. */
  setClock(moment: number): number;
  /** Makes Asterisk end, so that its records are whole. */
  end(): Promise<void>;
  /** Ends what is left and removes the files. */
  stop(): Promise<void>;
}
