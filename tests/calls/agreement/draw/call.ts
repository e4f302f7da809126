/** Who calls, and whom: a phone of the office, which is connected and in no call then. */
import { extensions } from '../../../../office/features/extensions/table.ts';
import { hotDesks } from '../../../../office/features/hot-desks/table.ts';
import type { DrawPart } from './draw.ts';
import { dialledForms } from './outside.ts';

export const drawCall: DrawPart = {
  id: 'call',
  fill(draw) {
    const { phones, office, pick, chance, numbers, extensionIds } = draw;
    // Who is logged in at a handset calls from there in tests/calls/hot-desk.test.ts.
    const homes = [...phones.keys()].filter((device) => !office.get(hotDesks, device));
    const caller = pick(homes.length > 0 ? homes : [...phones.keys()]);
    phones.set(caller, { registered: true, inCall: false, does: { what: 'rings' } });
    const own = office.get(extensions, caller.slice(0, caller.lastIndexOf('-')));
    const others = numbers.slice(extensionIds.length);
    const flows = draw.flowIds.filter(draw.hasNumber).map(draw.numberOf);
    if (flows.length > 0 && chance(0.5)) {
      Object.assign(draw.call, {
        device: caller,
        from: own?.number ?? '',
        to: pick(flows),
        ...(own ? { ext: own.id } : {}),
      });
      return;
    }
    const to = chance(0.05) ? draw.number(39) : others.length > 0 && chance(0.6) ? pick(others) : pick(numbers);
    const outside =
      draw.outsideNumbers.length > 0 && chance(0.25) ? pick(dialledForms(draw, pick(draw.outsideNumbers))) : undefined;
    Object.assign(draw.call, {
      device: caller,
      from: own?.number ?? '',
      to: outside ?? to,
      ...(own ? { ext: own.id } : {}),
    });
  },
};
