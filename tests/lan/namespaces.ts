/**
 * Small offices made of Linux network namespaces: one bridge namespace as the switch, one namespace for each computer
 * or phone, joined by veth pairs. Only for root. Everything made here is named `sr<pid>-...` and removed by `close`,
 * and nothing outside these namespaces is touched.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Why namespaces cannot be used here, or undefined when they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces exist only on Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const probe = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  return probe.status === 0
    ? undefined
    : `"ip netns" does not work here: ${probe.error?.message ?? probe.stderr.trim()}`;
}

function ip(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
  return stdout;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export type Host = {
  /** Name of the namespace, for `ip netns exec`. */
  namespace: string;
  address: string;
  /** Runs a program in this host's namespace; its stdin stays open. */
  run: (command: string, args: readonly string[], options?: { cwd?: string; env?: NodeJS.ProcessEnv }) => Program;
  /** Gives the interface another address, as DHCP may do. */
  readdress: (address: string, prefix?: number) => void;
  /** Takes the address away, as when the DHCP server does not renew it. */
  lose: () => void;
  link: (state: 'up' | 'down') => void;
};

export type Program = {
  child: ChildProcess;
  /** Lines of stdout so far. */
  lines: readonly string[];
  /** Lines of stdout that were JSON objects. */
  events: readonly Record<string, unknown>[];
  stderr: () => string;
  /** Waits until some event satisfies the condition (also one that came before); rejects with what was said instead. */
  until: (
    what: string,
    condition: (event: Record<string, unknown>) => boolean,
    timeoutMs?: number,
  ) => Promise<Record<string, unknown>>;
  say: (line: string) => void;
  exited: Promise<number | null>;
  stop: () => Promise<number | null>;
};

export type Lan = {
  /**
   * `mac` is set on the interface, so that ARP and phone agree on who it is. `wire` 1 is a network of its own beside the
   * first, without a router between them.
   */
  host: (name: string, options: { address: string; prefix?: number; mac?: string; wire?: 0 | 1 }) => Host;
  /** Puts a second card into a computer, on the other network. */
  secondCard: (host: Host, address: string) => void;
  close: () => Promise<void>;
};

/** No way to the internet, which nothing here needs; a phone's question to the group needs a route of its own. */
const onlyMulticast = ['224.0.0.0/4', 'dev', 'eth0'];

let lans = 0;

export function createLan(): Lan {
  lans += 1;
  const base = `sr${process.pid}-${lans}`;
  const bridge = `${base}-switch`;
  const namespaces: string[] = [];
  const programs: Program[] = [];
  const add = (namespace: string): void => {
    ip('netns', 'add', namespace);
    namespaces.push(namespace);
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
  };
  add(bridge);
  for (const wire of ['br0', 'br1']) {
    ip('-n', bridge, 'link', 'add', wire, 'type', 'bridge', 'forward_delay', '0', 'mcast_snooping', '0');
    ip('-n', bridge, 'link', 'set', wire, 'up');
  }

  return {
    secondCard: ({ namespace }, address) => {
      ip('link', 'add', 'p-second', 'netns', bridge, 'type', 'veth', 'peer', 'name', 'eth1', 'netns', namespace);
      ip('-n', bridge, 'link', 'set', 'p-second', 'master', 'br1', 'up');
      ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth1');
      ip('-n', namespace, 'link', 'set', 'eth1', 'up');
    },
    host: (name, { address, prefix = 24, mac, wire = 0 }) => {
      const namespace = `${base}-${name}`;
      add(namespace);
      const port = `p${namespaces.length}`;
      ip('link', 'add', port, 'netns', bridge, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
      ip('-n', bridge, 'link', 'set', port, 'master', `br${wire}`, 'up');
      if (mac !== undefined) ip('-n', namespace, 'link', 'set', 'eth0', 'address', mac);
      ip('-n', namespace, 'address', 'add', `${address}/${prefix}`, 'dev', 'eth0');
      ip('-n', namespace, 'link', 'set', 'eth0', 'up');
      ip('-n', namespace, 'route', 'add', ...onlyMulticast);
      return {
        namespace,
        address,
        run: (command, args, options) => {
          const program = start('ip', ['netns', 'exec', namespace, command, ...args], options);
          programs.push(program);
          return program;
        },
        readdress: (next, nextPrefix = 24) => {
          ip('-n', namespace, 'address', 'flush', 'dev', 'eth0', 'scope', 'global');
          ip('-n', namespace, 'address', 'add', `${next}/${nextPrefix}`, 'dev', 'eth0');
          ip('-n', namespace, 'route', 'replace', ...onlyMulticast);
        },
        lose: () => {
          ip('-n', namespace, 'address', 'flush', 'dev', 'eth0', 'scope', 'global');
        },
        link: (state) => {
          ip('-n', namespace, 'link', 'set', 'eth0', state);
        },
      };
    },
    close: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      for (const namespace of namespaces.reverse()) {
        // What a program left behind in its own namespace would keep the namespace alive.
        for (const pid of ip('netns', 'pids', namespace).split('\n').filter(Boolean)) endProcess(Number(pid));
        ip('netns', 'delete', namespace);
      }
    },
  };
}

function start(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Program {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  const lines: string[] = [];
  const events: Record<string, unknown>[] = [];
  const watchers = new Set<() => void>();
  let errors = '';
  let isOver = false;
  const wake = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('{')) events.push(JSON.parse(line) as Record<string, unknown>);
    wake();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  child.stdin.on('error', () => undefined); // The program ended first; its exit is what is reported.
  const exit = new Promise<number | null>((resolve) => {
    const over = (code: number | null): void => {
      isOver = true;
      resolve(code);
      wake();
    };
    child.once('error', (error) => {
      errors += error.message;
      over(null);
    });
    child.once('exit', over);
  });
  return {
    child,
    lines,
    events,
    stderr: () => errors,
    until: (what, condition, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(deadline);
          watchers.delete(look);
          settle();
        };
        const fail = (why: string): void => {
          finish(() => {
            reject(new Error(`${what}: ${why}.\nIt said: ${lines.slice(-20).join('\n')}\n${errors.slice(-2000)}`));
          });
        };
        const look = (): void => {
          const found = events.find(condition);
          if (found !== undefined) {
            finish(() => {
              resolve(found);
            });
          } else if (isOver) fail('the program ended');
        };
        const deadline = setTimeout(fail, timeoutMs, `not within ${timeoutMs} ms`);
        watchers.add(look);
        look();
      }),
    say: (line) => {
      child.stdin.write(`${line}\n`);
    },
    exited: exit,
    stop: async () => {
      if (!isOver) child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 5000);
      const code = await exit;
      clearTimeout(force);
      return code;
    },
  };
}
