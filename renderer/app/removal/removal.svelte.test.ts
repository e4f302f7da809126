import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import RemoveGroup from '../../features/groups/RemoveGroup.svelte';
import DeletePeople from '../../features/people/DeletePeople.svelte';
import RemoveSound from '../../features/sounds/RemoveSound.svelte';
import RemoveTrunk from '../../features/trunks/RemoveTrunk.svelte';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';

type Request = { op: string; name: string; input: Record<string, unknown> };
type User = { table: string; id: string; label: string; route?: string };
const request = vi.fn();
let by: User[];
/** What the service says to a removal that gives all users another way. */
let refusal: string | undefined;

function answer({ op, name, input }: Request) {
  if (name === 'destination.list')
    return { ok: true, topics: [], value: { total: 1, choices: [{ value: 'node:ext-a', label: '101 Anna', group: 'People' }], chosen: null } }; // prettier-ignore
  if (name === 'trunk.list')
    return { ok: true, topics: [], value: { rows: [{ id: 'trk-a', name: 'Line' }, { id: 'trk-b', name: 'Spare' }] } }; // prettier-ignore
  if (name === 'sound.list')
    return { ok: true, topics: [], value: { sounds: [{ id: 'snd-b', name: 'Greeting' }], prompts: [] } };
  if (by.length > 0 && !('instead' in input || 'rulesTo' in input))
    return { ok: false, error: { kind: 'in-use', message: 'It is in use by somebody.', by } };
  if (refusal !== undefined) return { ok: false, error: { kind: 'invalid', message: refusal } };
  return { ok: true, value: op === 'preview' ? { words: '', changes: [] } : undefined };
}
beforeEach(() => {
  by = [];
  refusal = undefined;
  request.mockReset();
  request.mockImplementation((one: Request) => Promise.resolve(answer(one)));
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
});

const group = { id: 'grp-a', name: 'Sales', number: '300' };
const [onclose, onremoved] = [() => undefined, () => undefined];
const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Remove' });
const sent = (name: string) =>
  request.mock.calls.map(([one]) => one as Request).find((one) => one.op === 'do' && one.name === name)?.input;

async function pick(label: string): Promise<void> {
  const option = await screen.findByRole('option', { name: label });
  await fireEvent.pointerDown(option);
  await fireEvent.pointerUp(option);
}

async function choose(label: string): Promise<void> {
  const field = await screen.findByRole('combobox', { name: /^Calls go instead to/ });
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await pick(label);
}

it('[G1] what nobody uses goes without a question', async () => {
  render(RemoveGroup, { group, onclose, onremoved });
  screen.getByText('300 is free then. The phones of its members stay as they are.');
  await waitFor(() => expect(button().disabled).toBe(false));
  expect(screen.queryByText('In use by')).toBeNull();
  expect(screen.queryByLabelText(/^Calls go instead to/)).toBeNull();
  await fireEvent.click(button());
  expect(sent('ring-group.delete')).toEqual({ id: 'grp-a' });
});

it('[G1] [G2] what is in use names its users with their pages, and goes once their calls have another way', async () => {
  by = [
    { table: 'call_flows', id: 'flw-a', label: '390 Reception', route: '/flows/flw-a' },
    { table: 'speed_dials', id: 'spd-a', label: '01 Sales' },
  ];
  render(RemoveGroup, { group, onclose, onremoved });
  const link = await screen.findByRole<HTMLAnchorElement>('link', { name: '390 Reception' });
  expect(link.getAttribute('href')).toBe('#/flows/flw-a');
  screen.getByText('01 Sales');
  expect(button().disabled).toBe(true);
  refusal = 'Calls would go in a circle: 101 Anna → 101 Anna. Choose something else.';
  await choose('101 Anna');
  await screen.findByText(refusal);
  expect(button().disabled).toBe(true);
});

it('[G1] the choice is sent with the removal', async () => {
  by = [{ table: 'queues', id: 'que-a', label: '310 Support', route: '/queues/que-a' }];
  render(RemoveGroup, { group, onclose, onremoved });
  await choose('101 Anna');
  await waitFor(() => expect(button().disabled).toBe(false));
  await fireEvent.click(button());
  expect(sent('ring-group.delete')).toEqual({ id: 'grp-a', instead: 'node:ext-a' });
});

it('[G5] [X14] a trunk asks where its numbers and rules go, and says what keeps it', async () => {
  by = [
    { table: 'public_numbers', id: 'num-a', label: '+49 30 1', route: '/numbers/num-a' },
    { table: 'outbound_rules', id: 'out-a', label: 'Outbound rule “Abroad”', route: '/lines/outbound/out-a' },
  ];
  refusal = 'No trunk would be left for the outbound rule “Abroad”.';
  const trunk = { id: 'trk-a', name: 'Line' } as never;
  render(RemoveTrunk, { trunk, onclose, onremoved });
  await screen.findByText(refusal);
  expect(button().disabled).toBe(true);
  screen.getByRole('link', { name: '+49 30 1' });
  screen.getByRole('link', { name: 'Outbound rule “Abroad”' });
  refusal = undefined;
  await fireEvent.keyDown(screen.getByRole('combobox', { name: /^They call then by/ }), { key: 'Enter' });
  await pick('Spare');
  await waitFor(() => expect(button().disabled).toBe(false));
  await fireEvent.click(button());
  expect(sent('trunk.delete')).toEqual({ id: 'trk-a', numbersTo: null, rulesTo: 'trk-b' });
});

it('[X5] a person whose number goes too names who leads to it, and sends where the calls go instead', async () => {
  render(DeletePeople, { people: [{ id: 'usr-a', name: 'Dora', number: '104' }], onclose, onremoved });
  await waitFor(() => expect(button().disabled).toBe(false));
  by = [{ table: 'extensions', id: 'ext-b', label: '102 Ben', route: '/people/usr-b' }];
  await fireEvent.click(screen.getByRole('radio', { name: /^Remove the number too/ }));
  await screen.findByRole('link', { name: '102 Ben' });
  expect(button().disabled).toBe(true);
  await choose('101 Anna');
  await waitFor(() => expect(button().disabled).toBe(false));
  await fireEvent.click(button());
  await waitFor(() => expect(sent('user.delete')).toEqual({ id: 'usr-a', extension: 'delete', instead: 'node:ext-a' }));
});

it('[G2] a sound that flows play is removed with the one that callers hear instead', async () => {
  by = [{ table: 'call_flows', id: 'flw-a', label: 'Reception', route: '/flows/flw-a' }];
  const inner = { sound: { id: 'snd-a', name: 'Welcome' }, onclose };
  render(WithTooltips, { props: { component: RemoveSound, inner } } as never);
  await screen.findByRole('link', { name: 'Reception' });
  expect(button().disabled).toBe(true);
  await fireEvent.keyDown(screen.getByRole('combobox', { name: /^Callers hear instead/ }), { key: 'ArrowDown' });
  await pick('Greeting');
  await waitFor(() => expect(button().disabled).toBe(false));
  await fireEvent.click(button());
  expect(sent('sound.delete')).toEqual({ id: 'snd-a', instead: 'snd-b' });
});
