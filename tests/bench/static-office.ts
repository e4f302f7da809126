/**
 * The usual way, as a baseline on the same Asterisk: every extension generated into pjsip.conf and extensions.conf (an
 * endpoint with its auth and aor, ten priorities and a hint), a change written by temp file and rename, then reloaded.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAmi } from '../../asterisk/ami/ami.ts';
import { readRunRecord } from '../../asterisk/process/run-record.ts';
import { benchEngine } from './engine.ts';
import { firstNumber } from './seed.ts';

export interface StaticOffice {
  /** Gives an extension another ring time; resolves with the milliseconds until Asterisk has it. */
  change(index: number, seconds: number): Promise<number>;
  close(): Promise<void>;
}

const endpoint = (number: number, name: string): string =>
  `[${number}]\ntype=endpoint\ncontext=office\ndisallow=all\nallow=g722,alaw,ulaw\nauth=${number}\naors=${number}\ncallerid="${name}" <${number}>\ndirect_media=no\n` +
  `[${number}]\ntype=auth\nauth_type=userpass\nusername=${number}\npassword=secret-of-${number}\n` +
  `[${number}]\ntype=aor\nmax_contacts=1\nremove_existing=yes\nqualify_frequency=60\n`;

const extension = (number: number, seconds: number): string =>
  `exten => ${number},hint,PJSIP/${number}\n` +
  `exten => ${number},1,Set(RING=${seconds})\n same => n,GotoIf($["\${DB(dnd/${number})}" = "1"]?busy)\n same => n,Set(TO=\${DB(cfa/${number})})\n` +
  ` same => n,GotoIf($["\${TO}" != ""]?forward)\n same => n,Dial(PJSIP/${number},${seconds})\n same => n,GotoIf($["\${DIALSTATUS}" = "BUSY"]?busy)\n` +
  ` same => n,VoiceMail(${number}@default,u)\n same => n,Hangup()\n same => n(busy),Busy(10)\n same => n(forward),Dial(Local/\${TO}@office)\n`;

function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

export async function startStatic(size: number): Promise<StaticOffice> {
  const bench = await benchEngine({ dialplan: '[office]\nexten => 1,1,Hangup()\n' });
  const { engine } = bench;
  const record = readRunRecord(engine.paths);
  if (!record) throw new Error('the engine left no record');
  // A connection of its own: Asterisk answers nothing on one that waits for a reload, here up to half a minute.
  const ami = openAmi({ host: '127.0.0.1', ...record.ami, limits: { idleMs: 180_000 } });
  const stop = async () => {
    ami.close();
    await bench.stop();
  };
  await ami.ready(5000);
  const numbers = Array.from({ length: size }, (_, index) => firstNumber + index);
  const people = numbers.map((number) => ({ number, name: `Person ${number}`, seconds: 18 }));
  const pjsip = join(engine.paths.etc, 'pjsip.conf');
  const extensions = join(engine.paths.etc, 'extensions.conf');
  const head = readFileSync(pjsip, 'utf8');

  async function reload(): Promise<void> {
    replace(pjsip, head + people.map(({ number, name }) => endpoint(number, name)).join(''));
    replace(extensions, `[office]\n${people.map(({ number, seconds }) => extension(number, seconds)).join('')}`);
    for (const Module of ['res_pjsip.so', 'pbx_config.so'])
      await ami.action('Reload', { Module }, { timeoutMs: 120_000 });
  }

  async function isLive(number: number, name: string, seconds: number): Promise<boolean> {
    const shown = await ami.list('ShowDialPlan', { Context: 'office', Extension: String(number) });
    if (!shown.some(({ application, appdata }) => application === 'Set' && appdata === `RING=${seconds}`)) return false;
    const [detail] = await ami.list('PJSIPShowEndpoint', { Endpoint: String(number) });
    return detail?.callerid?.includes(name) ?? false;
  }

  try {
    await reload();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    async change(index, seconds) {
      const person = people[index];
      if (!person) throw new Error(`there is no extension ${index}`);
      Object.assign(person, { seconds, name: `Person at ${seconds}` });
      const began = performance.now();
      await reload();
      while (!(await isLive(person.number, person.name, seconds))) {
        if (performance.now() - began > 120_000) throw new Error(`${person.number} is not live after 2 minutes`);
      }
      return performance.now() - began;
    },
    close: stop,
  };
}
