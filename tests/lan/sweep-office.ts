/**
 * An office whose phones somebody wants the passwords of: every listener for phones with its real limits, many adopted
 * phones, one that is just being set up and one that was prepared and is awaited. Prints JSON lines; serves until SIGTERM.
 */
import { startPhones } from '../../phones/index.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { testLine, testProfile } from '../../phones/vendors/test-profile.ts';
import { sweptMac, sweptSecret, sweptVendors } from './sweep.ts';

const [address = '', setUpAt = ''] = process.argv.slice(2);
const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

/** Every hundredth address is a phone of the office. */
const adopted = new Map<string, PhoneProfile>();
const tokens = new Map<string, string>();
for (let n = 0; n < 65_536; n += 100) {
  const { vendorId, model } = sweptVendors[n % sweptVendors.length] ?? { vendorId: 'snom', model: 'D785' };
  const mac = sweptMac(n);
  const token = `token-${n.toString().padStart(20, '0')}`;
  tokens.set(mac, token);
  adopted.set(mac, testProfile({ mac, vendorId, model, provisioningUrl: `http://${address}:8480/${token}/`, lines: [testLine({ secret: `${sweptSecret}${n}` })], keys: [] })); // prettier-ignore
}
let fetches = 0;
const phones = await startPhones({
  address,
  httpPort: 8480,
  sipPnp: { enabled: true },
  profileOf: (mac) => adopted.get(mac),
  tokenOf: (mac) => tokens.get(mac),
  byToken: (token) => [...tokens].find(([, one]) => one === token)?.[0],
  policy: (mac) => (adopted.has(mac) ? 'offer' : 'ignore'),
  awaits: (mac) => mac === sweptMac(300),
  onSeen: () => undefined,
  onOffer: () => undefined,
  onFetch: () => (fetches += 1),
  now: () => Date.now(),
});
const {
  failures: [failure],
} = await phones.also({ tftp: {} });
if (failure) throw failure;
// Its window is open, but for where it really stands.
phones.allowFirstFetch({ mac: sweptMac(200), address: setUpAt });
process.on('SIGTERM', () => {
  say({ kind: 'end', fetches });
  void phones.close().then(() => process.exit(0));
});
say({ kind: 'ready' });
