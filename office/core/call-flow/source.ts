/** The call flows of an office, compiled from its rows when asked for. */
import type { FlowCompiler } from '../feature.ts';
import type { Read } from '../store.ts';
import type { FlowSource } from './node.ts';

export function flowSource(read: Read, compilers: readonly FlowCompiler[]): FlowSource {
  const byId = (id: string) => compilers.find(({ prefix }) => id.startsWith(`${prefix}-`))?.compile(read, id);
  return {
    byId,
    byNumber(number) {
      for (const compiler of compilers) {
        const id = compiler.atNumber?.(read, number);
        if (id !== undefined) return byId(id);
      }
      return undefined;
    },
  };
}
