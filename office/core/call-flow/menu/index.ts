/**
 * The menu node: a greeting, and a key for each way on. Where callers may dial an internal number, a key with which such
 * a number begins waits two seconds for more; any other key counts at once. A wrong key or none repeats the greeting.
 */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { plainSoundPath, seconds, speakPause, type Sound } from '../sound.ts';
import type { NodeContext, NodeResult, Pressed, Step } from '../simulate.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { lastExit } from '../past.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    menu: MenuNode;
  }
}

declare module '../../projection.ts' {
  interface RuntimeTables {
    menu: { id: string; tries: number; direct: 0 | 1; wrong: string };
    /** `id`: `<menu>-<key>`. */
    menu_key: { id: string; target: string };
  }
}

export const menuKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;
export type MenuKey = (typeof menuKeys)[number];

export interface MenuNode {
  kind: 'menu';
  id: string;
  label: string;
  greeting: Sound | null;
  /** Said after a wrong key, before the greeting is repeated. */
  wrong: Sound;
  /** How long a key is waited for after the greeting. */
  seconds: number;
  tries: number;
  /** Callers may dial an internal number. */
  direct: boolean;
  keys: Partial<Record<MenuKey, Next>>;
  onTimeout: Next;
  onWrong: Next;
}

/** Ids know no `*` and `#`. */
export const keyName = (key: string): string => ({ '*': 'star', '#': 'pound' })[key] ?? key;

/** Between two digits of a number, `Read` in dialplan.conf. */
const digitSeconds = 2;
/** An internal number has eight digits at most, see numbering.ts. */
const mostDigits = 8;

export const menuKind: NodeKind<'menu'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'menu',
      ext: '',
      seconds: node.seconds,
      next: target(node.onTimeout),
      mode: '',
      shown: '',
      value: node.greeting?.path ?? '',
    }),
    projected('menu', {
      id: node.id,
      tries: node.tries,
      direct: node.direct ? 1 : 0,
      wrong: target(node.onWrong),
    }),
    ...offered(node).map(([key, next]) => projected('menu_key', { id: `${node.id}-${key}`, target: target(next) })),
  ],
  simulate: simulateMenu,
  plain,
  words,
  exits: (node) => [
    ...offered(node).map(([key, next]) => ({ name: keyName(key), label: `key ${key}`, next })),
    { name: 'timeout', label: 'no key', next: node.onTimeout },
    { name: 'wrong', label: 'wrong key', next: node.onWrong },
  ],
  past(node, step) {
    const { word, about } = lastExit(step);
    switch (word) {
      case 'key':
        return `the caller pressed ${about} in ${node.label}`;
      case 'number':
        return `the caller dialled ${about} in ${node.label}`;
      case 'wrong':
        return `the caller pressed ${about} in ${node.label}, which leads nowhere`;
      case 'timeout':
        return `the caller pressed no key in ${node.label}`;
      default:
        return `${node.label} asked for a key`;
    }
  },
};

function offered(node: MenuNode): [MenuKey, Next][] {
  return menuKeys.flatMap((key): [MenuKey, Next][] => {
    const next = node.keys[key];
    return next ? [[key, next]] : [];
  });
}

function plain(node: MenuNode, names: PlainNames): PlainLine[] {
  const at = (next: Next) => names.place(next);
  const label = (name: string, app: string): PlainLine => ({ label: name, app });
  const keys = offered(node);
  const direct: PlainLine[] = node.direct
    ? [
        label('more', 'Read(MORE,,7,,1,2)'),
        ...keys.map(([key, next]) => `GotoIf($["\${KEY}\${MORE}" = "${key}"]?${at(next)})`),
        'GotoIf($[${DIALPLAN_EXISTS(numbers,${KEY}${MORE},1)}]?passed-on,${KEY}${MORE},1)',
        'Goto(wrong)',
      ]
    : [];
  return [
    'Gosub(speak,s,1)',
    'Set(TRY=1)',
    label('ask', `Read(KEY,${node.greeting ? plainSoundPath(node.greeting) : ''},1,e,1,${node.seconds})`),
    'GotoIf($["${KEY}" = ""]?timeout)',
    ...(node.direct && names.firstDigits !== '' ? [`GotoIf($["${names.firstDigits}" =~ "[\${KEY}]"]?more)`] : []),
    ...keys.map(([key, next]) => `GotoIf($["\${KEY}" = "${key}"]?${at(next)})`),
    label('wrong', `GotoIf($[\${TRY} >= ${node.tries}]?${at(node.onWrong)})`),
    'Set(TRY=$[${TRY} + 1])',
    `Playback(${node.wrong.path})`,
    'Goto(ask)',
    label('timeout', `GotoIf($[\${TRY} >= ${node.tries}]?${at(node.onTimeout)})`),
    'Set(TRY=$[${TRY} + 1])',
    'Goto(ask)',
    ...direct,
  ];
}

/** What one try came to. */
type Choice =
  | { what: 'nothing' }
  | { what: 'wrong'; keys: string }
  | { what: 'key'; key: MenuKey; next: Next }
  | { what: 'number'; number: string };

function simulateMenu(node: MenuNode, context: NodeContext): NodeResult {
  const { at: begins, isAnswered, source } = context;
  const steps: Step[] = [];
  const pressed: Pressed[] = [];
  let at = begins + (isAnswered ? 0 : speakPause);
  const say = (code: string, words: string) => steps.push({ at, node: node.id, code, words });
  const leave = (exit: string, go: Next): NodeResult => ({
    rings: [],
    steps,
    pressed,
    at,
    exit,
    then: { go },
    ...(isAnswered ? {} : { answeredAt: begins }),
  });

  for (let tries = 1; ; tries++) {
    say(
      'menu',
      node.greeting
        ? `The caller hears “${node.greeting.label}” and may press a key.`
        : `${node.label} waits for a key without a greeting.`,
    );
    const choice = ask();
    switch (choice.what) {
      case 'key':
        say('key', `The caller presses ${choice.key}: ${nextWords(choice.next)}.`);
        return leave(keyName(choice.key), choice.next);
      case 'number':
        say('direct-dial', `The caller dials ${choice.number}.`);
        return leave('number', { to: 'number', number: choice.number });
      case 'nothing':
        if (tries >= node.tries) {
          say('timeout', `The caller pressed no key: ${nextWords(node.onTimeout)}.`);
          return leave('timeout', node.onTimeout);
        }
        say('timeout', 'The caller pressed no key, so the greeting is repeated.');
        break;
      case 'wrong':
        if (tries >= node.tries) {
          say('wrong-key', `The caller pressed ${choice.keys}, which leads nowhere: ${nextWords(node.onWrong)}.`);
          return leave('wrong', node.onWrong);
        }
        say('wrong-key', `The caller pressed ${choice.keys}, which leads nowhere, so the greeting is repeated.`);
        at += seconds(node.wrong);
    }
  }

  function ask(): Choice {
    const listens = at;
    const until = listens + (node.greeting ? seconds(node.greeting) : 0) + node.seconds;
    const given = context.world.keys(node.id, context.visit, listens);
    const { press, after, gap } = typeof given === 'string' ? { press: given, after: 0, gap: 0 } : given;
    const first = press[0];
    if (first === undefined || listens + after >= until) {
      at = until;
      return { what: 'nothing' };
    }
    at = listens + after;
    pressed.push({ at, key: first });
    const own = node.keys[first as MenuKey];
    if (!node.direct || !source.hasNumbersFrom(first))
      return own ? { what: 'key', key: first as MenuKey, next: own } : { what: 'wrong', keys: first };
    let digits = first;
    for (const key of press.slice(1)) {
      if (gap >= digitSeconds) break;
      at += gap;
      pressed.push({ at, key });
      if (key === '#') return dialled(digits, own);
      digits += key;
      if (digits.length === mostDigits) return dialled(digits, own);
    }
    at += digitSeconds;
    return dialled(digits, own);
  }

  function dialled(digits: string, own: Next | undefined): Choice {
    if (digits.length === 1 && own) return { what: 'key', key: digits as MenuKey, next: own };
    return source.byNumber(digits) ? { what: 'number', number: digits } : { what: 'wrong', keys: digits };
  }
}

function words(node: MenuNode): string {
  const keys = offered(node).map(([key, next]) => `${key}: ${nextWords(next)}`);
  const list = keys.length === 0 ? 'No key leads anywhere.' : `${keys.join('; ')}.`;
  const direct = node.direct ? ' Internal numbers can be dialled.' : '';
  const greeting = node.greeting
    ? `The caller hears “${node.greeting.label}” and presses a key.`
    : 'The caller presses a key; there is no greeting yet.';
  const tries = node.tries === 1 ? 'Without a key' : `After ${node.tries} tries without a key`;
  return `${greeting} ${list}${direct} ${tries} ${nextWords(node.onTimeout)}; after a wrong one ${nextWords(node.onWrong)}.`;
}
