/**
 * A form's draft, checked by the same zod schema that the service uses. What was typed is never lost by a failed save:
 * problems of a field stand at the field, all others above the buttons, and the first bad field gets the focus. While the
 * draft differs from what was given, leaving the page asks first.
 */
import { tick } from 'svelte';
import type { z } from 'zod';
import type { Failure, Remedy } from '../api/protocol.ts';
import { t } from '../i18n/index.svelte.ts';
import { unsaved } from './unsaved.ts';

export type Saved = { ok: true } | { ok: false; error: Failure };

/** What cards and buttons need to know of any form. */
export type AnyForm = {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly problem: string | undefined;
  /** What the refusal offered as the way out. */
  readonly remedy: Remedy | undefined;
  attach(node: HTMLFormElement): () => void;
  submit(): Promise<boolean>;
  reset(): void;
  focusFirst(): void;
};

export type Form<Values extends object> = AnyForm & {
  values: Values;
  readonly errors: Readonly<Record<string, string | undefined>>;
  /** Checks one field, for use when it is left. */
  check(path: string): void;
};

type Options<Schema extends z.ZodType<object>> = {
  schema: Schema;
  initial: () => z.input<Schema>;
  save: (values: z.output<Schema>) => Promise<Saved>;
  /** Registers the unsaved guard; a test brings its own. */
  guard?: (isDirty: () => boolean) => () => void;
};

export function createForm<Schema extends z.ZodType<object, object>>(options: Options<Schema>): Form<z.input<Schema>> {
  type Values = z.input<Schema>;
  const copy = (values: Values): Values => structuredClone($state.snapshot(values)) as Values; // a snapshot has the same shape

  const first = copy(options.initial());
  let base = $state.raw(first);
  let values = $state(copy(first));
  let errors = $state.raw<Record<string, string | undefined>>({});
  let problem = $state<string>();
  let remedy = $state.raw<Remedy>();
  let isSaving = $state(false);
  let node: HTMLFormElement | undefined;
  const isDirty = $derived(JSON.stringify(values) !== JSON.stringify(base));

  const control = (path: string): HTMLElement | null =>
    node?.querySelector<HTMLElement>(`[name="${CSS.escape(path)}"]`) ?? null;

  async function show(issues: readonly { path: string; message: string }[], otherwise?: string): Promise<false> {
    const byPath: Record<string, string | undefined> = {};
    for (const { path, message } of issues) byPath[path] ??= message;
    errors = byPath;
    const elsewhere = issues.filter(({ path }) => !control(path)).map(({ message }) => message);
    const fields = Object.keys(byPath).length - elsewhere.length;
    // What stands at its field already is not said twice.
    const general = issues.some(({ message }) => message === otherwise) && fields > 0 ? undefined : otherwise;
    problem = elsewhere[0] ?? general ?? (fields > 0 ? t('ui.fix-fields', { n: fields }) : undefined);
    await tick();
    node?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return false;
  }

  function found(): { path: string; message: string }[] {
    const parsed = options.schema.safeParse($state.snapshot(values));
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  }

  async function submit(): Promise<boolean> {
    if (isSaving) return false;
    const parsed = options.schema.safeParse($state.snapshot(values));
    if (!parsed.success) return show(found());
    isSaving = true;
    errors = {};
    problem = undefined;
    remedy = undefined;
    try {
      const saved = await options.save(parsed.data as z.output<Schema>); // parsed by this very schema
      if (!saved.ok) {
        remedy = saved.error.remedy;
        return await show(saved.error.issues ?? [], saved.error.message);
      }
      base = copy(values);
      return true;
    } finally {
      isSaving = false;
    }
  }

  return {
    get values() {
      return values;
    },
    set values(next) {
      values = next;
    },
    get errors() {
      return errors;
    },
    get problem() {
      return problem;
    },
    get remedy() {
      return remedy;
    },
    get isDirty() {
      return isDirty;
    },
    get isSaving() {
      return isSaving;
    },
    attach(form) {
      node = form;
      const release = (options.guard ?? unsaved.add)(() => isDirty);
      return () => {
        node = undefined;
        release();
      };
    },
    check(path) {
      errors = { ...errors, [path]: found().find((issue) => issue.path === path)?.message };
    },
    submit,
    reset() {
      base = copy(options.initial());
      values = copy(base);
      errors = {};
      problem = undefined;
      remedy = undefined;
    },
    focusFirst() {
      node?.querySelector<HTMLElement>('input, [role="radio"][tabindex="0"], button, textarea')?.focus();
    },
  };
}
