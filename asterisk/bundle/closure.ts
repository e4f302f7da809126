/**
 * From the wanted modules to every library that must travel with them. The linker's NEEDED entries are not the whole
 * truth: modules use each other's symbols without naming each other, and NSS opens libraries at run time. Whatever
 * would be missing is an error here, at build time, because Asterisk itself only logs a line and lives on without it.
 */
import { readFileSync } from 'node:fs';
import { parseElf } from './elf.ts';
import type { Elf } from './elf.ts';

export interface Source {
  readonly file: string;
  readonly package: string;
}

export interface ClosureInput {
  readonly program: Source;
  readonly modules: ReadonlyMap<string, Source>;
  readonly wanted: readonly string[];
  /** Every shared library in the unpacked packages by file name. */
  readonly libraries: ReadonlyMap<string, Source>;
  readonly dlopened: readonly string[];
}

const load = (source: Source): Elf => parseElf(readFileSync(source.file));

/** Libraries reachable through NEEDED, by the name under which the loader asks for them. */
function libraryClosure(roots: readonly (readonly [string, Elf])[], input: ClosureInput): Map<string, Source> {
  const closure = new Map<string, Source>();
  const queue = [...roots.flatMap(([who, elf]) => elf.needed.map((name) => ({ name, who })))];
  queue.push(...input.dlopened.map((name) => ({ name, who: 'NSS at run time' })));
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { name, who } = next;
    if (closure.has(name)) continue;
    const source = input.libraries.get(name);
    if (!source) throw new Error(`${name}, needed by ${who}, is in none of the packages`);
    closure.set(name, source);
    queue.push(...load(source).needed.map((needed) => ({ name: needed, who: name })));
  }
  return closure;
}

/** Symbols that neither the program, a library nor another chosen module provides, with who would have them. */
export function missingSymbols(
  chosen: ReadonlyMap<string, Elf>,
  provided: ReadonlySet<string>,
  others: ReadonlyMap<string, Elf>,
): string[] {
  const fromModules = new Set([...chosen.values()].flatMap((elf) => [...elf.defined]));
  return [...chosen].flatMap(([module, elf]) =>
    [...elf.wanted]
      .filter((symbol) => !provided.has(symbol) && !fromModules.has(symbol))
      .map((symbol) => {
        const owner = [...others].find(([, other]) => other.defined.has(symbol))?.[0] ?? 'nothing in the packages';
        return `${module} needs ${symbol} of ${owner}`;
      }),
  );
}

export function closureOf(input: ClosureInput): Map<string, Source> {
  const elfs = new Map([...input.modules].map(([name, source]) => [name, load(source)]));
  const absent = input.wanted.filter((name) => !elfs.has(name));
  if (absent.length > 0) throw new Error(`Debian's packages have no module ${absent.join(', ')}`);
  const chosen = new Map([...elfs].filter(([name]) => input.wanted.includes(name)));
  const program = load(input.program);
  const libraries = libraryClosure([['asterisk', program], ...chosen], input);
  const provided = new Set([program, ...[...libraries.values()].map(load)].flatMap((elf) => [...elf.defined]));
  const missing = missingSymbols(chosen, provided, elfs);
  if (missing.length > 0) throw new Error(`Modules to add to modules.ts:\n${missing.join('\n')}`);
  return libraries;
}
