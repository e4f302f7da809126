/**
 * Text fields of the commands that take hostile texts (tests/corpus.ts), for the office alone and for the one with a real
 * Asterisk. `only`: columns whose text has a form of its own, such as E.164, and what may stand there whatever was typed.
 */
export interface HostileField {
  command: string;
  field: string;
  input: (text: string) => Record<string, unknown>;
  only?: Readonly<Record<string, RegExp>>;
}

type Do = (command: string, input: Record<string, unknown>) => unknown;

const number = { number: /^\+?[0-9]{0,15}$/ };

/** Makes one of everything, in an office in which `siteId` is in Germany, and lists the fields. */
export async function newFields(
  run: Do,
  { extensionId, siteId }: { extensionId: string; siteId: string },
): Promise<HostileField[]> {
  const make = async (command: string, input: Record<string, unknown>): Promise<string> =>
    ((await run(command, input)) as { id: string }).id;
  const trunk = await make('trunk.create', { name: 'Line', kind: 'address', host: '203.0.113.5' });
  const publicNumber = await make('public-number.create', { number: '+49301234567' });
  const schedule = await make('schedule.create', { name: 'Office', number: '17' });
  const exception = { scheduleId: schedule, name: 'Trip', firstDay: '2026-12-24' };
  const flow = await make('flow.create', { name: 'Main' });
  const play = await make('flow-step.add', { flowId: flow, type: 'play' });
  const queue = await make('queue.create', { name: 'Support', number: '310', agents: [{ extensionId }] });
  const room = await make('conference-room.create', { name: 'Room', number: '320' });
  const paging = await make('paging-group.create', { name: 'Floor', number: '330' });
  const speed = await make('speed-dial.create', { name: 'Taxi', number: '030 210202' });
  const rule = await make('outbound-rule.create', { name: 'Mobile', patterns: [{ kind: 'pattern', text: '015.' }] });
  const place = await make('emergency-location.create', { kind: 'floor', siteId, name: 'First floor' });

  const list: HostileField[] = [];
  const on = (
    command: string,
    rest: Record<string, unknown>,
    names: readonly string[],
    only?: HostileField['only'],
  ): void => {
    for (const field of names)
      list.push({ command, field, input: (text) => ({ ...rest, [field]: text }), ...(only ? { only } : {}) });
  };
  const nested = (command: string, field: string, input: HostileField['input'], only?: HostileField['only']) =>
    list.push({ command, field, input, ...(only ? { only } : {}) });

  on('trunk.update', { id: trunk }, ['name', 'username', 'password', 'authUser', 'fromUser', 'destination']);
  const hosts = { host: /^[a-z0-9.:_-]*$/, fromDomain: /^[a-z0-9.:_-]*$/, outboundProxy: /^[a-z0-9.:[\]_-]*$/, addresses: /^[0-9a-f.:/ ]*$/, externalAddress: /^[a-z0-9.:_-]*$/ }; // prettier-ignore
  on('trunk.update', { id: trunk }, Object.keys(hosts), hosts);
  on('public-number.create', {}, ['number'], number);
  on('public-number.update', { id: publicNumber }, ['name1', 'name2', 'destination']);
  on('schedule.update', { id: schedule }, ['name', 'number', 'timeZone']);
  on('schedule.update', { id: schedule }, ['monday'], { monday: /^[0-9:,\- ]*$/ });
  on('schedule.add-exception', exception, ['name']);
  on('schedule.add-exception', exception, ['firstDay', 'lastDay', 'hours'], { firstDay: /^[0-9-]*$/, lastDay: /^[0-9-]*$/, hours: /^[0-9:,\- ]*$/ }); // prettier-ignore
  on('flow.rename', { id: flow }, ['name']);
  on('flow.set-number', { id: flow }, ['number']);
  on('flow-step.update', { id: play }, ['name', 'target', 'sound']);
  on('queue.update', { id: queue }, ['name', 'number', 'whenFullTo']);
  on('conference-room.update', { id: room }, ['name', 'number', 'pin', 'leaderPin']);
  on('paging-group.update', { id: paging }, ['name', 'number']);
  on('parking.set', {}, ['number']);
  on('speed-dial.update', { id: speed }, ['name', 'place']);
  on('speed-dial.update', { id: speed }, ['number'], number);
  on('key.add', { extensionId, kind: 'lamp' }, ['target']);
  on('key.add', { extensionId, kind: 'parking' }, ['target']);
  on('outbound-rule.update', { id: rule }, ['name', 'add', 'scheduleId']);
  on('outbound-rule.update', { id: rule, passcodeFrom: 'rule' }, ['passcode']);
  nested('outbound-rule.update', 'pattern', (text) => ({ id: rule, patterns: [{ kind: 'pattern', text }] }), { text: /^[0-9xXnNzZ.![\]()\s/_-]*$/ }); // prettier-ignore
  nested('outbound-rule.update', 'prefix', (text) => ({ id: rule, patterns: [{ kind: 'prefix', text }] }), { text: /^[0-9xXnNzZ.![\]()\s/_-]*[0-9xXnNzZ\]][.!()\s/-]*$/ }); // prettier-ignore
  on('outbound.set-passcode', { extensionId }, ['passcode']);
  on('outbound.set-site', { siteId }, ['line']);
  on('caller-id.set', { extensionId }, ['internalName', 'internalNumber']);
  on('caller-id.set', { extensionId }, ['number', 'mobile'], { ...number, mobile: number.number });
  on('caller-id.request', { extensionId, number: '+4930999888' }, ['reason']);
  on('caller-id.request', { extensionId }, ['number'], number);
  on('number.set-display-name', { extensionId, name2: '' }, ['name1']);
  on('unavailable.set', { extensionId }, ['scheduleId', 'destination']);
  nested('trunk.set-rates', 'name', (text) => ({
    trunkId: trunk,
    rates: [{ prefix: '49', name: text, perMinute: 1 }],
  }));
  nested('trunk.set-rates', 'prefix', (text) => ({ trunkId: trunk, rates: [{ prefix: text, perMinute: 1 }] }), { prefix: /^[0-9]*$/ }); // prettier-ignore
  on('mail.update', {}, ['user', 'password', 'fromAddress', 'fromName', 'authority']);
  on('mail.update', {}, ['host'], { host: /^[A-Za-z0-9.:[\]_-]*$/ });
  nested('mail.update', 'alertRecipients', (text) => ({ alertRecipients: [text] }));
  on('emergency-location.set', { id: place }, ['name', 'street', 'postalCode', 'city', 'region', 'detail']);
  on('emergency-location.set', { id: place }, ['callbackNumber', 'elin'], { callbackNumber: number.number, elin: number.number }); // prettier-ignore
  on('emergency.set-test-number', {}, ['number'], { testNumber: number.number });
  return list;
}

/** Columns of a touched row that have not the form which they must have. */
export function outOfForm(
  { only = {} }: Pick<HostileField, 'only'>,
  after: Readonly<Record<string, unknown>> | null,
): string[] {
  return Object.entries(only).flatMap(([column, form]) => {
    const value = after?.[column];
    return typeof value === 'string' && !form.test(value) ? [`${column}: ${value.slice(0, 80)}`] : [];
  });
}
