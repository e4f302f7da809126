import { expect, test } from 'vitest';
import { AmiError, type AmiFailure } from '../../asterisk/ami/errors.ts';
import { meetNewcomers } from './newcomers.ts';

/** Asterisk as far as newcomers need it: each answer is given by hand. */
function asked(failures: Record<string, AmiFailure> = {}) {
  const sent: string[] = [];
  const notes: string[] = [];
  const names: Record<string, string> = {};
  const said = async (name: string, { Endpoint = '' }: Record<string, string>) => {
    await Promise.resolve();
    sent.push(`${name} ${Endpoint}`);
    const kind = failures[Endpoint];
    if (kind) throw new AmiError(kind, `${kind} for ${Endpoint}`);
  };
  const registered = meetNewcomers({
    action: said,
    list: async (name, headers) => {
      await said(name, headers);
      return [{ event: 'EndpointDetail' }, { event: 'ContactStatusDetail', useragent: `of ${headers['Endpoint']}` }];
    },
    userAgent: (device, text) => (names[device] = text),
    note: (text) => notes.push(text),
  });
  return { registered, sent, notes, names, done: () => new Promise((tick) => setImmediate(tick)) };
}

test('[I4] [R4] each that registers is looked at and asked for its software, one after the other, also who comes meanwhile', async () => {
  const { registered, sent, names, done } = asked();
  registered('anna-1');
  registered('ben-1');
  registered('ben-1');
  await Promise.resolve();
  registered('cara-1');
  await done();
  expect(sent).toEqual(
    ['anna-1', 'ben-1', 'cara-1'].flatMap((one) => [`PJSIPQualify ${one}`, `PJSIPShowEndpoint ${one}`]),
  );
  expect(names).toEqual({ 'anna-1': 'of anna-1', 'ben-1': 'of ben-1', 'cara-1': 'of cara-1' });
  registered('anna-1');
  await done();
  expect(sent).toHaveLength(8);
});

test('one that is gone again does not keep the others waiting', async () => {
  const { registered, notes, names, done } = asked({ 'anna-1': 'refused' });
  registered('anna-1');
  registered('ben-1');
  await done();
  expect(notes).toEqual(['anna-1: refused for anna-1']);
  expect(names).toEqual({ 'ben-1': 'of ben-1' });
});

test('without a connection it is said once, and the next connect begins anew', async () => {
  const { registered, notes, names, done } = asked({ 'anna-1': 'closed' });
  for (const device of ['anna-1', 'ben-1', 'cara-1']) registered(device);
  await done();
  expect(notes).toEqual(['anna-1: closed for anna-1']);
  expect(names).toEqual({});
  registered('ben-1');
  await done();
  expect(names).toEqual({ 'ben-1': 'of ben-1' });
});
