/** Shapes that the people screens show, as the service's answers have them. */
import type { Queries } from '../../api/contract.ts';

export type PersonLine = Queries['people.list']['value']['rows'][number];
export type Person = Queries['person.get']['value'];
export type Extension = NonNullable<Person['extension']>;
export type Identity = Extension['identities'][number];
export type ForwardKind = Extension['forwards'][number]['kind'];
export type Plan = PersonLine['plan'];
export const plans = ['basic', 'plus', 'pro'] as const satisfies readonly Plan[];

export const transports = ['udp', 'tcp', 'tls'] as const satisfies readonly Identity['transport'][];
