import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import jsQr from 'jsqr';
import { beforeEach, expect, it, vi } from 'vitest';
import { api } from '../../api/client.svelte.ts';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';
import Qr from './Qr.svelte';
import SetUpApp from './SetUpApp.svelte';
import type { Invitation } from './state.ts';

const link = 'http://192.168.1.10:8480/join/aB3xQ9zz17LmnoPqrstU5vWk';
const invitation: Invitation = {
  id: 'inv-1',
  identityId: 'idn-1',
  label: 'Anna Weber - Mobile',
  number: '101',
  person: { id: 'usr-1', name: 'Anna Weber' },
  app: 'Linphone',
  state: 'open',
  createdAt: 1_800_000_000_000,
  expiresAt: 1_800_086_400_000,
  endedAt: null,
  openedAt: null,
  openedFrom: '',
  usedAt: null,
  usedFrom: '',
  usedFor: '',
  usedWith: '',
  toldAddress: '',
  registerBy: null,
  registeredAt: null,
  registeredFrom: '',
  registeredWith: '',
  hasMoved: false,
  link,
  codeAt: 'http://192.168.1.10:8480/join',
  code: 'BCDF-GHJK',
  qr: `${link}/linphone.xml`,
  qrHoldsAccount: false,
  qrProblem: null,
  steps: ['Install Linphone on this device and open it once.'],
};

type Request = { op: string; name: string; input: Record<string, unknown> };
const request = vi.fn();
let push: (message: unknown) => void;
let current: Invitation | null;
beforeEach(() => {
  // jsdom has no window to scroll.
  Element.prototype.scrollIntoView = vi.fn();
  current = invitation;
  request.mockReset();
  request.mockImplementation(({ name }: Request) =>
    Promise.resolve({
      ok: true,
      topics: ['invitations'],
      value:
        name === 'invitation.of'
          ? {
              apps: [
                { id: 'linphone', name: 'Linphone', notes: [] },
                { id: 'sipnetic', name: 'Sipnetic', notes: ['Its QR code holds the password.'] },
              ],
              phone: null, problem: null, wifi: 'Büro', mailTo: '', canMail: false, isTls: false, current,
            }
          : name === 'invitation.show-account'
            ? { text: 'd=192.168.1.10;u=x;p=y;', until: Date.now() + 900_000 }
            : { id: 'inv-2' },
    }),
  ); // prettier-ignore
  Object.assign(window, {
    switchroom: {
      request,
      onPush: (told: typeof push) => {
        push = told;
        return () => undefined;
      },
    },
  });
});

/** The drawing as a scanner sees it: its cells, four points each. */
function scanned(svg: Element): string | undefined {
  const size = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const width = size * 4;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < 4; dy += 1)
      for (let dx = 0; dx < 4; dx += 1)
        pixels.set([0, 0, 0, 255], ((Number(y) * 4 + dy) * width + Number(x) * 4 + dx) * 4);
  return jsQr(pixels, width, width)?.data;
}

const open = () =>
  render(WithTooltips, {
    props: { component: SetUpApp, inner: { identityId: 'idn-1', name: 'Anna Weber - Mobile', onclose: vi.fn() } },
  } as never);

it('[I7] draws QR codes that are read back, with a white margin and a size of their own', () => {
  const { container } = render(Qr, { props: { text: link, name: 'QR code of the invitation' } });
  const svg = screen.getByRole('img', { name: 'QR code of the invitation' });
  expect(scanned(svg)).toBe(link);
  expect(svg.getAttribute('width')).toBe('176');
  expect(container.querySelector('rect')?.getAttribute('fill')).toBe('#fff');
});

it('[I7] shows code, link and typed code, says the risk, and never puts a password on paper', async () => {
  const { container } = open();
  const [svg] = await screen.findAllByRole('img');
  expect(svg && scanned(svg)).toBe(`${link}/linphone.xml`);
  expect(screen.getAllByText('BCDF-GHJK').length).toBeGreaterThan(0);
  screen.getByText(/travels unencrypted through the office/);
  screen.getByText('Wi-Fi “Büro”');
  expect(container.querySelector('.sheet')?.textContent).not.toMatch(/password:|p=/i);
  await fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
  await waitFor(() =>
    expect(request.mock.calls.map(([one]) => one as Request).find(({ name }) => name === 'invitation.withdraw')?.input).toEqual({ id: 'inv-1' }),
  ); // prettier-ignore
});

it('[I7] makes an invitation for the app and the time chosen', async () => {
  current = null;
  open();
  await fireEvent.click(await screen.findByRole('button', { name: 'Make an invitation' }));
  await waitFor(() => {
    const sent = request.mock.calls.map(([one]) => one as Request).find(({ name }) => name === 'invitation.create');
    expect(sent?.input).toEqual({ identityId: 'idn-1', app: 'linphone', minutes: 1440 });
  });
});

it('[I7] a code with the password comes only when asked for, and is gone with the invitation’s next state', async () => {
  current = { ...invitation, app: 'Sipnetic', qr: null, qrHoldsAccount: true };
  const stop = api.listen();
  const { container } = open();
  const [page] = await screen.findAllByRole('img');
  expect(page && scanned(page)).toBe(link);
  current = { ...current, state: 'used', usedAt: 1_800_000_001_000, usedFor: 'screen', link: null, code: '' };
  await fireEvent.click(screen.getByRole('button', { name: 'Show the code with the password' }));
  await waitFor(() => expect(request.mock.calls.some(([one]) => (one as Request).name === 'invitation.show-account')).toBe(true)); // prettier-ignore
  push({ event: 'changed', topics: ['invitations'] });
  const svg = await screen.findByRole('img', { name: 'QR code with the account and its password' });
  expect(scanned(svg)).toBe('d=192.168.1.10;u=x;p=y;');
  expect(container.querySelector('.sheet')).toBeNull();
  current = { ...current, state: 'registered', registeredAt: 1_800_000_002_000, registeredFrom: '192.168.1.40:5060' };
  push({ event: 'changed', topics: ['invitations'] });
  await screen.findByText('Registered from 192.168.1.40:5060');
  expect(screen.queryByRole('img', { name: 'QR code with the account and its password' })).toBeNull();
  stop();
});
