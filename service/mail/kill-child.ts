/** For outbox.test.ts: sends one mail and kills itself right before or right after the server has taken it. */
import { deliver } from './deliver.ts';
import { openOutbox } from './outbox.ts';

const [file = '', port = '', moment = ''] = process.argv.slice(2);
const kill = () => process.kill(process.pid, 'SIGKILL');

const outbox = openOutbox({
  file,
  server: () => ({ host: '127.0.0.1', port: Number(port), security: 'none', user: '', password: '', fromAddress: 'phones@office.test', fromName: '', authority: '' }), // prettier-ignore
  now: Date.now,
  changed: () => undefined,
  note: () => undefined,
  async deliver(server, letter, handedOver) {
    if (moment === 'before') kill();
    const delivery = await deliver(server, letter, handedOver);
    kill();
    return delivery;
  },
});
outbox.add({ to: ['anna@office.test'], subject: 'Killed', text: 'x', kind: 'test' });
setTimeout(() => process.exit(1), 20_000);
