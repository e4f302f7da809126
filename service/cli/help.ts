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

/** A name that does not exist is a slip of the keyboard, not a refusal of the office. */
export function requireName(verb: 'do' | 'preview' | 'ask', name: string): void {
  const isQuestion = verb === 'ask';
  const names = describeAll(features).filter(({ kind }) => (kind === 'query') === isQuestion);
  if (names.some((one) => one.name === name)) return;
  const near = names.filter((one) => one.name.split('.')[0] === name.split('.')[0]).map((one) => one.name);
  const hint = near.length > 0 ? ` There are: ${near.join(', ')}.` : ' "help" lists them all.';
  throw new CliError(exit.usage, `There is no ${isQuestion ? 'query' : 'command'} named ${name}.${hint}`);
}
