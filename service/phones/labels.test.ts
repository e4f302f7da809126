import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { macsIn } from './label-macs.ts';
import { readLabels } from './labels.ts';

describe('[P3] the MAC address on a label', () => {
  const of = (text: string) => macsIn(text, (mac) => mac.startsWith('000413')).map(({ mac }) => mac);
  test('in any form that labels and scanners have', () => {
    for (const text of [
      '000413AABBCC', '00:04:13:aa:bb:cc', '00-04-13-AA-BB-CC', '0004.13aa.bbcc', '000413-AABBCC', '00 04 13 AA BB CC',
      'MAC:000413AABBCC', 'MAC ID 000413AABBCC', 'MAC000413AABBCC', 'mac-address=00:04:13:AA:BB:CC S/N: 00003912',
      'snom D785 P/N 00004349 MAC: 000413AABBCC IEEE 802.3af', 'http://10.0.0.5/000413aabbcc.htm', 'OOO4I3AABBCC',
      'SN 123456789012 000413AABBCC', '1234567890AB 000413AABBCC', '000413AABBCC 000413AABBCC',
    ]) expect([text, ...of(text)]).toEqual([text, '000413aabbcc']); // prettier-ignore
  });

  test('not where there is none, nor one of two', () => {
    expect(of('Conference room')).toEqual([]);
    expect(of('S/N 12345678ABCD')).toEqual([]);
    expect(of('FFFFFFFFFFFF')).toEqual([]);
    expect(of('000413AABBCC 000413AABBCD')).toHaveLength(2);
    expect(of('0'.repeat(5000))).toEqual([]);
  });
});

describe('[P2] a list of phones that are not there yet', () => {
  let office: TestOffice;
  beforeEach(() => (office = testOffice()));
  afterEach(() => office.close());
  const read = (text: string) => readLabels(office.office.read, text);

  test('a scanner: one MAC a line, each is ready, one scanned twice is said', () => {
    const { rows } = read('000413AABB01\r\n000413AABB02\r\n000413AABB01\r\n');
    expect(rows.map(({ line, mac, state }) => [line, mac, state])).toEqual([
      [1, '000413aabb01', 'ready'],
      [2, '000413aabb02', 'ready'],
      [3, '000413aabb01', 'wrong'],
    ]);
    expect(rows[2]?.problems[0]?.message).toBe('This MAC address stands in row 1 too.');
    expect(rows[0]?.prepared).toEqual({ mac: '000413aabb01', vendor: 'snom', model: '', label: '' });
  });

  test('typed lines: model, label and person in any order', () => {
    const ann = office.person('Ann', '101');
    const { rows } = read('000413AABB01, D785, Front desk, 101\n"000413AABB02","d717","Lobby, left"');
    expect(rows.map(({ prepared }) => prepared)).toEqual([
      { mac: '000413aabb01', vendor: 'snom', model: 'D785', label: 'Front desk', extensionId: ann.extensionId },
      { mac: '000413aabb02', vendor: 'snom', model: 'D717', label: 'Lobby, left' },
    ]);
  });

  test('nothing of a typed line is left out silently', () => {
    const { rows } = read('000413AABB01, Lobby, left, 999');
    expect(rows[0]).toMatchObject({ state: 'wrong', label: 'Lobby', notes: ['Not understood and left out: left.'] });
    expect(rows[0]?.problems[0]?.message).toBe('Nobody is called 999, and no extension has this number.');
  });

  test('a spreadsheet with headings of other systems; a column that means nothing is named', () => {
    office.person('Ann', '101');
    const { rows, ignored } = read(
      'MAC-Adresse;Modell;Bezeichnung;Nebenstelle;Seriennummer\n00-04-13-AA-BB-01;D785;Empfang;101;4711\n00-04-13-AA-BB-02;;;;\n',
    );
    expect(ignored).toEqual(['Seriennummer']);
    expect(rows).toMatchObject([
      { model: 'D785', label: 'Empfang', person: '101 Ann', state: 'ready' },
      { mac: '000413aabb02', state: 'ready' },
    ]);
  });

  test('each wrong row says why, and is not prepared; one that the office has is no fault', () => {
    office.do('phone.adopt', { mac: '000413aabb09', vendor: 'snom', model: 'D785', label: 'Cellar' });
    office.person('Ann', '101');
    office.person('Ann', '102');
    const { rows } = read(
      ['MAC,Extension,Site', '000413AABB09,,', 'hello,,', '001122334455,,', '000413AABB01,999,', '000413AABB02,Ann,', '000413AABB03,,Mars'].join('\n'),
    ); // prettier-ignore
    expect(rows.map(({ state, prepared, problems, notes }) => [state, prepared, problems[0]?.message ?? notes[0]])).toEqual([
      ['known', null, 'This phone is adopted already, as Cellar.'],
      ['wrong', null, 'There is no MAC address in this line: 12 digits and letters A to F.'],
      ['wrong', null, expect.stringContaining('no maker whose phones')],
      ['wrong', null, 'Nobody is called 999, and no extension has this number.'],
      ['wrong', null, '2 people are called Ann. Write the extension.'],
      ['wrong', null, 'There is no site called Mars.'],
    ]); // prettier-ignore
    expect(read('a "quote" is\n"never closed').problem).toContain('never closed');
  });

  describe('what is wrong is saved with all its cells, and read again when one is mended', () => {
    const long = `Meeting room on the second floor of the rear building, beside the staircase; ask for "Mrs. Müller, deputy", left of the lift, ${'x'.repeat(40)}`;
    const cells = (row: string) => row.slice(1, -1).split('";"');
    const mended = (file: string, what: string, by: string) => read(file.replace(what, by));

    test('under its headings: an unknown person, commas, quotes, semicolons, and a long line', () => {
      office.person('Ann', '101');
      const row = ['000413AABB01', 'D785', 'Lobby, "left"; by the door', '999', 'PO 4711', long];
      const list = [['MAC', 'Model', 'Label', 'Extension', 'Order', 'Remark'], row, ['000413AABB02', 'D717', '', '', '', '']];
      const { rows, toMend } = read(list.map((one) => one.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\n'));
      expect(rows.map(({ state }) => state)).toEqual(['wrong', 'ready']);
      const [top = '', line = '', ...rest] = toMend.file.slice(1).split('\r\n');
      expect([toMend.file.charAt(0), cells(top), rest]).toEqual(['\ufeff', [...(list[0] ?? []), 'Problem'], ['']]);
      expect(cells(line).map((cell) => cell.replaceAll('""', '"'))).toEqual([...row, 'Nobody is called 999, and no extension has this number.']); // prettier-ignore
      // As it is: still wrong by the same person, and the problem has become nobody's label.
      expect(read(toMend.file).rows).toMatchObject([{ state: 'wrong', label: 'Lobby, "left"; by the door', problems: [{ path: 'person' }] }]); // prettier-ignore
      expect(read(toMend.file).toMend).toEqual(toMend);
      const again = mended(toMend.file, '"999"', '"101"');
      expect(again.rows[0]).toMatchObject({ state: 'ready', mac: '000413aabb01', model: 'D785', label: 'Lobby, "left"; by the door', person: '101 Ann' }); // prettier-ignore
      expect(again.ignored).toEqual(['Order', 'Remark']);
      // In the window too, where the lines that were taken over are gone.
      expect(read(toMend.list).toMend).toEqual(toMend);
      expect(mended(toMend.list, '999', '101').rows).toEqual(again.rows);
    }); // prettier-ignore

    test('without headings: a wrong MAC address, and parts in any order', () => {
      const ann = office.person('Ann', '101');
      const { toMend } = read(`Front desk; 101; 000413AABBZZ; "D785"\nhello\n000413AABB02; ${long.replaceAll(';', ',').replaceAll('"', '')}; 998`); // prettier-ignore
      const { rows } = read(toMend.file);
      expect(rows.map(({ problems }) => problems[0]?.path)).toEqual(['mac', 'mac', 'person']);
      expect(read(toMend.list).rows.map(({ line: _, ...row }) => row)).toEqual(rows.map(({ line: _, ...row }) => row));
      expect(toMend.list.split('\n').slice(0, 2)).toEqual(['Front desk, 101, 000413AABBZZ, D785', 'hello']);
      for (const kept of [toMend.file, toMend.list])
        expect(mended(kept, '000413AABBZZ', '000413AABB01').rows[0]?.prepared).toEqual({ mac: '000413aabb01', vendor: 'snom', model: 'D785', label: 'Front desk', extensionId: ann.extensionId }); // prettier-ignore
    });

    test('what a spreadsheet would reckon with is no formula there, and is what it was here', () => {
      const labels = ['=1+1', '-1. floor', '+43 office', '@home', "'t Hof"];
      const { toMend } = read(['MAC;Label;Extension', ...labels.map((label, n) => `000413AABB0${n};${label};999`)].join('\n')); // prettier-ignore
      expect(toMend.file).not.toMatch(/"[=+\-@]/);
      for (const kept of [toMend.file, toMend.list]) expect(read(kept).rows.map(({ label }) => label)).toEqual(labels);
    });

    test('any SIP phone can be prepared when its maker is named', () => {
      const { rows } = read('MAC;Vendor\n02AABBCCDD01;Other SIP phone\n02AABBCCDD02;');
      expect(rows[0]?.prepared).toMatchObject({ vendor: 'generic', model: 'SIP phone' });
      expect(rows[1]?.problems[0]?.message).toContain('Other SIP phone');
    });
  });
});
