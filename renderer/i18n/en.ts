/** English, the language that all others are checked against. Each feature brings its own words and adds one line here. */
import { shell } from '../app/words.ts';
import { ui } from '../ui/words.ts';

export const en = { ...shell, ...ui } as const;
