import { describe, expect, it } from 'vitest';
import { offsetText, zoneRule, zoneRuleOrUtc } from './summer-time.ts';

describe('clock changes as rules', () => {
  it('finds the rules of Europe, America and the south', () => {
    expect(zoneRule('Europe/Prague')).toEqual({
      standardMinutes: 60,
      summer: {
        saveMinutes: 60,
        start: { month: 3, weekday: 0, week: 5, minutesOfDay: 120 },
        end: { month: 10, weekday: 0, week: 5, minutesOfDay: 180 },
      },
      isIrregular: false,
    });
    expect(zoneRule('America/New_York')).toEqual({
      standardMinutes: -300,
      summer: {
        saveMinutes: 60,
        start: { month: 3, weekday: 0, week: 2, minutesOfDay: 120 },
        end: { month: 11, weekday: 0, week: 1, minutesOfDay: 120 },
      },
      isIrregular: false,
    });
    expect(zoneRule('Australia/Sydney')?.summer).toEqual({
      saveMinutes: 60,
      start: { month: 10, weekday: 0, week: 1, minutesOfDay: 120 },
      end: { month: 4, weekday: 0, week: 1, minutesOfDay: 180 },
    });
    expect(zoneRule('Australia/Lord_Howe')).toMatchObject({ standardMinutes: 630, summer: { saveMinutes: 30 } });
  });

  it('knows zones without, and says what no phone can keep', () => {
    expect(zoneRule('Asia/Kathmandu')).toEqual({ standardMinutes: 345, isIrregular: false });
    expect(zoneRule('Africa/Casablanca')?.isIrregular).toBe(true);
    expect(zoneRule('Mars/Olympus')).toBeUndefined();
    expect(zoneRuleOrUtc('Mars/Olympus').notes).toEqual([expect.stringContaining('UTC')]);
    expect([offsetText(-300), offsetText(345), offsetText(0)]).toEqual(['-05:00', '+05:45', '+00:00']);
  });

  it('has an answer for every time zone of the world', () => {
    const irregular = Intl.supportedValuesOf('timeZone').filter((zone) => zoneRule(zone)?.isIrregular !== false);
    expect(irregular.length).toBeLessThan(8);
  });
});
