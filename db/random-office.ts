/** Random commands on whatever an office holds, for property tests: small values, so that they meet and collide. */
import fc from 'fast-check';
import { extensions } from '../office/features/extensions/table.ts';
import { basicCodes } from '../office/features/feature-codes/codes.ts';
import { forwardKinds } from '../office/features/forwarding/table.ts';
import { deviceOf, identities, identityTypes, sipTransports } from '../office/features/identities/table.ts';
import { phones } from '../office/features/phones/table.ts';
import { overflowKinds, ringGroups, ringStrategies } from '../office/features/ring-groups/table.ts';
import { sites } from '../office/features/sites/table.ts';
import { userPlans, users } from '../office/features/users/table.ts';
import type { Read } from '../office/core/store.ts';

export interface Draw {
  what: number;
  a: number;
  b: number;
  on: boolean;
}

export const draws = (length: number) =>
  fc.array(fc.record({ what: fc.nat(1000), a: fc.nat(1000), b: fc.nat(1000), on: fc.boolean() }), {
    minLength: 1,
    // The usual bias to short lists would leave the office nearly empty.
    size: 'max',
    maxLength: length,
  });

type Make = (read: Read, draw: Draw) => [command: string, input: unknown];

const one = <T>(list: readonly T[], at: number): T => list[at % list.length] as T; // Lists in here are never empty.
const idOf = (list: { id: string }[], at: number) => (list.length === 0 ? 'none' : one(list, at).id);
const number = (at: number) => String(100 + (at % 30));
const names = ['Anna', 'Ben', '“Zoë; O’Hara”', '${EXTEN}', 'a"b<c>', '李', 'x\\,y&z', '[evil](!)'];

const makes: Make[] = [
  (_read, { a, b, on }) => ['person.create', {
    firstName: one(names, a), lastName: one(names, b), number: number(b), voicemail: on,
    whenUnavailable: b % 3 === 0 ? number(a) : undefined, identities: on ? [{ type: one(identityTypes, a) }] : [],
  }],
  (_read, { a }) => ['extension.create', { label: one(names, a), type: 'common-area' }],
  (read, { a, b }) => ['extension.renumber', { id: idOf(read.all(extensions), a), number: number(b) }],
  (read, { a, b, on }) => ['extension.update', { id: idOf(read.all(extensions), a), ringSeconds: 5 + b % 9, label: one(names, b), userId: on ? idOf(read.all(users), b) : null }],
  (read, { a }) => ['extension.delete', { id: idOf(read.all(extensions), a) }],
  (read, { a, on }) => ['extension.set-do-not-disturb', { id: idOf(read.all(extensions), a), on }],
  (read, { a, b, on }) => ['extension.set-call-waiting', { id: idOf(read.all(extensions), a), on, busyForwardOff: b % 2 === 0 }],
  (read, { a, b, on }) => ['forwarding.set', {
    extensionId: idOf(read.all(extensions), a), kind: one(forwardKinds, b), enabled: on || b % 3 === 0,
    number: b % 4 === 0 ? '' : number(b), callWaitingOff: true,
    extensions: b % 4 === 0 && one(forwardKinds, b) === 'always' ? [idOf(read.all(extensions), b)] : undefined,
    vips: b % 8 === 0 ? ['+6531234567', number(a)] : undefined,
  }],
  (read, { a, b, on }) => ['forwarding.set', {
    extensionId: idOf(read.all(extensions), on ? 0 : a), kind: 'always', enabled: true, number: '',
    extensions: [a, b].slice(0, 1 + (b % 2)).map((at) => idOf(read.all(extensions), at)),
  }],
  (read, { a, b }) => ['ring-group.update', { id: idOf(read.all(ringGroups), a), number: number(b) }],
  (read, { a, b, on }) => ['ring-group.update', {
    id: idOf(read.all(ringGroups), a), overflowKind: on ? 'ring-group' : 'voicemail',
    overflowId: idOf(on ? read.all(ringGroups) : read.all(extensions), b),
  }],
  (read, { a, on }) => ['voicemail.set', { extensionId: idOf(read.all(extensions), a), enabled: on }],
  (read, { a, b }) => ['pin.set-default', { extensionId: idOf(read.all(extensions), a), pin: String(2580 + b) }],
  (read, { a }) => ['pin.reset', { extensionId: idOf(read.all(extensions), a) }],
  (read, { a, b }) => ['identity.create', { extensionId: idOf(read.all(extensions), a), type: one(identityTypes, b), transport: one(sipTransports, b) }],
  (read, { a, b, on }) => ['identity.update', { id: idOf(read.all(identities), a), ringsOnIncoming: on, label: `${one(names, b)} ${b % 5}`, type: one(identityTypes, b) }],
  (read, { a }) => ['identity.delete', { id: idOf(read.all(identities), a) }],
  (read, { a }) => ['identity.rotate-secret', { id: idOf(read.all(identities), a) }],
  (read, { a, b, on }) => ['ring-group.create', {
    name: one(names, a), number: number(b), strategy: one(ringStrategies, b),
    members: read.all(identities).slice(0, a % 4).map(({ id }, at) => ({ identityId: id, startDelay: at * 2 })),
    overflowKind: on ? one(overflowKinds, a) : 'end',
    overflowId: !on || one(overflowKinds, a) === 'end' ? null : idOf(one(overflowKinds, a) === 'ring-group' ? read.all(ringGroups) : read.all(extensions), b),
  }],
  (read, { a, b, on }) => ['ring-group.update', { id: idOf(read.all(ringGroups), a), strategy: one(ringStrategies, b), showName: on, skipBusy: !on, number: on ? number(b) : undefined }],
  (read, { a }) => ['ring-group.delete', { id: idOf(read.all(ringGroups), a) }],
  (read, { a, b, on }) => ['ring-group.delete', { id: idOf(read.all(ringGroups), a), instead: on ? `node:${idOf(one([read.all(ringGroups), read.all(extensions)], b), b)}` : `number:${number(b)}` }],
  (read, { a, b, on }) => ['extension.delete', { id: idOf(read.all(extensions), a), instead: on ? `node:vm-${idOf(read.all(extensions), b)}` : `node:${idOf(one([read.all(ringGroups), read.all(extensions)], b), b)}` }],
  (read, { a, b, on }) => [on ? 'ring-group.add-member' : 'ring-group.remove-member', { groupId: idOf(read.all(ringGroups), a), identityId: idOf(read.all(identities), b) }],
  (read, { a, b, on }) => [on ? 'ring-group.sign-in' : 'ring-group.sign-out', { groupId: idOf(read.all(ringGroups), a), identityId: idOf(read.all(identities), b) }],
  (_read, { a, b }) => ['phone.adopt', { mac: `0004130000${(10 + a % 9)}`, vendor: 'snom', model: 'D785', label: one(names, b) }],
  (read, { a, b, on }) => ['phone.assign', { phoneId: idOf(read.all(phones), a), identityId: on ? idOf(read.all(identities), b) : null }],
  (read, { a }) => ['phone.retire', { phoneId: idOf(read.all(phones), a) }],
  (read, { a, b }) => ['user.update', { id: idOf(read.all(users), a), firstName: one(names, b), plan: one(userPlans, b) }],
  (read, { a, on }) => ['user.delete', { id: idOf(read.all(users), a), extension: on ? 'keep' : 'delete' }],
  (read, { a, b }) => ['user.grant-slots', { id: idOf(read.all(users), a), slots: 1 + b % 3 }],
  (read, { a, b }) => ['site.update', { id: idOf(read.all(sites), a), country: one(['US', 'DE', 'FR', 'GB', 'AT'], b), language: one(['en', 'de'], b) }],
  (_read, { a }) => ['site.create', { name: one(names, a), country: one(['US', 'JP', 'IN'], a), timeZone: 'UTC' }],
  (read, { a }) => ['site.delete', { id: idOf(read.all(sites), a) }],
  (_read, { a, b }) => ['feature-code.update', { id: one(basicCodes, a).id, code: `*${10 + b % 90}` }],
  (_read, { a }) => ['network.update', { sipPort: 5060 + a % 5, fixedAddress: a % 2 ? '' : '192.168.1.7' }],
  (read, { a, b }) => {
    const identity = read.all(identities)[a % Math.max(1, read.count(identities))];
    const [what, value] = one([['dnd', '1'], ['dnd', '0'], ['call-waiting', '1'], ['always', number(b)], ['always', ''], ['busy', number(b)], ['no-answer', number(b)], ['sign-out', number(b)], ['sign-in', number(b)], ['pin', `4711471147.${'7531'.repeat(10)}`], ['pin-locked', '']] as const, b);
    return ['extension.apply-phone-change', { ext: identity?.extensionId ?? 'none', what, value, device: identity ? deviceOf(identity) : '' }];
  },
]; // prettier-ignore

/** People, phones, groups and what leads from one to another: most commands need something to act on. */
export const populate: readonly ((read: Read) => [command: string, input: unknown])[] = [
  ...['Anna', 'Ben', 'Cara', 'Dan'].map((firstName, at) => (): [string, unknown] => [
    'person.create',
    { firstName, number: number(at + 1), identities: [{ type: 'deskphone' }, { type: 'mobile-softphone' }] },
  ]),
  (read) => [
    'ring-group.create',
    { name: 'Sales', number: number(20), members: read.all(identities).map(({ id }) => ({ identityId: id })) },
  ],
  (read) => [
    'ring-group.create',
    {
      name: 'Support',
      number: number(21),
      strategy: 'rotating',
      overflowKind: 'ring-group',
      overflowId: idOf(read.all(ringGroups), 0),
    },
  ],
  (read) => [
    'forwarding.set',
    {
      extensionId: idOf(read.all(extensions), 0),
      kind: 'always',
      enabled: true,
      extensions: [1, 2].map((at) => idOf(read.all(extensions), at)),
    },
  ],
  (read) => [
    'forwarding.set',
    { extensionId: idOf(read.all(extensions), 3), kind: 'no-answer', enabled: true, number: number(20) },
  ],
  () => ['phone.adopt', { mac: '000413000010', vendor: 'snom', model: 'D785' }],
];

export function commandOf(read: Read, draw: Draw): [command: string, input: unknown] {
  return one(makes, draw.what)(read, draw);
}
