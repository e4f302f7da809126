/**
 * Names the program that holds a port, where the system lets us look: own processes always, others' as root. Only for
 * the message "port 5060 is used by ...", so an unreadable process is no failure.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isIP } from 'node:net';

export function portOwner(protocol: 'udp' | 'tcp', port: number): string | undefined {
  const inodes = new Set([protocol, `${protocol}6`].flatMap((table) => socketInodes(table, port, protocol)));
  if (inodes.size === 0) return undefined;
  for (const pid of tolerant(() => readdirSync('/proc'), [])) {
    if (!/^\d+$/.test(pid)) continue;
    const folder = `/proc/${pid}/fd`;
    const isHolder = tolerant(() => readdirSync(folder), []).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(tolerant(() => readlinkSync(`${folder}/${fd}`), ''))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
    if (isHolder)
      return `${tolerant(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), 'program')} (process ${pid})`;
  }
  return undefined;
}

/** Lines of /proc/net/udp: "sl local_address rem_address st ... inode"; the port is hexadecimal; 0A is LISTEN. */
function socketInodes(table: string, port: number, protocol: string): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = tolerant(() => readFileSync(`/proc/net/${table}`, 'utf8'), '')
    .split('\n')
    .slice(1);
  return lines.flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [local, status, inode] = [fields[1], fields[3], fields[9]];
    const isListening = protocol === 'udp' || status === '0A';
    return local?.endsWith(`:${wanted}`) && isListening && inode !== undefined ? [inode] : [];
  });
}

/** Processes end and belong to others while we look: that is the normal case here. */
function tolerant<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'ESRCH', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return otherwise;
    throw error;
  }
}

export const hostPort = (address: string, port: number): string =>
  isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
