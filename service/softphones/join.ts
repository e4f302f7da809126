/**
 * Answers `/join…` on the office's network: the page of an invitation, its files, and the form for a typed code. A look
 * uses nothing up; only an app that takes its file, or a person who asks for the settings, does. An unknown link gets the
 * same "not found" as everything else that is not there.
 */
import { codeLength, readCode } from '../../office/features/invitations/typed-code.ts';
import type { Other, OtherAnswer, OtherRequest } from '../../phones/index.ts';
import { isToken } from '../../phones/provisioning/path.ts';
import { createRateLimiter } from '../../phones/rate.ts';
import type { SoftphoneAccount } from './account.ts';
import type { SoftphoneApp } from './apps/define.ts';
import { codePage, gonePage, invitedPage, settingsPage, type Invited } from './page.ts';
import { againMs, type Chance, type InvitationRow } from './states.ts';

export interface JoinDeps {
  byToken(token: string): InvitationRow | undefined;
  /** Of those that can still be used. */
  byCode(code: string): InvitationRow | undefined;
  chance(invitation: InvitationRow, address: string): Chance;
  used(invitation: InvitationRow): { at: number; from: string };
  opened(invitation: InvitationRow, address: string): void;
  /** Stores that it is used, makes a new password, and gives the account; undefined when it could not be told. */
  take(
    invitation: InvitationRow,
    by: { for: string; address: string; userAgent: string; isAgain: boolean },
  ): SoftphoneAccount | undefined;
  /** Apps for this kind of device. */
  appsOf(invitation: InvitationRow): readonly SoftphoneApp[];
  pageOf(invitation: InvitationRow): Invited | undefined;
  labelOf(invitation: InvitationRow): string;
  certificate(): Buffer | undefined;
  wrongCode(address: string): void;
  time(at: number): string;
  now(): number;
  /** Of the rate limits; never runs backwards. */
  clock?: () => number;
}

/** 19^8 codes against 12 tries a minute from the whole network: a year of guessing finds one of 100 with 4 in 100. */
export const codeLimits = {
  perSource: { perSecond: 1 / 20, burst: 5 },
  total: { perSecond: 1 / 5, burst: 20 },
};

const isBrowser = ({ userAgent }: OtherRequest): boolean => userAgent?.startsWith('Mozilla/') === true;
const goTo = (path: string): OtherAnswer => ({ status: 303, headers: { Location: path } });

export function answerJoin(deps: JoinDeps): Other {
  const tries = createRateLimiter({ ...codeLimits, now: deps.clock ?? (() => performance.now()) });

  function typed({ body, address }: OtherRequest): OtherAnswer {
    if (!tries.allow(address)) return codePage('slow');
    const code = readCode(
      new URLSearchParams(body?.toString('utf8') ?? '').get('code')?.slice(0, 8 * codeLength) ?? '',
    );
    const found = code === undefined ? undefined : deps.byCode(code);
    if (found) return goTo(`/join/${found.token}`);
    deps.wrongCode(address);
    return codePage('wrong');
  }

  function gone(invitation: InvitationRow, chance: Exclude<Chance, 'fresh' | 'again'>): OtherAnswer {
    const { at, from } = deps.used(invitation);
    return { ...gonePage(chance, { at: deps.time(at), from }), what: 'An invitation that is over' };
  }

  function fileOf(invitation: InvitationRow, name: string, request: OtherRequest): OtherAnswer | undefined {
    const app = deps.appsOf(invitation).find(({ file }) => file?.name === name);
    if (!app?.file) return undefined;
    if (app.file.fetchedBy === 'app' && isBrowser(request)) return goTo(`/join/${invitation.token}`);
    const { address, userAgent = '' } = request;
    const chance = deps.chance(invitation, address);
    if (chance !== 'fresh' && chance !== 'again') return gone(invitation, chance);
    if (request.isHead) return { status: 200, contentType: app.file.contentType };
    const account = deps.take(invitation, { for: app.id, address, userAgent, isAgain: chance === 'again' });
    if (!account) return undefined;
    return {
      status: 200,
      contentType: app.file.contentType,
      headers: { 'Content-Disposition': `attachment; filename="${app.file.name}"` },
      body: app.file.render(account),
      what: `Settings for ${app.name}`,
    };
  }

  function settings(invitation: InvitationRow, request: OtherRequest): OtherAnswer | undefined {
    if (request.method !== 'POST') return goTo(`/join/${invitation.token}`);
    const { address, userAgent = '' } = request;
    const chance = deps.chance(invitation, address);
    if (chance !== 'fresh' && chance !== 'again') return gone(invitation, chance);
    const account = deps.take(invitation, { for: 'by-hand', address, userAgent, isAgain: chance === 'again' });
    if (!account) return undefined;
    const until = deps.time(deps.used(invitation).at + againMs);
    return { ...settingsPage(account, deps.labelOf(invitation), until), what: 'Settings for typing' };
  }

  return (request) => {
    const [owner, token, file, ...rest] = request.path.split('/').slice(1);
    if (owner !== 'join' || rest.length > 0) return undefined;
    if (token === undefined) return request.method === 'POST' ? typed(request) : codePage();
    if (token === 'office-ca.crt' && file === undefined) {
      const bytes = deps.certificate();
      return (
        bytes && { status: 200, contentType: 'application/x-x509-ca-cert', body: bytes, what: 'The office certificate' }
      );
    }
    const invitation = isToken(token) ? deps.byToken(token) : undefined;
    if (!invitation) return undefined;
    if (file === 'settings') return settings(invitation, request);
    if (request.method !== 'GET') return undefined;
    if (file !== undefined) return fileOf(invitation, file, request);
    const chance = deps.chance(invitation, request.address);
    if (chance !== 'fresh' && chance !== 'again') return gone(invitation, chance);
    const invited = deps.pageOf(invitation);
    if (!invited) return undefined;
    if (!request.isHead) deps.opened(invitation, request.address);
    return { ...invitedPage(invited), what: 'The page of an invitation' };
  };
}
