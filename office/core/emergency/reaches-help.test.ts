import { expect, test } from 'vitest';
import { emergencyForms, emergencyProfiles } from './profiles.ts';
import { reachesHelp } from './reaches-help.ts';

test('[G6] never 9: a number that reaches helpers is known in every form, of every country', () => {
  for (const { country } of emergencyProfiles)
    for (const form of emergencyForms(country).keys()) {
      expect(reachesHelp(form), `${country} ${form}`).toBeDefined();
      expect(reachesHelp(`+${form}`), `${country} +${form}`).toBeDefined();
    }
  for (const text of ['1 1 2', '+112', '0112', '9-911', '112#', '*31#112', '#31#110', '*67911', '+49 110', '0049 112', '+1 (911)', '011 49 112'])
    expect(reachesHelp(text), text).toBeDefined(); // prettier-ignore
});

test('[G6] numbers of people, services and echo tests are none', () => {
  for (const text of ['', '+49 170 1234567', '030 112112', '10005', '*43', '4443', '933', '+1 212 555 0200', '0800 330 1000'])
    expect(reachesHelp(text), text).toBeUndefined(); // prettier-ignore
});
