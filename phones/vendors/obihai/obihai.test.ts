import { describe, expect, it } from 'vitest';
import { readObihai, readObihaiFile } from '../../virtual/readers/obihai.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { obihai } from './index.ts';

const main = (phone: PhoneProfile) => obihai.render(phone)[0]!;
const read = (phone: PhoneProfile) => readObihai(new Map([['a', main(phone).text]]));
const full = {
  ...fullProfile('OBi1062'),
  lines: [
    testLine({ transport: 'tcp' }),
    testLine({ transport: 'tcp', position: 2, number: '102', authUser: 'p7f3a3' }),
  ],
};

describe('OBi settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(full).text).toMatchFileSnapshot('golden/OBi1062-full.xml');
  });

  it('[P3] says every field of the profile that it has a word for', () => {
    const { values, accounts, settingServer } = read(full);
    expect(Object.fromEntries(values)).toMatchObject({
      'DeviceInfo.WAN.VLANID': '20',
      'DeviceInfo.WAN.VLANPriority': '5',
      'X_DeviceManagement.Syslog.Server': '10.20.0.9',
      'X_DeviceManagement.FirmwareUpdate.FirmwareURL': 'http://10.20.0.1:8080/firmware/phone.rom',
      'VoiceService.1.VoiceProfile.1.Line.3.Enable': 'false',
    });
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tcp', displayName: 'Ann Novák' },
      { position: 2, authUser: 'p7f3a3' },
    ]);
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/000413aabbcc.xml');
    expect(main(full).notes.length).toBe(8);
  });

  it('asks nobody for firmware that the office does not keep', () => {
    expect(read(testProfile({ model: 'OBi202' })).values.get('X_DeviceManagement.FirmwareUpdate.Method')).toBe(
      'Disabled',
    );
  });

  it.each([
    ['srtp', { lines: [testLine({ srtp: true })] }],
    ['server', { lines: [testLine(), testLine({ position: 2, server: '10.20.0.2' })] }],
    ['displayName', { lines: [testLine({ displayName: '$MAC' })] }],
    ['displayName', { lines: [testLine({ displayName: 'a\nb' })] }],
  ] as const)('refuses %s that would mean something else to the device', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'OBi202' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});

describe('the reader of OBi files', () => {
  const inside = (text: string) => `<ParameterList><Object><Name>A.</Name>${text}</Object></ParameterList>`;
  const one = '<ParameterValueStruct><Name>B</Name><Value>1</Value></ParameterValueStruct>';
  it.each([inside(one + one), inside('text'), inside('<Name>C</Name>'), '<ParameterList x="1"/>', '<O/>'])(
    'refuses %s',
    (text) => {
      expect(() => readObihaiFile(text)).toThrow();
    },
  );
});
