import { expect, it } from 'vitest';
import { phoneVendors } from '../vendors/index.ts';
import { testLine, testProfile } from '../vendors/test-profile.ts';
import { filesOf } from './files.ts';

it.each(phoneVendors.map((vendor) => [vendor.id, vendor] as const))(
  '[P3] a new password of a line is a new configuration of a phone of %s',
  (_, vendor) => {
    const model = vendor.models.find(({ lines }) => lines > 0)?.model ?? '';
    const of = (secret: string) => filesOf(vendor, testProfile({ model, keys: [], lines: [testLine({ secret })] }));
    const [one, same, other] = [of('first-Secret'), of('first-Secret'), of('other-Secret')];
    if (!one.ok || !same.ok || !other.ok) throw new Error('these settings can be written');
    expect(one.hash).toBe(same.hash);
    expect(one.hash).not.toBe(other.hash);
    expect(one.byName.get(one.main.toLowerCase())?.hash).toBe(one.hash);
  },
);
