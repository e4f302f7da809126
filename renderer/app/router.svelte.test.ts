import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unsaved } from '../ui/unsaved.ts';
import { router } from './router.svelte.ts';
import { href, parse } from './routes.ts';

describe('routes', () => {
  it('makes and reads every kind of address', () => {
    expect(href('person', { id: 'a/b?c' })).toBe('#/people/a%2Fb%3Fc');
    expect(parse('#/people/a%2Fb%3Fc')).toEqual({ name: 'person', params: { id: 'a/b?c' }, query: {} });
    expect(href('phones', {}, { show: 'new' })).toBe('#/phones?show=new');
    expect(parse('#/phones?show=new')).toEqual({ name: 'phones', params: {}, query: { show: 'new' } });
    expect(parse('#/activity/history').name).toBe('call-history');
    expect(parse('').name).toBe('home');
  });

  it('says plainly when an address leads nowhere', () => {
    expect(['#/nope', '#/people/', '#/people/%E0%A4%A', '#/people/1/2'].map((hash) => parse(hash).name)).toEqual(
      Array(4).fill('not-found'),
    );
  });
});

describe('router', () => {
  let stop: () => void;
  beforeEach(() => {
    stop = router.listen();
  });
  afterEach(() => stop());

  const visit = async (hash: string): Promise<void> => {
    router.visit(hash);
    await vi.waitFor(() => expect(window.location.hash === hash || router.pending === hash).toBe(true));
    await new Promise((done) => window.addEventListener('hashchange', done, { once: true }));
  };

  it('asks once before unsaved words are left, and goes on after the answer', async () => {
    await visit('#/people/7');
    const release = unsaved.add(() => true);
    await visit('#/groups');
    expect(router.place.name).toBe('person');
    expect(window.location.hash).toBe('#/people/7');
    expect(router.pending).toBe('#/groups');

    router.stay();
    expect(router.pending).toBeUndefined();
    await visit('#/groups');
    router.leave();
    expect(router.place.name).toBe('groups');
    expect(window.location.hash).toBe('#/groups');
    release();
  });

  it('asks before a tab takes unsaved words away', async () => {
    await visit('#/people/8');
    const release = unsaved.add(() => true);
    await visit('#/people/8?tab=history');
    expect(router.pending).toBe('#/people/8?tab=history');
    router.stay();
    release();
  });

  it('lets filters of the same page change without asking', async () => {
    await visit('#/phones');
    const release = unsaved.add(() => true);
    await visit('#/phones?show=new');
    expect(router.place.query).toEqual({ show: 'new' });
    release();
  });
});
