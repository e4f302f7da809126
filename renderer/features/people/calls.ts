/** Which past calls are about an extension: it called, was called, rang or answered. */
import type { Queries } from '../../api/contract.ts';

type Call = Queries['calls.history']['value']['calls'][number];

export function concerns(call: Call, extensionId: string, number: string): boolean {
  return (
    call.from.number === number ||
    call.dialled.number === number ||
    call.answeredBy?.extensionId === extensionId ||
    call.rang.some((device) => device.extensionId === extensionId)
  );
}
