/** An extension's accounts and mailbox as plain Asterisk configuration. */
import type { PlainParts } from '../../core/feature.ts';
import type { PlainNames, PlainSection } from '../../core/plain/plain.ts';
import { shownName } from '../../core/projection.ts';
import type { Read, Row } from '../../core/store.ts';
import { pickupGroups } from '../everyday-codes/plain.ts';
import { hotDesks } from '../hot-desks/table.ts';
import { deviceOf, type identities } from '../identities/table.ts';
import { pins } from '../pins/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { hasVoicemail } from './flow.ts';
import { extensionName, identitiesOf } from './legs.ts';
import { callerId, codecs } from './project.ts';
import { extensions } from './table.ts';

type Extension = Row<typeof extensions>;

export function extensionPlain(read: Read, names: PlainNames): PlainParts {
  const all = read.all(extensions).sort((a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1));
  return {
    sections: [
      ...all.flatMap((extension) =>
        identitiesOf(read, extension.id).flatMap((identity) => account(read, extension, identity, names)),
      ),
      ...all.flatMap((extension) => mailbox(read, extension)),
    ],
  };
}

function account(
  read: Read,
  extension: Extension,
  identity: Row<typeof identities>,
  names: PlainNames,
): PlainSection[] {
  // The phone keeps the user name that it was set up with, which names the endpoint too.
  const name = deviceOf(identity);
  const file = 'pjsip.conf' as const;
  // Whoever is logged in at it calls with his own number.
  const login = read.get(hotDesks, name);
  const stands = login !== undefined && (login.until === null || login.until > names.now);
  const holder = (stands ? read.get(extensions, login.extensionId) : undefined) ?? extension;
  const groups = pickupGroups(read, identity.id);
  return [
    {
      file,
      name,
      comment: [`${extensionName(extension)}: ${identity.label}`],
      entries: [
        ['type', 'endpoint'],
        ['context', 'internal'],
        ['aors', name],
        ['auth', name],
        ['disallow', 'all'],
        ['allow', codecs],
        ['direct_media', 'no'],
        ['rewrite_contact', 'yes'],
        ['rtp_symmetric', 'yes'],
        ['force_rport', 'yes'],
        ['callerid', callerId(read, holder)],
        ['media_encryption', 'no'],
        ['set_var', `__EXT=${holder.id}`],
        ...(groups === ''
          ? []
          : ([
              ['named_call_group', groups],
              ['named_pickup_group', groups],
            ] as const)),
        ...(hasVoicemail(read, extension.id) ? ([['mailboxes', `${extension.number}@default`]] as const) : []),
      ],
    },
    {
      file,
      name,
      entries: [
        ['type', 'auth'],
        ['auth_type', 'userpass'],
        ['username', name],
        ['password', identity.secret],
      ],
    },
    {
      file,
      name,
      entries: [
        ['type', 'aor'],
        ['max_contacts', 1],
        ['remove_existing', 'yes'],
        ['qualify_frequency', 60],
      ],
    },
  ];
}

function mailbox(read: Read, extension: Extension): PlainSection[] {
  const row = read.get(mailboxes, extension.id);
  if (!row?.enabled) return [];
  // A PIN of one's own is kept as a hash only, so the default one stands here.
  const entry = `${read.get(pins, extension.id)?.defaultPin ?? ''},${shownName(extension.label)}`;
  return [{ file: 'voicemail.conf', name: 'default', entries: [[extension.number, entry]] }];
}
