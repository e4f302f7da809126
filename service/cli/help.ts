/** `help`: every command, action and query with its fields. Needs no running service. */
import { features } from '../../office/features/index.ts';
import { describeAll, fieldLines } from '../describe.ts';
import { usage } from './arguments.ts';
import { CliError, exit } from './exit.ts';

export function helpText(name: string | undefined, json: boolean): string {
  const all = describeAll(features);
  const chosen = name === undefined ? all : all.filter((one) => one.name === name || one.name.startsWith(`${name}.`));
  if (chosen.length === 0) throw new CliError(exit.usage, `There is no command or query named ${name ?? ''}.`);
  if (json) return JSON.stringify(chosen);
  const lines = chosen.flatMap(({ kind, name: title, input }) => [
    `${kind === 'query' ? 'ask' : 'do'} ${title}`,
    ...fieldLines(input).map((line) => `    ${line}`),
  ]);
  return name === undefined ? [usage, '', ...lines].join('\n') : lines.join('\n');
}
