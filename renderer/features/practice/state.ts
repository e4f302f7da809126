/** What a practice phone's screen says, in words. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';
import type { Tone } from '../../ui/status.ts';

export type PracticePhone = Queries['practice.list']['value'][number];

export interface Shown {
  top: string;
  main: string;
  below: string;
  tone: Tone;
}

const booting = {
  unplugged: 'practice.off',
  starting: 'practice.starting',
  asking: 'practice.asking',
  fetching: 'practice.fetching',
  waiting: 'practice.waiting',
} as const;

const callWords = { ringing: 'practice.call-in', dialling: 'practice.call-out', up: 'practice.call-up' } as const;

export function screenOf(phone: PracticePhone): Shown {
  const { power, call, lines, label, lastCall, problem } = phone;
  if (power !== 'running')
    return {
      top: '',
      main: t(booting[power]),
      below: power === 'waiting' || power === 'unplugged' ? problem : '',
      tone: power === 'unplugged' ? 'off' : 'info',
    };
  const [first] = lines;
  const top = first?.name || label;
  if (call) {
    const who = [call.name, call.number].filter(Boolean).join(' ') || t('practice.unknown-caller');
    return { top, main: who, below: t(callWords[call.state]), tone: 'info' };
  }
  if (!first) return { top: label, main: t('practice.nobody'), below: '', tone: 'off' };
  const bad = lines.find((line) => line.problem !== '');
  if (bad) return { top, main: t('practice.not-registered', { why: bad.problem }), below: label, tone: 'bad' };
  const isReady = lines.every(({ registered }) => registered);
  return {
    top,
    main: isReady ? t('practice.ready') : t('practice.registering'),
    below: problem || (lastCall === '' ? label : t('practice.last', { how: lastCall })),
    tone: isReady ? 'ok' : 'info',
  };
}
