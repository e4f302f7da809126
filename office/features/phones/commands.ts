import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { typeWords } from '../identities/rules.ts';
import { defaultSite } from '../sites/rules.ts';
import { phoneName } from './rules.ts';
import { phones } from './table.ts';

type Phone = Row<typeof phones>;

/** Twelve hex digits in any usual form; neither a group address nor nothing. */
export const mac = z
  .string()
  .transform((text) =>
    text
      .trim()
      .replace(/[\s:.-]/g, '')
      .toLowerCase(),
  )
  .refine(
    (text) => /^[0-9a-f]{12}$/.test(text),
    'Write the MAC address as on the label of the phone, 12 digits and letters A to F.',
  )
  .refine(
    (text) => (Number.parseInt(text.slice(0, 2), 16) & 1) === 0 && text !== '000000000000',
    'This MAC address belongs to no single device. Compare it with the label of the phone.',
  );

/** As the phone names itself; the vendor's folder knows what to do with it. */
const vendor = z.string().regex(/^[a-z0-9-]{1,32}$/, 'This vendor is not known.');
const model = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._+/-]{0,39}$/, 'This model is not known.');
const label = line(60, 'The label');

/** Whose phone it becomes: an identity, or an extension, whose desk phone identity is made when it has none. */
const target = { identityId: id.nullable().default(null), extensionId: id.optional() };
type Target = { identityId: string | null; extensionId?: string | undefined };

function targetName(read: Read, { identityId, extensionId }: Target): string | undefined {
  const extension = extensionId === undefined ? undefined : read.get(extensions, extensionId);
  if (extension) return extensionName(extension);
  return identityId === null ? undefined : (read.get(identities, identityId)?.label ?? 'an identity');
}

function wantedIdentity(tx: Tx, { identityId, extensionId }: Target): string | null {
  if (extensionId === undefined) return identityId;
  const [own] = tx.all(identities, { extensionId, type: 'deskphone' });
  return own?.id ?? (tx.run('identity.create', { extensionId, type: 'deskphone' }) as { id: string }).id;
}

const nameOf = (read: Read, phoneId: string) => {
  const phone = read.get(phones, phoneId);
  return phone ? phoneName(phone) : phoneId;
};

export const phoneCommands = {
  'phone.adopt': command({
    input: z.strictObject({
      mac,
      vendor,
      model,
      label: label.default(''),
      siteId: id.optional(),
      ...target,
    }),
    words(input, read) {
      const whose = targetName(read, input);
      return `Adopted the phone ${phoneName(input)}${whose === undefined ? '' : ` for ${whose}`}.`;
    },
    run(tx, { identityId, extensionId, siteId = defaultSite(tx).id, ...rest }) {
      const phoneId = `mac-${rest.mac}`;
      const known = tx.get(phones, phoneId);
      if (known)
        refuse({
          kind: 'rule',
          rule: 'adopted-already',
          message: `This phone is adopted already, as ${phoneName(known)}.`,
          remedy: { label: 'Open the phone', route: `/phones/${known.mac}` },
        });
      tx.insert(phones, {
        ...rest,
        id: phoneId,
        siteId,
        provisioningToken: tx.newSecret(),
        adminPassword: tx.newSecret(),
        adoptedAt: tx.now,
      });
      const wanted = wantedIdentity(tx, { identityId, extensionId });
      if (wanted !== null) assign(tx, phoneId, wanted);
      return { id: phoneId };
    },
  }),

  'phone.assign': command({
    input: z.strictObject({ phoneId: id, ...target }),
    words(input, read) {
      const phone = nameOf(read, input.phoneId);
      const whose = targetName(read, input);
      return whose === undefined ? `Unassigned the phone ${phone}.` : `Assigned the phone ${phone} to ${whose}.`;
    },
    run: (tx, input) => assign(tx, input.phoneId, wantedIdentity(tx, input)),
  }),

  'phone.label': command({
    input: z.strictObject({ phoneId: id, label }),
    words: (input, read) => `Labelled the phone ${nameOf(read, input.phoneId)} “${input.label}”.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { label: input.label }),
  }),

  'phone.move': command({
    input: z.strictObject({ phoneId: id, siteId: id }),
    words: (input, read) => `Moved the phone ${nameOf(read, input.phoneId)} to another site.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { siteId: input.siteId }),
  }),

  /** The phone leaves the office, so the credentials that it knows are worth nothing from now on. */
  'phone.retire': command({
    input: z.strictObject({ phoneId: id }),
    words: (input, read) => `Retired the phone ${nameOf(read, input.phoneId)}.`,
    run(tx, input) {
      assign(tx, input.phoneId, null);
      if (tx.get(emergencyLocations, input.phoneId)) tx.remove(emergencyLocations, input.phoneId);
      tx.remove(phones, input.phoneId);
    },
  }),

  'phone.new-token': command({
    input: z.strictObject({ phoneId: id }),
    words: (input, read) => `Gave the phone ${nameOf(read, input.phoneId)} a new address for its set-up.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { provisioningToken: tx.newSecret() }),
  }),
};

/**
 * Puts an identity on a phone, or takes it off. The credentials of every identity that changes its phone are made anew
 * (spec I3): a phone that somebody carries away must not go on ringing with what it remembers.
 */
function assign(tx: Tx, phoneId: string, identityId: string | null): void {
  const phone: Phone = found(tx.get(phones, phoneId), 'This phone');
  if (phone.identityId === identityId) return;
  if (phone.identityId !== null) rotate(tx, phone.identityId);
  if (identityId !== null) {
    const identity = found(tx.get(identities, identityId), 'This identity');
    if (identity.type !== 'deskphone')
      refuseField(
        'identityId',
        `${identity.label} is for a ${typeWords[identity.type].name.toLowerCase()} phone. Choose an identity for a desk phone.`,
      );
    for (const other of tx.all(phones, { identityId })) tx.update(phones, other.id, { identityId: null });
    rotate(tx, identityId);
  }
  tx.update(phones, phoneId, { identityId });
}

function rotate(tx: Tx, identityId: string): void {
  tx.update(identities, identityId, { secret: tx.newSecret() });
}
