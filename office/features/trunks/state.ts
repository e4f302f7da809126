/** How a trunk is, from what Asterisk said of it: one word, a sentence, and how old the knowledge is. Pure. */
import type { TrunkObserved } from '../../core/observed.ts';
import type { Trunk } from './read.ts';

export type TrunkStateKind = 'up' | 'down' | 'waiting' | 'unknown' | 'off';

export interface TrunkState {
  kind: TrunkStateKind;
  /** Stable, for tests and for whoever looks for it. */
  code: string;
  words: string;
  /** What to do about it; empty when nothing is wrong. */
  remedy: string;
  since: number | null;
  /** When Asterisk was last asked; null: never, or it cannot be asked now. */
  askedAt: number | null;
  roundTripMs: number | null;
}

/** Older than this says nothing any more: Asterisk is asked every ten seconds. */
export const staleMs = 60_000;
/** A login that is not decided after this long counts as failed, though it is tried on. */
const decidedMs = 40_000;

type Named = Pick<Trunk, 'id' | 'name' | 'kind' | 'enabled' | 'host' | 'registersHere'>;

export function trunkState(trunk: Named, observed: TrunkObserved | undefined, now: number): TrunkState {
  const state = (kind: TrunkStateKind, code: string, words: string, remedy = '', since: number | null = null) => ({
    kind,
    code,
    words,
    remedy,
    since,
    askedAt: observed?.askedAt ?? null,
    roundTripMs: observed?.reach.status === 'reachable' ? observed.reach.roundTripMs : null,
  });
  if (!trunk.enabled) return state('off', 'off', 'Switched off.');
  if (!observed || observed.askedAt === null || now - observed.askedAt > staleMs)
    return state('unknown', 'unknown', 'Not known: the phone engine cannot be asked now.');
  const { login, reach } = observed;
  if (login) {
    if (login.status === 'rejected')
      return { ...state('down', `rejected-${login.code ?? 'unknown'}`, ...refusal(login.code), login.since) };
    if (
      login.status === 'no-answer' ||
      (login.status === 'trying' && (reach.status === 'unreachable' || now - login.since > decidedMs))
    )
      return state(
        'down',
        'login-no-answer',
        `${trunk.host} does not answer our login.`,
        'Check the internet connection, the name and port of the registrar, and whether a firewall blocks them.',
        login.since,
      );
    if (login.status === 'trying')
      return state('waiting', 'logging-in', `Logging in at ${trunk.host}.`, '', login.since);
  }
  switch (reach.status) {
    case 'reachable':
      return state(
        'up',
        login ? 'registered' : 'reachable',
        login ? `Logged in at ${trunk.host}.` : 'Answers.',
        '',
        login?.since ?? reach.since,
      );
    case 'unreachable':
      return login
        ? // Some carriers answer logins and calls, but not the question whether they are there.
          state(
            'down',
            'unreachable',
            `Logged in, but ${trunk.host} no longer answers.`,
            'Calls go out by the next trunk meanwhile. If calls work all the same, tell the carrier that OPTIONS stays without an answer.',
            reach.since,
          )
        : state(
            'down',
            'unreachable',
            `${trunk.host} does not answer.`,
            trunk.kind === 'gateway'
              ? 'Check that the gateway has power and a network cable, and that its address is right.'
              : 'Check the connection and the address, and whether the other side knows ours.',
            reach.since,
          );
    case 'not-there':
      return trunk.registersHere
        ? state(
            'down',
            'not-logged-in',
            'The gateway has not logged in here.',
            'Type the address of this computer, the user name and the password into the gateway.',
            reach.since,
          )
        : state('waiting', 'not-asked', 'It has not been asked yet.', '', reach.since);
    case 'unknown':
      return login?.status === 'registered'
        ? state('up', 'registered', `Logged in at ${trunk.host}.`, '', login.since)
        : state('waiting', 'asking', 'It is being asked whether it is there.', '', reach.since);
  }
}

/** What carriers mean by it; RFC 3261 section 21.4. */
function refusal(code: number | null): [words: string, remedy: string] {
  switch (code) {
    case 401:
    case 407:
      return [
        'The carrier does not accept the user name or password.',
        'Copy both once more from the carrier’s letter or web page. Some want a name of its own for the login: see Advanced.',
      ];
    case 403:
      return [
        'The carrier refuses us: 403 Forbidden.',
        'The account may be locked, unpaid, or allowed from another connection only. Ask the carrier.',
      ];
    case 404:
      return [
        'The carrier does not know this user: 404 Not Found.',
        'Check the user name, and the domain under Advanced.',
      ];
    case null:
      return ['The carrier refused the login and did not say why.', 'Check user name, password and domain.'];
    default:
      return [
        code >= 500 ? `The carrier has a fault: ${code}.` : `The carrier refused the login with ${code}.`,
        code >= 500
          ? 'It is tried again by itself. If it stays, ask the carrier.'
          : 'Check the settings, or ask the carrier what this status means there.',
      ];
  }
}
