/** What a phone got and what it would get now, side by side, fit to show: "has it taken my change?" */
import type { PhoneFiles, ServedFile } from '../../phones/provisioning/files.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { blotFor } from './blot.ts';
import { changesOf } from './changes.ts';
import type { Got, GotFiles } from './got.ts';
import { lineDiff, shortened, type DiffLine } from './lines.ts';

export interface ComparedFile {
  name: string;
  /** `same`: the phone has exactly this. `unknown`: it has another one, whose text is not known any more. */
  state: 'same' | 'differs' | 'unknown' | 'never';
  fetchedAt: number | null;
  /** Holds an account or password. */
  isSecret: boolean;
  /** Whole, as the phone would get it, secrets blotted out. */
  text: string;
  /** Only for `differs`. */
  difference: DiffLine[];
}

export interface Comparison {
  state: ComparedFile['state'] | 'impossible';
  fetchedAt: number | null;
  /** Why no file can be made. */
  problem: string | null;
  /** What is different, in words; only where the settings of then are known. */
  changes: string[];
  /** What this maker's phones cannot be told exactly. */
  notes: string[];
  files: ComparedFile[];
}

function comparedFile(now: ServedFile, profile: PhoneProfile, got: Got | undefined): ComparedFile {
  const text = blotFor(profile)(now.file.text);
  const base = { name: now.file.path, fetchedAt: got?.at ?? null, isSecret: now.file.isSecret, text };
  if (!got) return { ...base, state: 'never', difference: [] };
  if (got.hash === now.hash) return { ...base, state: 'same', difference: [] };
  if (!got.served) return { ...base, state: 'unknown', difference: [] };
  const before = blotFor(got.served.profile)(got.served.file.file.text);
  return { ...base, state: 'differs', difference: shortened(lineDiff(before, text)) };
}

export function compare(files: PhoneFiles | undefined, profile: PhoneProfile | undefined, got: GotFiles): Comparison {
  const nothing = { state: 'impossible' as const, fetchedAt: null, changes: [], notes: [], files: [] };
  if (files === undefined || profile === undefined)
    return { ...nothing, problem: 'No file can be made now: phones are not served, or the maker is not known.' };
  if (!files.ok) return { ...nothing, problem: files.problem };
  const unique = [...new Set(files.byName.values())];
  const newest = (served: ServedFile): Got | undefined =>
    [served.file.path, ...served.file.aliases]
      .flatMap((name) => got.get(name.toLowerCase()) ?? [])
      .sort((a, b) => b.at - a.at)[0];
  const compared = unique.map((served) => comparedFile(served, profile, newest(served)));
  // Common files are not asked for by every phone; that with its account is.
  const secret = compared.filter(({ isSecret }) => isSecret);
  const order = ['differs', 'unknown', 'never', 'same'] as const;
  const worst = order.find((state) => (secret.length > 0 ? secret : compared).some((file) => file.state === state));
  const before = unique
    .flatMap((served) => newest(served)?.served ?? [])
    .find(({ file }) => file.file.isSecret)?.profile;
  return {
    state: worst ?? 'never',
    fetchedAt: Math.max(0, ...compared.map(({ fetchedAt }) => fetchedAt ?? 0)) || null,
    problem: null,
    changes: before ? changesOf(before, profile) : [],
    notes: [...files.notes],
    files: compared,
  };
}
