/**
 * A SIP phone of a maker that has no folder here. Nothing is known of the files it would read, so none is made up: it gets a sheet
 * of settings in plain words, for the person who types them in at the phone. No text of a device is claimed for it; somebody chooses
 * it on purpose.
 */

import { definePhoneVendor, fileName } from '../define.ts';
import { genericModels, renderGeneric } from './render.ts';

export const generic = definePhoneVendor({
  id: 'generic',
  name: 'Other SIP phone',
  oui: [],
  // Only the sheet itself is recognised, when somebody fetches it.
  identify: [fileName(/^settings-(?<mac>[0-9a-f]{12})\.txt$/)],
  models: genericModels,
  vocabulary: [
    {
      families: ['sheet'],
      guide: 'Terms of SIP (RFC 3261) and of phones’ own web pages, in plain English',
      firmware: 'any',
      names: [
        'Phone name', 'Web page user', 'Web page password', 'Time server', 'Time zone', 'Language', 'Tones of country', 'VLAN of the phone',
        'VLAN priority', 'VLAN of the computer', 'DSCP of signalling', 'DSCP of sound', 'Log server', 'Settings at',
        ...['number', 'name on the display', 'server', 'port', 'transport', 'encryption of calls', 'user name', 'authentication name', 'password', 'mailbox',
          'call waiting', 'codecs'].map((name) => `Line # ${name}`),
        ...['is', 'line', 'number', 'picks up with', 'label'].map((name) => `Key # ${name}`),
      ], // prettier-ignore
    },
  ],
  filesAskedFor: (who) => [`settings-${who.mac}.txt`],
  render: renderGeneric,
  actions: {
    resync: { via: 'none', note: 'This phone fetches nothing: change its settings on its own web page.' },
    reboot: { via: 'none', note: 'Restart this phone on its own web page, or by its power.' },
    showText: { via: 'none', note: 'This phone takes no text from the office; let it ring instead.' },
  },
  examples: [{ hints: { file: 'settings-02156511aabb.txt' }, is: { mac: '02156511aabb' } }],
});
