import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createForm, type Saved } from './form.svelte.ts';

const schema = z.object({
  name: z.string().min(1, 'Give a name.'),
  number: z.string().regex(/^\d+$/, 'Digits only.'),
});

function setUp(
  save: (values: { name: string; number: string }) => Promise<Saved> = () => Promise.resolve({ ok: true }),
) {
  let isDirty: (() => boolean) | undefined;
  const released = vi.fn();
  let form!: ReturnType<typeof createForm<typeof schema>>;
  const stop = $effect.root(() => {
    form = createForm({
      schema,
      initial: () => ({ name: 'Anna', number: '101' }),
      save,
      guard: (ask) => {
        isDirty = ask;
        return released;
      },
    });
  });
  const node = document.createElement('form');
  node.innerHTML = '<input name="name"><input name="number">';
  document.body.replaceChildren(node);
  const detach = form.attach(node);
  // The inputs' own binding is not under test: this stands for the markup that shows an error.
  const mark = $effect.root(() => {
    $effect(() => {
      for (const input of node.querySelectorAll('input'))
        input.setAttribute('aria-invalid', String(Boolean(form.errors[input.name])));
    });
  });
  return { form, isDirty: () => isDirty?.(), released, detach, end: () => (stop(), mark()) };
}

describe('createForm', () => {
  it('shows each problem at its field and focuses the first', async () => {
    const save = vi.fn(() => Promise.resolve<Saved>({ ok: true }));
    const { form, end } = setUp(save);
    form.values.number = 'x';
    flushSync();
    expect(await form.submit()).toBe(false);
    expect(save).not.toHaveBeenCalled();
    expect(form.errors).toEqual({ number: 'Digits only.' });
    expect(form.problem).toBe('One field needs attention.');
    expect((document.activeElement as HTMLInputElement).name).toBe('number');
    end();
  });

  it('keeps what was typed when the service refuses, and puts its issues at the fields', async () => {
    const refusal: Saved = {
      ok: false,
      error: { kind: 'number-taken', message: 'Taken.', issues: [{ path: 'number', message: '102 belongs to Ben.' }] },
    };
    const { form, end } = setUp(() => Promise.resolve(refusal));
    form.values.number = '102';
    expect(await form.submit()).toBe(false);
    expect(form.values).toEqual({ name: 'Anna', number: '102' });
    expect(form.errors.number).toBe('102 belongs to Ben.');
    expect(form.problem).toBe('Taken.');
    expect(form.isDirty).toBe(true);
    end();
  });

  it('says above the buttons what belongs to no field', async () => {
    const refusal: Saved = {
      ok: false,
      error: { kind: 'invalid', message: 'Refused.', issues: [{ path: 'site', message: 'The site is gone.' }] },
    };
    const { form, end } = setUp(() => Promise.resolve(refusal));
    await form.submit();
    expect(form.problem).toBe('The site is gone.');
    end();
  });

  it('guards only what differs, until saved or reset', async () => {
    const { form, isDirty, released, detach, end } = setUp();
    expect(isDirty()).toBe(false);
    form.values.name = 'Anne';
    expect(isDirty()).toBe(true);
    await form.submit();
    expect(isDirty()).toBe(false);
    form.values.name = 'Annika';
    form.reset();
    expect(form.values.name).toBe('Anna');
    detach();
    expect(released).toHaveBeenCalledOnce();
    end();
  });

  it('does not save twice at once', async () => {
    let finish!: (saved: Saved) => void;
    const save = vi.fn(() => new Promise<Saved>((done) => (finish = done)));
    const { form, end } = setUp(save);
    const first = form.submit();
    expect(form.isSaving).toBe(true);
    expect(await form.submit()).toBe(false);
    finish({ ok: true });
    expect(await first).toBe(true);
    expect(save).toHaveBeenCalledOnce();
    end();
  });
});
