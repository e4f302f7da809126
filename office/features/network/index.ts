/** How phones reach this computer (spec X13): interface or fixed address, ports, and whether new phones are answered. */
import { z } from 'zod';
import { command, defineFeature, entity, query } from '../../core/feature.ts';
import { port, reachableAddress } from '../../core/network-address.ts';
import { refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { line } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { network } from './table.ts';

export const networkId = 'network';

const patch = z.strictObject({
  interface: line(64, 'The name of the interface').optional(),
  fixedAddress: reachableAddress.optional(),
  sipPort: port.optional(),
  httpPort: port.optional(),
  plugAndPlay: z.boolean().optional(),
  https: z.boolean().optional(),
  httpsPort: port.optional(),
  tftp: z.boolean().optional(),
  clock: z.boolean().optional(),
});

export const networkFeature = defineFeature({
  id: 'network',
  entities: [entity({ table: network, label: () => 'The network settings', route: () => '/system/network' })],
  commands: {
    'network.update': command({
      input: patch,
      words(input) {
        if (input.fixedAddress) return `Phones are told the fixed address ${input.fixedAddress}.`;
        if (input.fixedAddress === '') return 'Phones are told the address of this computer automatically.';
        if (input.tftp !== undefined)
          return input.tftp ? 'Phones get settings over TFTP too.' : 'No settings over TFTP.';
        if (input.https === true) return 'Phones get settings over HTTPS too.';
        if (input.clock === false) return 'This computer no longer tells phones the time.';
        return 'Changed the network settings.';
      },
      run(tx, input) {
        const next = tx.update(network, networkId, input);
        if (next.sipPort === next.httpPort)
          refuseField('httpPort', 'Phones fetch their set-up on another port than calls use. Choose a different one.');
        // Encrypted calls use the port after that of calls.
        if (next.https && [next.sipPort, next.sipPort + 1, next.httpPort].includes(next.httpsPort))
          refuseField('httpsPort', 'Encrypted settings need a port of their own. Choose a different one.');
      },
    }),
  },
  queries: {
    'network.get': query({
      input: z.strictObject({}),
      topics: ['network', 'extensions', 'observed:network'],
      run({ read, observed }) {
        const settings = read.get(network, networkId);
        if (!settings) throw new Error('an office always has network settings');
        return {
          settings,
          observed: observed.network,
          ownAddresses: read
            .memo(extensionsWithOwnAddress)
            .map(({ id, number, label, userId, localServerAddress }) => ({
              id,
              number,
              label,
              userId,
              localServerAddress,
            })),
        };
      },
    }),
  },
  seed: (tx) => void tx.insert(network, { id: networkId }),
});

function extensionsWithOwnAddress(read: Read) {
  return read.all(extensions).filter((extension) => extension.localServerAddress !== '');
}
