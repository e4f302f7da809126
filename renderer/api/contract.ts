/** What can be asked of the service, by name and type: inferred from the features, so that a renamed command does not compile. */
import type { Commands, Queries } from '../../service/contract.ts';

export type { Commands, Queries };
export type SearchHit = Queries['search']['value'][number];
