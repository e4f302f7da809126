import { sites } from '../../../../office/features/sites/table.ts';
import type { DrawPart } from './draw.ts';

export const siteOf = (prefix: string) => `site-${prefix}`;

export const drawSite: DrawPart = {
  id: 'site',
  fill({ office, prefix }) {
    office.add(sites, {
      id: siteOf(prefix),
      name: 'Office',
      street: '',
      postalCode: '',
      city: '',
      region: '',
      country: 'US',
      timeZone: 'UTC',
      language: 'en',
    });
  },
};
