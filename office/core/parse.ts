/**
 * Reads input at an edge with its schema: the value, or a refusal that says for each field what is wrong in plain
 * words. Used by commands and queries, and by forms while somebody types.
 */
import type { z } from 'zod';
import type { Issue, Refusal } from './refusal.ts';

export type Parsed<V> = { ok: true; value: V } | { ok: false; error: Refusal };

export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(input, { error: inWords });
  if (result.success) return { ok: true, value: result.data };
  const issues = oncePerField(result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  const first = issues[0]?.message ?? 'This input cannot be read.';
  const message = issues.length > 1 ? `${first} ${issues.length - 1} more to mend.` : first;
  return { ok: false, error: { kind: 'invalid', message, issues } };
}

function oncePerField(issues: Issue[]): Issue[] {
  return issues.filter((issue, position) => issues.findIndex((other) => other.path === issue.path) === position);
}

/** For schemas that bring no words of their own. Returning undefined leaves zod's. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  const field = issue.path?.map(String).join('.') || 'The input';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `${field} is missing.` : `${field} must be ${article(issue.expected)}.`;
    case 'invalid_value':
      return `${field} must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `There is no field named ${issue.keys.map((key) => key.slice(0, 40)).join(', ')} here.`;
    case 'too_small':
      return `${field} must be at least ${issue.minimum}.`;
    case 'too_big':
      return `${field} must be at most ${issue.maximum}.`;
    default:
      return undefined;
  }
}

function article(type: string): string {
  switch (type) {
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object with fields';
    default:
      return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type === 'string' ? 'text' : type}`;
  }
}
