import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { runtimeSchema } from './schema.ts';

const open = () => {
  const db = new Database(':memory:');
  db.exec(runtimeSchema(resolve(import.meta.dirname, '../..')));
  return db;
};
const columns = (db: Database.Database, table: string) =>
  (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).filter((name) => name !== 'owner');

test('[G5] Asterisk is told every option of a phone and of a trunk: the view of endpoints leaves out none', () => {
  const db = open();
  const seen = columns(db, 'sip_endpoint');
  expect(columns(db, 'ps_endpoints').filter((name) => !seen.includes(name))).toEqual([]);
  expect(columns(db, 'trunk_endpoint').filter((name) => !seen.includes(name))).toEqual([]);
});

test('[G5] the end of a number finds it only when no other number ends alike', () => {
  const db = open();
  const number = db.prepare("insert into inbound values (@id, @id, @trunk, 'flow,' || @id || ',1')");
  db.prepare("insert into trunk values ('t', 'trk-a', '+', '', '49', '0', '00', 'automatic', 0, '', '')").run();
  for (const [id, trunk] of [['+4930123442', ''], ['+4930123443', 'trk-a'], ['+4940555542', 'trk-b']] as const) number.run({ id, trunk }); // prettier-ignore
  const find = (end: string) => db.prepare('select number from inbound_end where id = ?').pluck().get(`trk-a/${end}`);
  expect([find('42'), find('43'), find('123443'), find('99')]).toEqual([
    '+4930123442',
    '+4930123443',
    '+4930123443',
    undefined,
  ]);
  number.run({ id: '+4930999942', trunk: '' });
  expect([find('42'), find('3442')]).toEqual([undefined, '+4930123442']);
});
