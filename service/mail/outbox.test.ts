/** The outbox against a real SMTP server that misbehaves in the ways in which mail servers do. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { deliver, type MailServer } from './deliver.ts';
import { openOutbox, type Outbox, type OutboxOptions } from './outbox.ts';

let folder: string;
let ends: (() => unknown)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom-mail-'));
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

interface Received {
  to: string[];
  text: string;
}

/** smtp-server with these answers; what it has taken is in `taken`. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; taken: Received[] }> {
  const taken: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('too large'), { responseCode: 552 }));
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // A client that is killed breaks its connection.
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  ends.push(() => new Promise<void>((over) => server.close(() => over())));
  return { port: (server.server.address() as { port: number }).port, taken };
}

const settings = (port: number, other: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: '',
  password: '',
  fromAddress: 'phones@office.test',
  fromName: 'Switchroom',
  authority: '',
  ...other,
});

function outboxTo(server: MailServer | (() => MailServer | undefined), other: Partial<OutboxOptions> = {}): Outbox {
  const outbox = openOutbox({
    file: join(folder, 'mail.sqlite3'),
    server: typeof server === 'function' ? server : () => server,
    now: Date.now,
    changed: () => undefined,
    note: () => undefined,
    pauseMs: () => 30,
    deliver: (to, letter, handedOver) => deliver(to, letter, handedOver, { connectMs: 1500, silenceMs: 1500 }),
    ...other,
  });
  ends.push(() => outbox.stop());
  return outbox;
}

const letter = { to: ['anna@office.test'], subject: 'Missed call', text: 'from 101', kind: 'missed-call' };

async function until<T>(look: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('waited 10 s');
    await new Promise((again) => setTimeout(again, 10));
  }
}
const state = (outbox: Outbox) => outbox.list().map((line) => line.state);

test('[X7] [N9] mail is taken with its text and recording, one for each address, and never twice for one event', async () => {
  const { port, taken } = await mailServer();
  const outbox = outboxTo(settings(port));
  const attachment = { name: 'message.wav', type: 'audio/wav', content: Buffer.alloc(20_000, 7) };
  const voicemail = {
    ...letter,
    to: ['anna@office.test', 'ben@office.test'],
    key: 'voicemail ext-1 msg0001',
    attachment,
  };
  expect(outbox.add(voicemail)).toBe(2);
  expect(outbox.add(voicemail)).toBe(0);
  await until(() => taken.length === 2 && state(outbox).every((one) => one === 'sent'));
  expect(taken.map(({ to }) => to.join())).toEqual(['anna@office.test', 'ben@office.test']);
  expect(taken[0]?.text).toContain('filename=message.wav');
  expect(taken[0]?.text.replaceAll(/\s/g, '')).toContain(Buffer.alloc(20_000, 7).toString('base64'));
});

test('[X7] text of a caller never becomes a header or another recipient', async () => {
  const { port, taken } = await mailServer();
  const outbox = outboxTo(settings(port, { fromName: 'A\r\nBcc: eve@evil.test' }));
  outbox.add({
    ...letter,
    subject: 'Call from "x"\r\nBcc: eve@evil.test\r\n\r\nhello',
    text: '.\r\nRCPT TO:<eve@evil.test>\r\n.\r\n',
  });
  await until(() => taken.length === 1);
  const [headers = '', ...body] = (taken[0]?.text ?? '').split('\r\n\r\n');
  expect(taken[0]?.to).toEqual(['anna@office.test']);
  expect(headers.split(/\r\n(?![ \t])/).map((line) => line.split(':')[0])).toEqual([
    'From', 'To', 'Subject', 'Message-ID', 'Auto-Submitted', 'X-Auto-Response-Suppress', 'Date', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding',
  ].sort((a, b) => order(headers, a) - order(headers, b))); // prettier-ignore
  expect(body.join('\r\n\r\n')).toContain('RCPT TO:<eve@evil.test>');
});
const order = (headers: string, name: string) => `\r\n${headers}`.indexOf(`\r\n${name}:`);

test('fault 1, refused login: nothing is given up, the server’s words are shown, the right password sends it', async () => {
  const { port, taken } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) =>
      password === 'right' ? done(null, { user: 'phones' }) : done(new Error('Invalid user or password')),
  });
  let current = settings(port, { user: 'phones', password: 'wrong' });
  const outbox = outboxTo(() => current);
  outbox.add(letter);
  const error = await until(() => outbox.state().error || undefined);
  expect(error).toContain('535');
  expect(error).toContain('Invalid user or password');
  await until(() => (outbox.list()[0]?.attempts ?? 0) >= 2);
  expect(state(outbox)).not.toContain('failed');
  current = { ...current, password: 'right' };
  outbox.retry();
  await until(() => taken.length === 1);
});

test('fault 2, greylisting with 451: tried again until it is taken, under the same Message-ID', async () => {
  let refusals = 0;
  const { port, taken } = await mailServer({
    onRcptTo: (_address, _session, done) =>
      ++refusals <= 2 ? done(Object.assign(new Error('4.7.1 Greylisted, try again'), { responseCode: 451 })) : done(),
  });
  const outbox = outboxTo(settings(port));
  outbox.add(letter);
  await until(() => taken.length === 1 && state(outbox)[0] === 'sent');
  expect(outbox.list()[0]).toMatchObject({ attempts: 3, state: 'sent' });
});

test('fault 3, 552 too large: goes without its recording and says so', async () => {
  const { port, taken } = await mailServer({ size: 30_000 });
  const outbox = outboxTo(settings(port));
  outbox.add({ ...letter, attachment: { name: 'long.wav', type: 'audio/wav', content: Buffer.alloc(60_000) } });
  await until(() => taken.length === 1 && state(outbox)[0] === 'sent');
  expect(taken[0]?.text).not.toContain('filename=');
  expect(taken[0]?.text).toContain('too large for mail');
});

test('a recording that no server would take is left out before it is sent', async () => {
  const { port, taken } = await mailServer();
  const outbox = outboxTo(settings(port));
  outbox.add({ ...letter, attachment: { name: 'hours.wav', type: 'audio/wav', content: Buffer.alloc(16_000_000) } });
  await until(() => taken.length === 1);
  expect(taken[0]?.text).toContain('hours.wav (16 MB) is too large for mail');
});

test('fault 4, TLS: a certificate that nobody vouches for stops the mail, plain text is no way out', async () => {
  const { port, taken } = await mailServer({ secure: true });
  const outbox = outboxTo(settings(port, { security: 'tls' }));
  outbox.add(letter);
  expect(await until(() => outbox.state().error || undefined)).toMatch(/certificate/i);
  const plain = await mailServer(); // offers no STARTTLS
  const other = outboxTo(settings(plain.port, { security: 'starttls' }), { file: join(folder, 'other.sqlite3') });
  other.add(letter);
  expect(await until(() => other.state().error || undefined)).toMatch(/STARTTLS|TLS/);
  expect([...taken, ...plain.taken]).toEqual([]);
});

/** A server of a few lines, for what smtp-server is too polite to do. */
async function rawServer(answer: (line: string, socket: Socket, state: { inData: boolean }) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const memory = { inData: false };
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 rude\r\n');
    let rest = '';
    socket.on('data', (part) => {
      const lines = (rest + part.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(line, socket, memory);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((over) => server.close(() => over()));
  });
  return (server.address() as { port: number }).port;
}

const polite = (line: string, socket: Socket, memory: { inData: boolean }): boolean => {
  if (memory.inData) return line === '.';
  if (/^DATA/i.test(line)) {
    memory.inData = true;
    socket.write('354 go on\r\n');
  } else socket.write('250 ok\r\n');
  return false;
};

test('fault 5, the connection drops after the mail was handed over: at most one second copy, then it is shown', async () => {
  let handed = 0;
  const port = await rawServer((line, socket, memory) => {
    if (!polite(line, socket, memory)) return;
    handed += 1;
    socket.destroy();
  });
  const outbox = outboxTo(settings(port));
  outbox.add(letter);
  await until(() => state(outbox)[0] === 'failed');
  expect(handed).toBe(2);
  expect(outbox.list()[0]?.error).toContain('may have arrived');
});

test('fault 6, a server that says nothing: given up after the time limit, tried again, nobody else waits for it', async () => {
  let connections = 0;
  const port = await rawServer((line) => void (/^EHLO/i.test(line) && (connections += 1)));
  const outbox = outboxTo(settings(port), {
    deliver: (to, one, over) => deliver(to, one, over, { connectMs: 200, silenceMs: 200 }),
  });
  const began = performance.now();
  outbox.add(letter);
  expect(performance.now() - began).toBeLessThan(200);
  await until(() => connections >= 2);
  expect(state(outbox)).toEqual(expect.not.arrayContaining(['failed']));
});

test('fault 7, no such host, for days: kept, and sent when the name is there; two weeks later it is given up visibly', async () => {
  const { port, taken } = await mailServer();
  let current = settings(port, { host: 'mail.invalid' });
  let shift = 0;
  const outbox = outboxTo(() => current, { now: () => Date.now() + shift });
  outbox.add(letter);
  await until(() => outbox.state().error || undefined);
  shift = 9 * 24 * 3600_000;
  await until(() => (outbox.list()[0]?.attempts ?? 0) >= 3);
  expect(state(outbox)).not.toContain('failed');
  current = settings(port);
  outbox.retry();
  await until(() => taken.length === 1);
  current = settings(port, { host: 'mail.invalid' });
  outbox.add({ ...letter, subject: 'Another' });
  shift += 15 * 24 * 3600_000;
  await until(() => outbox.list().some((line) => line.state === 'failed'));
});

test('fault 8, killed between the server’s yes and the note of it: one second copy, same Message-ID; killed before, none', async () => {
  // The child opens the same outbox, and is killed with SIGKILL at the moment that the server chooses.
  const { port, taken } = await mailServer();
  for (const moment of ['after', 'before'] as const) {
    taken.length = 0;
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'kill-child.ts'), join(folder, `${moment}.sqlite3`), String(port), moment],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const signal = await new Promise<NodeJS.Signals | null>((over) => child.once('exit', (_code, by) => over(by)));
    expect(signal).toBe('SIGKILL');
    expect(taken).toHaveLength(moment === 'after' ? 1 : 0);
    const outbox = outboxTo(settings(port), { file: join(folder, `${moment}.sqlite3`) });
    await until(() => state(outbox)[0] === 'sent');
    const ids = taken.map(({ text }) => /^Message-ID: (.*)$/m.exec(text)?.[1]?.trim());
    expect(ids).toHaveLength(moment === 'after' ? 2 : 1);
    expect(new Set(ids).size).toBe(1);
  }
});

test('a mail that the server refuses for good is shown at once and keeps nobody else waiting', async () => {
  const { port, taken } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('gone') ? done(Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 })) : done(),
  });
  const outbox = outboxTo(settings(port));
  outbox.add({ ...letter, to: ['gone@office.test', 'anna@office.test'] });
  await until(() => taken.length === 1);
  expect(outbox.list().find(({ state: one }) => one === 'failed')).toMatchObject({
    to: 'gone@office.test',
    attempts: 1,
  });
  expect(outbox.state()).toMatchObject({ failed: 1 });
  expect(outbox.state().error).toContain('No such user');
});

test('while mail is off nothing is stored and nothing leaves', () => {
  const outbox = outboxTo(() => undefined);
  expect(outbox.add(letter)).toBe(0);
  expect(outbox.list()).toEqual([]);
});
