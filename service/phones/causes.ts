/** Why a phone needs attention and what to do, in words; codes are those of phones/life.ts. */
import type { LifeCause } from '../../phones/life.ts';

type Words = { message: string; remedy: string };

const words: Record<LifeCause, Words> = {
  unsupported: {
    message: 'This device is not one that the office can set up by itself.',
    remedy:
      'Choose its maker and model below. A phone of any other maker is an “Other SIP phone”: once it is adopted, its page has a sheet of settings to type in.',
  },
  'offer-unanswered': {
    message: 'The phone asked where its settings are, but has not fetched them.',
    remedy: 'Restart the phone. If it stays, enter its settings address on the phone by hand.',
  },
  offline: {
    message: 'The phone does not answer any more.',
    remedy: 'Check its power and network cable; it comes back by itself.',
  },
  'registration-failing': {
    message: 'The phone reaches the office but is refused.',
    remedy: 'Let it fetch its settings again. If it stays, change its assignment once: it gets a new password.',
  },
  'config-outdated': {
    message: 'The phone works with older settings than those of now.',
    remedy: 'Let it fetch its settings again.',
  },
  'config-impossible': {
    message: 'The settings cannot be written for this phone without changing them.',
    remedy: 'Correct the field that is named in its history.',
  },
  'firmware-needed': {
    message: 'The phone needs other firmware first.',
    remedy: 'Install the firmware that is named on its page.',
  },
  conflict: {
    message: 'Two devices give this hardware address, or somebody else answers phones on this network.',
    remedy: 'Find the second device before you trust either.',
  },
  'wrong-admin-password': {
    message: 'The phone refuses our administrator password.',
    remedy: 'Reset the phone to factory settings, then let it start again.',
  },
};

export const causeOf = (code: LifeCause): Words & { code: string } => ({ code, ...words[code] });
