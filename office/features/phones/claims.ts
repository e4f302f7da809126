/**
 * The line of a phone that is nobody's: an account of its own for Asterisk, with a context that leads to helpers and to one
 * code (asterisk/program/claim.conf). By it somebody makes the phone theirs with a number and its PIN.
 */
import { affected, projector, type FeatureCode, type PhoneChange } from '../../core/feature.ts';
import { projected, shownName } from '../../core/projection.ts';
import type { Read, Row } from '../../core/store.ts';
import { placeAt, chainFrom } from '../emergency/read.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { codecs } from '../extensions/project.ts';
import { extensions } from '../extensions/table.ts';
import { sites } from '../sites/table.ts';
import { users } from '../users/table.ts';
import { assign, wantedIdentity } from './assign.ts';
import { claimDevice, phoneName } from './rules.ts';
import { phoneClaims, phones } from './table.ts';

export const claimCode: FeatureCode = {
  id: 'phone-claim',
  code: '*47',
  does: 'Makes a phone that is nobody’s your own: your number, then your PIN',
  takes: 'extension',
};

const phoneOf = (read: Read, device: string): Row<typeof phones> | undefined =>
  device.startsWith('claim-') ? read.get(phones, `mac-${device.slice('claim-'.length)}`) : undefined;

export const claimPhoneChanges: Readonly<Record<'phone-claim', PhoneChange>> = {
  'phone-claim': {
    words({ device }, read) {
      const phone = phoneOf(read, device);
      return `made the phone ${phone ? phoneName(phone) : 'that called'} its own`;
    },
    apply(tx, { ext, device }) {
      const phone = phoneOf(tx, device);
      if (!phone || !tx.get(phoneClaims, phone.id)) return 'The phone is somebody’s already.';
      const userId = tx.get(extensions, ext)?.userId;
      if (userId && tx.get(users, userId)?.plan === 'basic') return 'The Basic plan has no desk phone.';
      assign(tx, phone.id, wantedIdentity(tx, { identityId: null, extensionId: ext }));
      return undefined;
    },
  },
};

export const claimProjector = projector({
  owner: phoneClaims,
  rows(read, claim) {
    const phone = read.get(phones, claim.id);
    if (!phone) return [];
    const id = claimDevice(phone);
    const name = shownName(phoneName(phone));
    const where = placeAt(read, phone.siteId, chainFrom(read, phone.id)).detail;
    return [
      projected('ps_endpoints', {
        id,
        aors: id,
        auth: id,
        context: 'from-claim',
        disallow: 'all',
        allow: codecs,
        direct_media: 'no',
        rewrite_contact: 'yes',
        rtp_symmetric: 'yes',
        force_rport: 'yes',
        callerid: name === '' ? '' : `"${name}" <>`,
        subscribe_context: 'no-lamps',
        media_encryption: 'no',
        set_var: `CLAIM=${phone.id}`,
        device_state_busy_at: 0,
        moh_suggest: 'default',
        language: read.get(sites, phone.siteId)?.language ?? 'en',
      }),
      projected('ps_auths', { id, auth_type: 'userpass', username: id, password: claim.secret }),
      projected('ps_aors', { id, max_contacts: 1, remove_existing: 'yes', qualify_frequency: 60, mailboxes: '' }),
      projected('emergency_phone', {
        id,
        site: phone.siteId,
        number: '',
        shows: '',
        shown: shownName(`SOS ${phoneName(phone)}${where === '' ? '' : ` - ${where}`}`),
      }),
    ];
  },
  affectedBy: [
    affected(phones, (phone) => [phone.id]),
    affected(sites, (site, read) => read.all(phones, { siteId: site.id }).map(({ id }) => id)),
    affected(emergencyLocations, ({ siteId }, read) => read.all(phones, { siteId }).map(({ id }) => id)),
  ],
});
