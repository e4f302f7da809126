/**
 * An extension as Asterisk reads it: its number, the rules that phones may change too, its nodes, its mailbox, and an
 * endpoint with credentials for each identity.
 */
import { kindOf } from '../../core/call-flow/kinds.ts';
import { dialable, target } from '../../core/call-flow/target.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected, shownName, type ProjectedRow } from '../../core/projection.ts';
import type { Read, Row } from '../../core/store.ts';
import { callerIds } from '../caller-ids/table.ts';
import { forwards, forwardTargets, vipCallers, type forwardKinds } from '../forwarding/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { sites } from '../sites/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { alwaysNext } from '../forwarding/next.ts';
import { extensionFlows, extensionNode, hasVoicemail } from './flow.ts';
import { identitiesOf } from './legs.ts';
import { extensions } from './table.ts';

type Extension = Row<typeof extensions>;
type Identity = Row<typeof identities>;

/** Codecs in order of preference: wide band on the LAN, then the two that every phone has. */
export const codecs = 'g722,alaw,ulaw';

export const extensionProjector = projector({
  owner: extensions,
  rows: (read, extension) => [
    projected('dial', { number: extension.number, target: `flow,${extension.id},1` }),
    settingsRow(read, extension),
    ...kindOf(extensionNode(read, extension)).rows(extensionNode(read, extension)),
    ...extensionFlows
      .filter(({ prefix }) => prefix !== 'ext')
      .flatMap(({ prefix, compile }) => {
        const needed = prefix === 'vm' || alwaysNext(read, extension.id)?.to === 'node';
        const node = needed ? compile(read, `${prefix}-${extension.id}`) : undefined;
        return node ? kindOf(node).rows(node) : [];
      }),
    ...mailboxRows(read, extension),
    ...identitiesOf(read, extension.id).flatMap((identity) => endpointRows(read, extension, identity)),
  ],
  affectedBy: [
    affected(identities, (identity, read) => [identity.extensionId, ...forwarders(read, identity.extensionId)]),
    affected(forwards, (forward, read) => [forward.extensionId, ...forwarders(read, forward.extensionId)]),
    affected(forwardTargets, (row) => [row.extensionId]),
    affected(vipCallers, (vip) => [vip.extensionId]),
    affected(mailboxes, (mailbox) => [mailbox.id]),
    affected(extensions, (extension, read) => forwarders(read, extension.id)),
    affected(sites, (site, read) => read.all(extensions, { siteId: site.id }).map((extension) => extension.id)),
  ],
});

/** Extensions whose calls go to this one: their projected rows name its number and devices. */
function forwarders(read: Read, extensionId: string): string[] {
  const number = read.get(extensions, extensionId)?.number;
  return [
    ...read.all(forwardTargets, { targetExtensionId: extensionId }).map((row) => row.extensionId),
    ...(number === undefined ? [] : read.all(forwards, { number, kind: 'always' }).map((row) => row.extensionId)),
  ];
}

function settingsRow(read: Read, extension: Extension): ProjectedRow {
  const forward = (kind: (typeof forwardKinds)[number]) => read.get(forwards, `${extension.id}-${kind}`);
  const on = (kind: (typeof forwardKinds)[number]): 0 | 1 => (forward(kind)?.enabled ? 1 : 0);
  const always = alwaysNext(read, extension.id);
  const vips = read
    .all(vipCallers, { extensionId: extension.id })
    .map((vip) => vip.number)
    .sort();
  return projected('exten', {
    id: extension.id,
    number: extension.number,
    dnd: extension.doNotDisturb ? 1 : 0,
    call_waiting: extension.callWaiting ? 1 : 0,
    seconds: extension.ringSeconds,
    mailbox: hasVoicemail(read, extension.id) ? extension.id : '',
    always_on: always === null ? 0 : 1,
    always_number: dialable(always?.to === 'number' ? always.number : (forward('always')?.number ?? '')),
    always_node: always?.to === 'node' ? target(always) : '',
    busy_on: on('busy'),
    busy_number: dialable(forward('busy')?.number ?? ''),
    no_answer_on: on('no-answer'),
    no_answer_number: dialable(forward('no-answer')?.number ?? ''),
    unreachable_on: on('unreachable'),
    unreachable_number: dialable(forward('unreachable')?.number ?? ''),
    vips: vips.length === 0 ? '' : `,${vips.join(',')},`,
  });
}

function mailboxRows(read: Read, extension: Extension): ProjectedRow[] {
  const mailbox = read.get(mailboxes, extension.id);
  if (!mailbox?.enabled) return [];
  return [
    projected('voicemail', {
      id: extension.id,
      context: 'default',
      mailbox: extension.id,
      // The dialplan asks for the PIN itself; a password that begins with a dash cannot be changed by the mailbox's menu.
      password: '-x',
      fullname: shownName(extension.label),
    }),
  ];
}

/** RFC 3261 section 20.31 display name and number; what a called phone shows. */
export function callerId(read: Read, extension: Extension): string {
  const inside = read.get(callerIds, extension.id);
  const name = shownName(inside?.internalName || extension.label);
  const number = inside?.internalNumber || extension.number;
  return name === '' ? `<${number}>` : `"${name}" <${number}>`;
}

function endpointRows(read: Read, extension: Extension, identity: Identity): ProjectedRow[] {
  const id = deviceOf(identity);
  const voicemail = hasVoicemail(read, extension.id);
  return [
    projected('ps_endpoints', {
      id,
      aors: id,
      auth: id,
      context: 'from-phone',
      disallow: 'all',
      allow: codecs,
      direct_media: 'no',
      rewrite_contact: 'yes',
      rtp_symmetric: 'yes',
      force_rport: 'yes',
      callerid: callerId(read, extension),
      subscribe_context: 'lamps',
      // With TLS on, an unencrypted call is impossible for that identity (spec I6).
      media_encryption: identity.transport === 'tls' ? 'sdes' : 'no',
      // Two underscores: the legs of a group inherit it.
      set_var: `__EXT=${extension.id}`,
      device_state_busy_at: 0,
      moh_suggest: 'default',
      language: read.get(sites, extension.siteId)?.language ?? 'en',
    }),
    projected('ps_auths', { id, auth_type: 'userpass', username: id, password: identity.secret }),
    // One phone or app for each set of credentials: a new registration takes the place of the old one.
    projected('ps_aors', {
      id,
      max_contacts: 1,
      remove_existing: 'yes',
      qualify_frequency: 60,
      mailboxes: voicemail ? `${extension.id}@default` : '',
    }),
  ];
}
