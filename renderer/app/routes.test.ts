import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasPage } from './routes.ts';

const root = join(import.meta.dirname, '../..');

/** Every text that is written like the address of a page, with anything in its holes; what ends with a slash is a folder. */
const named = globSync('{office,service/health,service/actions}/**/*.ts', { cwd: root })
  .concat('service/softphones/actions.ts')
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(['`])(\/[a-z](?:[\w/?=-]|\$\{[^}]*\})*)\1/g)].map(
      ([, , text = '']) => ({ file, route: text.replace(/\$\{[^}]*\}/g, 'x') }),
    ),
  )
  .filter(({ route }) => !route.endsWith('/'));

it('every page that the office and the service name is there: no link leads nowhere', () => {
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ route }) => !hasPage(route))).toEqual([]);
});
