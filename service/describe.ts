/** Every command, action and query with the JSON Schema of what may be given, from the schemas that parse it. */
import { z } from 'zod';
import type { Feature } from '../office/core/feature.ts';
import { actions } from './actions/index.ts';
import type { Description } from './protocol.ts';
import { queries } from './queries/index.ts';

export function describeAll(features: readonly Feature[]): Description[] {
  const list = (kind: Description['kind'], all: Readonly<Record<string, { input: z.ZodType }>> = {}): Description[] =>
    Object.entries(all).map(([name, { input }]) => ({ kind, name, input: schemaOf(input) }));
  return [
    ...features.flatMap((feature) => [...list('command', feature.commands), ...list('query', feature.queries)]),
    ...list('action', actions),
    ...list('query', queries),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where a transformation has no schema of its own the field is shown as any. */
const schemaOf = (input: z.ZodType): unknown => z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  pattern?: string;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** `number (text), ringSeconds (number, optional)`, one line a field. */
export function fieldLines(input: unknown): string[] {
  const { properties = {}, required = [] } = input as Schema;
  return Object.entries(properties).map(([name, schema]) => {
    const isNeeded = required.includes(name);
    const usual = schema.default === undefined ? '' : `, usually ${JSON.stringify(schema.default)}`;
    return `${name}: ${typeWords(schema)}${isNeeded ? '' : ' (optional)'}${usual}`;
  });
}

function typeWords(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(' | ');
  if (schema.type === 'array') return `list of ${schema.items ? typeWords(schema.items) : 'values'}`;
  if (schema.properties) return `{ ${fieldLines(schema).join('; ')} }`;
  const type = [schema.type ?? 'any'].flat().join(' | ').replace('string', 'text').replace('boolean', 'true | false');
  return schema.pattern ? `${type} like ${schema.pattern}` : type;
}
