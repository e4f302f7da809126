import { z } from 'zod';
import { query } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { countryOf } from './commands.ts';
import { allowedNumbers, callerIdsShown, siteNumber } from './read.ts';
import { callerIdChoices, callerIdRequests, callerIds } from './table.ts';

const topics = ['caller_ids', 'caller_id_choices', 'caller_id_requests', 'public_numbers', 'sites', 'extensions'];

export const callerIdQueries = {
  'caller-id.get': query({
    input: z.strictObject({ extensionId: id }),
    topics,
    run({ read }, { extensionId }) {
      const extension = found(read.get(extensions, extensionId), 'This extension');
      const country = countryOf(read, extensionId);
      const shown = (number: string) => ({ number, shown: number === '' ? '' : formatNumber(number, country) });
      const row = read.get(callerIds, extensionId);
      const main = siteNumber(read, extension.siteId);
      const now = callerIdsShown(read, extensionId, extension.siteId);
      return {
        mode: row?.mode ?? ('main' as const),
        number: row?.number ?? '',
        hidden: row?.hidden ?? false,
        forwardShows: row?.forwardShows ?? ('own' as const),
        mobile: row?.mobile ? formatNumber(row.mobile, country) : '',
        internalNumber: row?.internalNumber ?? '',
        internalName: row?.internalName ?? '',
        main: main === undefined ? null : shown(main),
        /** What outside callees see by now. */
        now: { numbers: now.numbers.map(shown), isHidden: now.isHidden },
        /** What the extension may choose. */
        choices: allowedNumbers(read, extensionId).map(({ number, origin }) => ({ ...shown(number), origin })),
        /** What an administrator may allow. */
        numbers: read
          .all(publicNumbers, { siteId: extension.siteId, status: 'active' })
          .map(({ id: numberId, number }) => ({ id: numberId, ...shown(number) })),
        allowed: read.all(callerIdChoices, { extensionId }).map(({ numberId }) => numberId),
        requests: read
          .all(callerIdRequests, { extensionId })
          .sort((a, b) => b.at - a.at)
          .map((request) => ({ ...request, shown: formatNumber(request.number, country) })),
      };
    },
  }),
  'caller-id.requests': query({
    input: z.strictObject({ status: z.enum(['pending', 'approved', 'refused', 'all']).default('pending') }),
    topics,
    run: ({ read }, { status }) => ({
      pending: read.count(callerIdRequests, { status: 'pending' }),
      rows: read
        .all(callerIdRequests, status === 'all' ? {} : { status })
        .sort((a, b) => b.at - a.at)
        .map((request) => {
          const extension = read.get(extensions, request.extensionId);
          return {
            ...request,
            shown: formatNumber(request.number, countryOf(read, request.extensionId)),
            who: extension ? extensionName(extension) : '',
            userId: extension?.userId ?? null,
          };
        }),
    }),
  }),
};
