/**
 * Hands one mail to the office's mail server and says what became of it: taken, refused for good, later, or not known. A
 * refusal of the server itself (login, TLS, no answer) is told apart from one of the mail, because it concerns all of them.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';

export interface MailServer {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  fromAddress: string;
  fromName: string;
  authority: string;
}

export interface Attachment {
  name: string;
  type: string;
  content: Buffer;
}

export interface Letter {
  messageId: string;
  /** When it was written, in milliseconds: the same in every attempt, as the message id. */
  at: number;
  to: string;
  subject: string;
  text: string;
  attachment: Attachment | null;
}

export type Delivery =
  | { kind: 'taken'; response: string }
  /** The server will not take this mail, whatever is tried. */
  | { kind: 'refused'; error: string; isTooLarge: boolean }
  /** `server`: no mail would get through now. */
  | { kind: 'later'; error: string; at: 'mail' | 'server' }
  /** The whole mail was handed over, and no answer came: it may have been taken. */
  | { kind: 'unclear'; error: string };

/** Longest silence of the server; a slow one that goes on answering is waited for. */
export interface Patience {
  connectMs: number;
  silenceMs: number;
}

const patience: Patience = { connectMs: 20_000, silenceMs: 60_000 };

export const newMessageId = (from: string): string => `<${randomUUID()}@${from.split('@')[1] ?? 'switchroom.invalid'}>`;

/** A subject is one line: what a phone sent as its name may hold anything (RFC 5322 section 2.2). */
export const oneLine = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 200);

/** `handedOver`: called before the last bytes leave, so that a crash afterwards is known to be in the unclear moment. */
export async function deliver(
  server: MailServer,
  letter: Letter,
  handedOver: () => void = () => undefined,
  limits: Patience = patience,
): Promise<Delivery> {
  const raw = await compose(server, letter);
  let isHandedOver = false;
  let isGreeted = false;
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    // The name in EHLO; the computer's own is nobody's business.
    name: server.fromAddress.split('@')[1] ?? 'switchroom.invalid',
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    dnsTimeout: limits.connectMs,
    tls: server.authority === '' ? {} : { ca: [...rootCertificates, server.authority] },
  });
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of two pieces
  async function* pieces() {
    isGreeted = true;
    const half = Math.max(0, raw.length - 2);
    yield raw.subarray(0, half);
    isHandedOver = true;
    handedOver();
    yield raw.subarray(half);
  }
  try {
    const { response } = await transport.sendMail({
      envelope: { from: server.fromAddress, to: [letter.to] },
      raw: Readable.from(pieces()),
    });
    return { kind: 'taken', response };
  } catch (error) {
    return judge(error, isHandedOver, isGreeted);
  } finally {
    transport.close();
  }
}

async function compose(server: MailServer, { messageId, at, to, subject, text, attachment }: Letter): Promise<Buffer> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail({
    from: { name: oneLine(server.fromName), address: server.fromAddress },
    to: { name: '', address: to },
    subject: oneLine(subject),
    text,
    messageId,
    date: new Date(at),
    // RFC 3834: nobody's holiday note needs to answer.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // Texts come from callers and phones: a name that looks like a path or an address is a name.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(attachment
      ? {
          attachments: [
            { filename: oneLine(attachment.name), contentType: attachment.type, content: attachment.content },
          ],
        }
      : {}),
  });
  return Buffer.isBuffer(message) ? message : Buffer.from(await buffered(message));
}

async function buffered(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** The server's own words, as they are: whoever sets this up can look them up. */
function wordsOf(error: SmtpError): string {
  return oneLine(
    error.response ? `${error.message.includes(error.response) ? error.message : error.response}` : error.message,
  );
}

function judge(thrown: unknown, isHandedOver: boolean, isGreeted: boolean): Delivery {
  const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const words = wordsOf(error);
  const status = error.responseCode ?? 0;
  if (status === 0) {
    if (isHandedOver) return { kind: 'unclear', error: words };
    return { kind: 'later', error: words, at: isGreeted || error.code === 'EMESSAGE' ? 'mail' : 'server' };
  }
  // Login and greeting are the server's word to the office, not to this mail: nothing is given up for a wrong password.
  const isOurs = /^(MAIL FROM|RCPT TO|DATA)/.test(error.command ?? '') || error.code === 'EENVELOPE' || isGreeted;
  if (!isOurs || error.code === 'EAUTH' || error.code === 'ETLS') return { kind: 'later', error: words, at: 'server' };
  // RFC 5321 section 4.2.1: 4yz may go well later, 5yz will not. 552 and 5.3.4 say that it is too large (RFC 1870).
  if (status < 500) return { kind: 'later', error: words, at: 'mail' };
  return { kind: 'refused', error: words, isTooLarge: status === 552 || /\b5\.3\.4\b/.test(words) };
}
