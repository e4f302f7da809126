/** An office of thousands of people, each with an adopted phone, and what these phones ask for when the power comes back. */
import { openOffice } from '../../../db/office.ts';
import { command, defineFeature } from '../../../office/core/feature.ts';
import { features } from '../../../office/features/index.ts';
import { deviceOf, identities } from '../../../office/features/identities/table.ts';
import { phones } from '../../../office/features/phones/table.ts';
import { snom } from '../../../phones/vendors/snom/index.ts';
import { placeOf } from '../../../service/place.ts';
import { migrations, openCopy } from '../../faults/office-copy.ts';
import type { PhoneAccount } from '../../calls/sipp.ts';
import { seededFolder } from '../seed.ts';
import { z } from 'zod';

export const model = 'D785';
export const macOf = (n: number): string => `000413${n.toString(16).padStart(6, '0')}`;

const plugging = defineFeature({
  id: 'bench-phones',
  commands: {
    'bench.plug': command({
      input: z.strictObject({}),
      words: () => 'Adopted a phone for everybody.',
      run(tx) {
        tx.all(identities).forEach(({ id }, n) => {
          tx.run('phone.adopt', { mac: macOf(n), vendor: 'snom', model, identityId: id });
        });
      },
    }),
  },
});

/** A new data folder with that many people and phones. */
export function officeOfPhones(count: number): string {
  const dataDir = seededFolder(count);
  const office = openOffice({ file: placeOf(dataDir).officeDatabase, migrations, features: [...features, plugging] });
  try {
    const outcome = office.run('bench.plug', {}, { kind: 'system', name: 'bench' });
    if (!outcome.ok) throw new Error(outcome.error.message);
  } finally {
    office.close();
  }
  return dataDir;
}

export interface BootingPhone {
  mac: string;
  paths: string[];
  userAgent: string;
  account: PhoneAccount;
}

export async function bootingPhones(dataDir: string): Promise<BootingPhone[]> {
  const office = await openCopy(dataDir);
  try {
    return office.read.all(phones).map(({ mac, provisioningToken, identityId }) => {
      const identity = office.read.get(identities, identityId ?? '');
      if (!identity) throw new Error(`${mac} has no line`);
      return {
        mac,
        // Firmware that the office does not keep is a 404, which costs the phone nothing.
        paths: snom
          .filesAskedFor({ mac, model })
          .filter((name) => !name.includes('firmware'))
          .map((name) => `/${provisioningToken}/${name}`),
        userAgent: `Mozilla/4.0 (compatible; snom${model}-SIP 10.1.198.19 2010.12 ${mac.toUpperCase()} SXM:0 UXM:0)`,
        account: { device: deviceOf(identity), secret: identity.secret },
      };
    });
  } finally {
    office.close();
  }
}
