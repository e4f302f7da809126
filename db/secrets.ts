/** Names of fields that are never shown in words and never stored with the input of a command. */
export const secretFields: ReadonlySet<string> = new Set([
  'secret',
  'pin',
  'passcode',
  'defaultPin',
  'customHash',
  'password',
  'adminPassword',
  'provisioningToken',
  // Of an invitation: the link, and the code that stands under it.
  'token',
  'typedCode',
]);

const hidden = '•••';

export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  // A phone reports what it changed as `{ what: 'pin', value }`.
  const names = (value as { what?: unknown }).what;
  const hides = (key: string) => secretFields.has(key) || (key === 'value' && secretFields.has(String(names)));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      hides(key) && inner !== undefined && inner !== null ? hidden : withoutSecrets(inner),
    ]),
  );
}
