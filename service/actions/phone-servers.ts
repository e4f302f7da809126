import { z } from 'zod';
import { refuse, refuseField } from '../../office/core/refusal.ts';
import { phones } from '../../office/features/phones/table.ts';
import { action } from '../action.ts';

export const phoneServerActions = {
  /**
   * Lets a phone that was reset, or that has our bare address from the router, fetch its settings once without its secret
   * folder: for ten minutes, from the address where it was seen. Where the network can say which device that is, it has to be
   * this phone when it fetches.
   */
  'phone.allow-fetch': action({
    input: z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.') }),
    async run({ office, desk, servers }, { mac }) {
      if (!office.read.get(phones, `mac-${mac}`)) refuseField('mac', 'This phone is not adopted.');
      const address = desk.seen(mac)?.address ?? undefined;
      if (address === undefined)
        refuse({ kind: 'unavailable', message: 'It was not seen on the network yet. Plug it in first.' });
      const neighbour = await desk.neighbourOf(address);
      if (neighbour.known && neighbour.mac !== mac)
        refuse({
          kind: 'unavailable',
          message: `At ${address} there is another device now. Restart the phone, so that it is seen where it is.`,
        });
      if (!servers.allowFetch({ mac, address }))
        refuse({ kind: 'unavailable', message: 'Phones are not served at the moment. See the health of the system.' });
      return { value: { address, minutes: 10 } };
    },
  }),
};
