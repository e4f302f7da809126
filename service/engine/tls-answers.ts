/** Whether the TLS transport takes connections: a whole handshake. OPTIONS on UDP and TCP say that SIP itself answers. */
import { connect } from 'node:tls';

export function tlsAnswers(host: string, port: number, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Who it is does not matter here: the question is whether anything is there, and nothing is sent.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: timeoutMs });
    const end = (error?: Error) => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.once('secureConnect', () => end());
    socket.once('timeout', () => end(new Error(`TLS on ${host}:${port} did not answer in ${timeoutMs} ms`)));
    socket.once('error', end);
  });
}
