/**
 * The type of a catalogue: flat keys, plain strings with {name} holes, and plural forms chosen by the hole {n}.
 * Plain data, so that a translator can work on it as a table and the compiler still knows every key and every hole.
 */
export type Plural = { other: string; one?: string; zero?: string; two?: string; few?: string; many?: string };
export type Message = string | Plural;

type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
export type HolesOf<Entry> = Entry extends string
  ? Holes<Entry>
  : Entry extends { other: infer Text extends string }
    ? 'n' | Holes<Text>
    : never;

/** No second argument for a message without holes; exactly its holes otherwise. */
export type Arguments<Entry> = [HolesOf<Entry>] extends [never]
  ? []
  : [values: { [Hole in HolesOf<Entry>]: Hole extends 'n' ? number : string | number }];

export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}
