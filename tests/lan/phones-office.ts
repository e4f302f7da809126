/**
 * A tiny office for tests in namespaces: the phones part alone, with one phone known by MAC and a test registrar.
 * Started inside the office computer's namespace; prints what it sees as JSON lines, obeys `adopt`, `rename LABEL`,
 * `resync` and `reboot HOST PORT` on stdin.
 */

import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { planSubnets } from '../../phones/discovery/subnets.ts';
import { notifyOf, startPhones } from '../../phones/index.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { snom } from '../../phones/vendors/snom/index.ts';
import { startTestRegistrar } from '../../phones/virtual/registrar.ts';

const [address = '', mac = '', mode = 'ask'] = process.argv.slice(2);
const TOKEN = 'q4JYB7yTq0C2r8m5V1nXWA';
const SECRET = 'k3-Vd8_tR2w;xy<z>&Q5m';

const say = (event: object): void => {
  process.stdout.write(`${JSON.stringify({ at: Date.now(), ...event })}\n`);
};

// On the office address, port 5060: just where Asterisk will be, so that the listener has to get along with it.
const registrar = await startTestRegistrar({ address, port: 5060, user: 'p7f3a2', secret: SECRET });

let profile: PhoneProfile | undefined;
const phones = await startPhones({
  address,
  httpPort: 8080,
  sipPnp: { enabled: true },
  profileOf: (asked) => (asked === mac ? profile : undefined),
  tokenOf: (asked) => (asked === mac ? TOKEN : undefined),
  byToken: (token) => (token === TOKEN ? mac : undefined),
  policy: () => (profile === undefined ? 'ignore' : 'offer'),
  onSeen: (sighting) => {
    say({ kind: 'seen', ...sighting });
  },
  onOffer: (offer) => {
    say({ kind: 'offer', ...offer });
  },
  onFetch: (fetch) => {
    say({ kind: 'fetch', ...fetch });
  },
  now: () => Date.now(),
});

function adopt(label: string): void {
  profile = {
    mac,
    model: 'D785',
    label,
    lines: [
      {
        position: 1,
        number: '101',
        displayName: 'Ann',
        authUser: 'p7f3a2',
        secret: SECRET,
        server: address,
        port: 5060,
        transport: 'udp',
        srtp: false,
        callWaiting: true,
      },
    ],
    keys: [],
    adminPassword: 'admin-1',
    provisioningUrl: phones.urlOf(mac) ?? '',
    timeZone: 'Europe/Berlin',
    language: 'de',
    ntpServer: address,
    dialToneCountry: 'DE',
  };
}

if (mode === 'adopted') adopt('Reception');

createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, argument = '', port = ''] = line.split(' ');
  if (command === 'adopt') {
    adopt('Reception');
    say({ kind: 'adopted', offered: phones.offer(mac) });
  } else if (command === 'rename') adopt(argument);
  else if (command === 'reboot') {
    phones.act('reboot', { mac, host: argument, port: Number(port) }).then(
      ({ status }) => {
        say({ kind: 'notified', status });
      },
      (error: unknown) => {
        say({ kind: 'notify-failed', reason: (error as Error).message });
      },
    );
  } else if (command === 'resync') {
    const registration = registrar.registrations.at(-1);
    const notify = notifyOf(snom.actions.resync);
    if (registration === undefined || notify === undefined) say({ kind: 'resync-impossible' });
    else
      registrar.notify(registration, notify).then(
        ({ status }) => {
          say({ kind: 'notified', status });
        },
        (error: unknown) => {
          say({ kind: 'notify-failed', reason: (error as Error).message });
        },
      );
  }
});

let told = 0;
const watch = setInterval(() => {
  for (; told < registrar.registrations.length; told += 1)
    say({ kind: 'registration', ...registrar.registrations[told] });
}, 10);
process.on('SIGTERM', () => {
  clearInterval(watch);
  void Promise.all([phones.close(), registrar.close()]).then(() => process.exit(0));
});
const own = Object.entries(networkInterfaces()).flatMap(([name, list]) =>
  (list ?? []).map((one) => ({ name, ...one })),
);
const heardOn = await phones.hearOn(planSubnets(own).chosen.map((subnet) => subnet.address));
say({ kind: 'ready', url: phones.urlOf(mac), heardOn });
