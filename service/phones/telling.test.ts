import { describe, expect, test } from 'vitest';
import type { Registration } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { identities } from '../../office/features/identities/table.ts';
import type { PhonesHandle } from '../../phones/index.ts';
import type { Adopted } from './adopted.ts';
import { createLives } from './lives.ts';
import type { PhoneRow } from './profile.ts';
import { tellPhones } from './telling.ts';

const mac = '000413aabbcc';
const resync = 'check-sync;reboot=false';

/** A phone at 10.0.0.9 and what was done to tell it something. */
function phone() {
  const lives = createLives(() => {});
  const did: string[] = [];
  const registrations = new Map<string, Registration>();
  let row = { mac, vendor: 'snom', identityId: 'one' } as PhoneRow;
  let isAsking = false;
  const telling = tellPhones({
    read: { get: (table: unknown, id: string) => (table === identities ? { extensionId: id, slot: 1 } : undefined), all: () => [] } as unknown as Read,
    adopted: { row: () => row } as unknown as Adopted,
    lives,
    registration: (device) => registrations.get(device) ?? { status: 'never' },
    notify: (device, headers) => Promise.resolve(void did.push(`engine ${device} ${headers['Event']}`)),
    handle: () =>
      ({
        offer: () => isAsking && did.push('offer') > 0,
        act: (action, { host, port }) => {
          did.push(`direct ${action} ${host}:${port}`);
          return Promise.resolve({ status: 200 });
        },
      }) as Partial<PhonesHandle> as PhonesHandle,
    now: () => 100,
  }); // prettier-ignore
  lives.apply(mac, { kind: 'seen', at: 1, via: 'pnp', vendor: 'snom', model: 'D785', address: '10.0.0.9' });
  lives.apply(mac, { kind: 'adopted', at: 2 });
  return {
    lives,
    did,
    telling,
    asks: (now: boolean) => (isAsking = now),
    assign: (identityId: string) => (row = { ...row, identityId }),
    register: (device: string, address = '10.0.0.9:4711') =>
      registrations.set(device, {
        status: 'registered', since: 1, address, transport: 'udp', userAgent: '', roundTripMs: null,
      }), // prettier-ignore
  };
}

describe('[P3] how a phone is told', () => {
  test('one that asks is answered', async () => {
    const { telling, did, asks } = phone();
    asks(true);
    await telling.tell(mac);
    expect(did).toEqual(['offer']);
  });

  test('one that gave up asking has no address to fetch from: it is restarted', async () => {
    const { telling, did } = phone();
    await telling.tell(mac);
    expect(did).toEqual(['direct reboot 10.0.0.9:undefined']);
  });

  test('one that has fetched fetches again, though its question is still remembered', async () => {
    const { telling, did, lives, asks } = phone();
    asks(true);
    lives.apply(mac, { kind: 'offered', at: 3, via: 'pnp' });
    lives.apply(mac, { kind: 'fetched', at: 4, hash: 'x' });
    await telling.tell(mac);
    expect(did).toEqual(['direct resync 10.0.0.9:undefined']);
    lives.apply(mac, { kind: 'offered', at: 5, via: 'pnp' });
    await telling.tell(mac);
    expect(did.slice(1)).toEqual(['offer']);
  });

  test('a registered one is told by its registrar, also as what it was before its assignment changed', async () => {
    const { telling, did, register, assign } = phone();
    register('one-1');
    telling.knownAs(mac, 'one-1');
    await telling.tell(mac);
    assign('two');
    await telling.tell(mac);
    expect(did).toEqual([`engine one-1 ${resync}`, `engine one-1 ${resync}`]);
    // What the other phone was before: its registration is not this one's.
    register('two-1', '10.0.0.77:5060');
    await telling.tell(mac);
    expect(did.slice(2)).toEqual([`engine one-1 ${resync}`]);
    // Another phone has that identity by now.
    register('one-1', '10.0.0.77:5060');
    await telling.tell(mac);
    expect(did.slice(3)).toEqual(['direct reboot 10.0.0.9:undefined']);
  });

  test('nobody knows where it is: refused with what to do', async () => {
    const { telling } = phone();
    await expect(telling.tell('000413000001')).rejects.toThrow(/Unplug the phone/);
  });
});
