import type { Queries } from '../../api/contract.ts';

export type KeyList = Queries['key.list']['value'];
export type Key = KeyList['keys'][number];
export type Choices = KeyList['choices'];
export type KeyKind = Key['kind'];
