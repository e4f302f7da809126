/** What phones do for their users every day without any settings: pick-up, intercom, calling again, calling back (spec G4). */
import { defineFeature } from '../../core/feature.ts';
import { pickupPlain } from './plain.ts';

export const everydayCodesFeature = defineFeature({
  id: 'everyday-codes',
  plain: pickupPlain,
  codes: [
    { id: 'pickup-group', code: '*8', does: 'Take a call that rings in one of your groups' },
    { id: 'pickup', code: '*81', does: 'Take a call that rings at somebody else or in a group', takes: 'extension' },
    { id: 'intercom', code: '*82', does: 'Speak to somebody through the loudspeaker', takes: 'extension' },
    { id: 'call-back', code: '*66', does: 'Be called back when the one you just called is free' },
    { id: 'call-back-off', code: '*67', does: 'Wait for nobody any more' },
    { id: 'redial', code: '*68', does: 'Call the last number again' },
    { id: 'last-caller', code: '*69', does: 'Call whoever called you last' },
    { id: 'phone-menu', code: '*80', does: 'Change your settings by listening and pressing keys' },
  ],
});
