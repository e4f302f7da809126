/** Numbers of a site with their users, features and handsets, as one list (spec N1 to N9). */
import { defineFeature } from '../../core/feature.ts';
import { numberCommands } from './commands.ts';
import { numberQueries } from './queries.ts';

export const numbersFeature = defineFeature({ id: 'numbers', commands: numberCommands, queries: numberQueries });
