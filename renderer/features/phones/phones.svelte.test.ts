import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';
import AdoptCard from './AdoptCard.svelte';
import AskedLine from './AskedLine.svelte';
import DeviceCard from './DeviceCard.svelte';
import PreparePhones from './PreparePhones.svelte';
import RolloutBar from './RolloutBar.svelte';
import SheetCard from './SheetCard.svelte';

type Request = { op: string; name: string; input: Record<string, unknown> };
const request = vi.fn();
let answers: Record<string, (input: Record<string, unknown>) => unknown>;
beforeEach(() => {
  answers = {};
  request.mockReset();
  request.mockImplementation(({ name, input }: Request) =>
    Promise.resolve({ ok: true, topics: ['observed:phones'], value: answers[name]?.(input) ?? null }),
  );
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
});

const show = (component: unknown, inner: object = {}) => render(WithTooltips, { props: { component, inner } } as never);
const sent = (name: string) =>
  request.mock.calls.map(([one]) => one as Request).filter((one) => one.op === 'do' && one.name === name);

const asked = { id: 1, mac: '000413aabbcc', action: 'reboot', askedAt: 1_800_000_000_000, endedAt: null, words: null };

it('[R4] what was only sent is never shown as done', async () => {
  answers['phone.asked'] = () => [{ ...asked, state: 'sent', sentAt: 1_800_000_000_100, until: 1_800_000_180_100 }];
  const { container } = show(AskedLine, { mac: '000413aabbcc' });
  await screen.findByText('Restart');
  screen.getByText('sent');
  screen.getByText('Waiting up to 180 seconds until the phone is seen to do it.');
  expect(container.textContent).not.toContain('done');
});

it('[R4] without an effect it says what to try', async () => {
  const words = 'The phone was told, but has not started again within 180 seconds. Unplug it and plug it in again.';
  answers['phone.asked'] = () => [{ ...asked, state: 'no-effect', sentAt: 1, until: null, words }];
  show(AskedLine, { mac: '000413aabbcc' });
  await screen.findByText('no effect');
  screen.getByText(words);
});

it('[P1] many phones: how far, which failed and why, and a way to go on or stop', async () => {
  answers['phones.rollout'] = () => ({
    id: 3, action: 'reboot', state: 'paused', startedAt: 1, endedAt: null,
    phones: [
      { mac: '000413aabb01', state: 'done', words: 'It is back and registered.' },
      { mac: '000413aabb02', state: 'failed', words: 'Nobody knows where this phone is.' },
      { mac: '000413aabb03', state: 'waiting', words: null },
    ],
  }); // prettier-ignore
  show(RolloutBar);
  await screen.findByText('1 of 3 were seen to do it, 0 under way, 1 not asked yet.');
  screen.getByText('00:04:13:AA:BB:02');
  expect(screen.getByText(/Nobody knows where this phone is/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Go on all the same' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect([sent('phones.go-on').length, sent('phones.stop').length]).toEqual([1, 1]));
});

it('[P2] a list is looked at before it is stored: only what is ready is prepared, the rest stays to be mended', async () => {
  const prepared = { mac: '000413aabb01', vendor: 'snom', model: 'D785', label: 'Lobby' };
  const row = { line: 1, text: '000413AABB01, D785, Lobby', mac: prepared.mac, vendor: 'snom', model: 'D785', label: 'Lobby', person: '', state: 'ready', problems: [], notes: [], prepared }; // prettier-ignore
  const wrong = { ...row, line: 2, text: 'hello', mac: null, vendor: null, model: '', label: '', state: 'wrong', problems: [{ path: 'mac', message: 'There is no MAC address in this line: 12 digits and letters A to F.' }], prepared: null }; // prettier-ignore
  answers['phones.read-labels'] = ({ text }) => ({
    rows: text === '' ? [] : [row, wrong],
    problem: null,
    ignored: text === '' ? [] : ['Serial'],
    toMend: { list: 'hello', file: '\ufeff"Part 1";"Problem"\r\n"hello";"There is none"\r\n' },
  });
  show(PreparePhones);
  const list = screen.getByRole('textbox', { name: 'Labels' });
  await fireEvent.input(list, { target: { value: '000413AABB01, D785, Lobby\nhello' } });
  await screen.findByText('1 phone is ready');
  screen.getByText('1 line to mend');
  screen.getByText(/no MAC address in this line/);
  screen.getByText('Columns that were not understood and are left out: Serial.');
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    expect([this.download, decodeURIComponent(this.href)]).toEqual(['phones-to-mend.csv', expect.stringContaining('"Part 1";"Problem"\r\n"hello";')]); // prettier-ignore
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Save the lines to mend' }));
  expect(saved).toHaveBeenCalledOnce();
  saved.mockRestore();
  await fireEvent.click(screen.getByRole('button', { name: 'Prepare 1 phone' }));
  await waitFor(() => expect(sent('phone.pre-stage').map(({ input }) => input)).toEqual([{ rows: [prepared] }]));
  await waitFor(() => expect((list as HTMLTextAreaElement).value).toBe('hello'));
});

const makers = [
  { id: 'snom', name: 'Snom', models: ['D717', 'D785'], takesSheet: false },
  { id: 'generic', name: 'Other SIP phone', models: ['SIP phone'], takesSheet: true },
];
const phone = {
  id: 'mac-02aabbccdd01', mac: '02aabbccdd01', shownMac: '02:AA:BB:CC:DD:01', adopted: false, label: '', vendor: null, model: null,
  firmware: null, address: null, site: 'Office', siteId: 'site-1', number: '', assignedTo: '', userId: null, identityId: null,
  registration: null, life: null, firstSeen: null, lastSeen: null, heard: null, lines: [], says: null, place: null, former: null,
  adoptedAt: 1, moved: null, evidence: [],
}; // prettier-ignore

async function choose(field: string, choice: string): Promise<void> {
  const input = await screen.findByRole('combobox', { name: field });
  await fireEvent.keyDown(input, { key: choice.charAt(0) });
  await fireEvent.input(input, { target: { value: choice } });
  // Where nothing has a place, the list floats unseen: it is there all the same.
  const option = await screen.findByRole('option', { name: new RegExp(`^${choice}`), hidden: true });
  await fireEvent.pointerDown(option);
  await fireEvent.pointerUp(option);
}

it('[R4] a device that has not said what it is: somebody says it, if need be “Other SIP phone”', async () => {
  answers['phone.makers'] = () => makers;
  answers['phone.choices'] = () => [];
  show(AdoptCard, { phone });
  await fireEvent.click(screen.getByRole('button', { name: 'Adopt for nobody yet' }));
  await screen.findByText('Choose the maker of the phone.');
  await choose('Maker', 'Snom');
  await fireEvent.click(screen.getByRole('button', { name: 'Adopt for nobody yet' }));
  await screen.findByText('Choose the model of the phone.');
  await choose('Maker', 'Other SIP phone');
  await screen.findByText(/sheet of settings, to be typed in/);
  expect(screen.queryByRole('combobox', { name: 'Model' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Adopt for nobody yet' }));
  await waitFor(() => expect(sent('phone.adopt').map(({ input }) => input)).toMatchObject([{ mac: phone.mac, vendor: 'generic', model: 'SIP phone' }])); // prettier-ignore
});

it('[R4] a device that is taken for another one is corrected before it is adopted', async () => {
  answers['phone.makers'] = () => makers;
  answers['phone.choices'] = () => [];
  show(AdoptCard, { phone: { ...phone, vendor: 'snom', model: 'D785' } });
  expect(screen.queryByRole('combobox', { name: 'Maker' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'It is another phone…' }));
  await choose('Model', 'D717');
  await fireEvent.click(screen.getByRole('button', { name: 'Adopt for nobody yet' }));
  await waitFor(() => expect(sent('phone.adopt')[0]?.input).toMatchObject({ vendor: 'snom', model: 'D717' }));
});

it('[R4] the maker and model of an adopted phone are corrected on its page', async () => {
  answers['phone.makers'] = () => makers;
  answers['site.list'] = () => ({ sites: [] });
  show(DeviceCard, { phone: { ...phone, adopted: true, vendor: 'snom', model: 'D785' }, drawing: undefined });
  await fireEvent.click(await screen.findByRole('button', { name: /Edit/ }));
  await choose('Maker', 'Other SIP phone');
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('phone.learn-model').map(({ input }) => input)).toEqual([{ phoneId: phone.id, vendor: 'generic', model: 'SIP phone' }])); // prettier-ignore
  expect([sent('phone.label'), sent('phone.move')]).toEqual([[], []]);
});

it('[R4] the sheet is asked for when it is opened, and its passwords are readable when somebody wants them', async () => {
  const rows = [
    { name: 'Line 1 number', value: '101', isSecret: false },
    { name: 'Line 1 password', value: 's3cret', isSecret: true },
  ];
  answers['phone.sheet'] = () => ({ problem: null, rows, text: 'Line 1 number: 101\n', notes: [] });
  const { container } = show(SheetCard, { mac: phone.mac, title: 'Lobby' });
  expect(request.mock.calls.map(([one]) => (one as Request).name)).not.toContain('phone.sheet');
  await fireEvent.click(screen.getByRole('button', { name: 'Open the sheet' }));
  await screen.findByRole('region', { name: 'Settings of Lobby' });
  expect(container.textContent).not.toContain('s3cret');
  screen.getByRole('button', { name: 'Copy Line 1 password' });
  screen.getByRole('button', { name: 'Copy the whole sheet' });
  await fireEvent.click(screen.getByRole('button', { name: 'Show the passwords' }));
  expect(container.textContent).toContain('s3cret');
});
