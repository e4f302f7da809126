/**
 * Just enough of ELF (64 bit, little endian: amd64 and arm64) to answer three questions about a library: what it needs,
 * which symbols it defines or lacks, and what a string constant in it says. Own code because a fresh machine has no
 * binutils. Layout: System V ABI chapter 4 and 5; section headers are present in all of Debian's libraries.
 */
export interface Elf {
  readonly needed: readonly string[];
  readonly defined: ReadonlySet<string>;
  /** Undefined and not weak: someone must provide them. */
  readonly wanted: ReadonlySet<string>;
  /** The NUL-terminated text at a defined data symbol. */
  readonly text: (symbol: string) => string | undefined;
}

interface Section {
  readonly type: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

const SHT_DYNAMIC = 6;
const SHT_DYNSYM = 11;
const SHT_NOBITS = 8;
const DT_NEEDED = 1;
const STB_WEAK = 2;

const u64 = (b: Buffer, at: number): number => Number(b.readBigUInt64LE(at));

const cString = (b: Buffer, at: number): string => b.toString('latin1', at, b.indexOf(0, at));

function sections(b: Buffer): Section[] {
  const table = u64(b, 0x28);
  const size = b.readUInt16LE(0x3a);
  return Array.from({ length: b.readUInt16LE(0x3c) }, (_, i) => {
    const at = table + i * size;
    return {
      type: b.readUInt32LE(at + 4),
      address: u64(b, at + 16),
      offset: u64(b, at + 24),
      size: u64(b, at + 32),
      link: b.readUInt32LE(at + 40),
    };
  });
}

function neededOf(b: Buffer, all: readonly Section[]): string[] {
  const dynamic = all.find((s) => s.type === SHT_DYNAMIC);
  const strings = dynamic && all[dynamic.link];
  if (!dynamic || !strings) return [];
  const names: string[] = [];
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
    if (u64(b, at) === DT_NEEDED) names.push(cString(b, strings.offset + u64(b, at + 8)));
  }
  return names;
}

interface DynamicSymbol {
  readonly name: string;
  readonly weak: boolean;
  readonly section: number;
  readonly value: number;
}

function symbolsOf(b: Buffer, all: readonly Section[]): DynamicSymbol[] {
  const table = all.find((s) => s.type === SHT_DYNSYM);
  const strings = table && all[table.link];
  if (!table || !strings) return [];
  // Entry 0 is the reserved null symbol.
  return Array.from({ length: table.size / 24 - 1 }, (_, i) => {
    const at = table.offset + (i + 1) * 24;
    return {
      name: cString(b, strings.offset + b.readUInt32LE(at)),
      weak: b.readUInt8(at + 4) >> 4 === STB_WEAK,
      section: b.readUInt16LE(at + 6),
      value: u64(b, at + 8),
    };
  });
}

export const isElf = (b: Buffer): boolean => b.length > 64 && b.readUInt32BE(0) === 0x7f454c46;

export function parseElf(b: Buffer): Elf {
  if (!isElf(b) || b.readUInt8(4) !== 2 || b.readUInt8(5) !== 1) throw new Error('not a 64 bit little endian ELF file');
  const all = sections(b);
  const symbols = symbolsOf(b, all);
  const text = (symbol: string): string | undefined => {
    const found = symbols.find((s) => s.name === symbol && s.section !== 0);
    const home = found && all[found.section];
    if (!found || !home || home.type === SHT_NOBITS) return undefined;
    return cString(b, home.offset + found.value - home.address);
  };
  return {
    needed: neededOf(b, all),
    defined: new Set(symbols.filter((s) => s.section !== 0).map((s) => s.name)),
    wanted: new Set(symbols.filter((s) => s.section === 0 && !s.weak).map((s) => s.name)),
    text,
  };
}
