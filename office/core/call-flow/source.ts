/** The call flows of an office, compiled from its rows when asked for. */
import type { FlowCompiler } from '../feature.ts';
import type { Read } from '../store.ts';
import type { FlowSource } from './node.ts';

export function flowSource(read: Read, compilers: readonly FlowCompiler[]): FlowSource {
  const byId = (id: string) => compilers.find(({ prefix }) => id.startsWith(`${prefix}-`))?.compile(read, id);
  return {
    byId,
    hasNumbersFrom: (key) => read.memo(firstKeys).has(key),
    byNumber(number) {
      for (const compiler of compilers) {
        const id = compiler.atNumber?.(read, number);
        if (id !== undefined) return byId(id);
      }
      return undefined;
    },
  };
}

/** Internal numbers have eight digits at most, see numbering.ts. */
function firstKeys(read: Read): ReadonlySet<string> {
  return new Set(
    read
      .numbers()
      .filter(({ number }) => /^[0-9]{2,8}$/.test(number))
      .map(({ number }) => number.slice(0, 1)),
  );
}
