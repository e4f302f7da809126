/** The older dialect: `<VOIP_CONFIG_FILE>` with modules (export of the phone's own web page; templates of a public engine). */

import { checkedHost, checkedInteger, checkedUrl } from '../checked.ts';
import type { PhoneLine } from '../define.ts';
import { lineText } from '../key-value.ts';
import { checkedPassword, checkedVlan, linesOfKeys } from '../said.ts';
import { changeMarker, group, leaf, leaves, xmlDocument, xmlFragment, type XmlTree } from '../xml-tree.ts';
import type { Meant } from './sysconf.ts';
import { keyValue, TRANSPORTS, versionText } from './words.ts';

const entry = (list: string, children: readonly XmlTree[]): XmlTree => group(`${list}_Entry`, children);

function line(position: number, one: PhoneLine | undefined): XmlTree {
  return entry(
    'SIP_Line_List',
    leaves({
      ID: `SIP${position}`,
      Phone_Number: one?.authUser ?? '',
      Display_Name: one === undefined ? '' : lineText(one.displayName, 'displayName', 99),
      Register_Addr: one?.server ?? '',
      Register_Port: one?.port ?? '',
      Register_User: one?.authUser ?? '',
      Register_Pswd: one === undefined ? '' : lineText(one.secret, 'secret', 99),
      Register_TTL: 60,
      Enable_Reg: one === undefined ? 0 : 1,
      Transport: one === undefined ? 0 : TRANSPORTS[one.transport],
      DTMF_Mode: 1,
      MWI_Num: one?.voicemailNumber ?? '',
    }),
  );
}

function global({ profile, time, language }: Meant): XmlTree {
  const change = (which: 'Start' | 'End', words: Readonly<Record<string, number>>): XmlTree[] =>
    Object.entries(words).map(([name, value]) => leaf(`DST_${which}_${name}`, value));
  return group('GLOBAL_CONFIG_MODULE', [
    ...leaves({
      SNTP_Server: checkedHost(profile.ntpServer, 'ntpServer'),
      Enable_SNTP: 1,
      Language: language.value,
      Time_Zone: time.zone,
      Time_Zone_Name: time.name,
      Enable_DST: time.summer === undefined ? 0 : 2,
    }),
    ...(time.summer === undefined
      ? []
      : [
          leaf('DST_Min_Offset', time.summer.saves),
          ...change('Start', time.summer.start),
          ...change('End', time.summer.end),
        ]),
  ]);
}

function network({ profile: { vlan, syslog } }: Meant): XmlTree[] {
  const trees: XmlTree[] = [];
  if (vlan !== undefined) {
    const { id, priority } = checkedVlan(vlan);
    trees.push(
      group(
        'QOS_CONFIG_MODULE',
        leaves({ Enable_VLAN: 1, VLAN_ID: id, Signalling_Priority: priority, Voice_Priority: priority }),
      ),
    );
  }
  if (syslog !== undefined)
    trees.push(
      group(
        'AAA_CONFIG_MODULE',
        leaves({
          Enable_Syslog: 1,
          Syslog_address: checkedHost(syslog.host, 'syslog.host'),
          Syslog_port: checkedInteger(syslog.port, 'syslog.port', 1, 65535),
        }),
      ),
    );
  return trees;
}

export function classicFile(meant: Meant): string {
  const { profile, lines, keys, count } = meant;
  const url = checkedUrl(profile.provisioningUrl, 'provisioningUrl');
  const { firmware } = profile;
  const lineOf = linesOfKeys(keys, lines);
  const body: XmlTree[] = [
    global(meant),
    group('SIP_CONFIG_MODULE', [
      group(
        'SIP_Line_List',
        Array.from({ length: count }, (_, index) =>
          line(
            index + 1,
            lines.find(({ position }) => position === index + 1),
          ),
        ),
      ),
    ]),
    group('PHONE_CONFIG_MODULE', [
      leaf('LCD_Title', lineText(profile.label, 'label', 99)),
      ...(keys.length === 0
        ? []
        : [
            group(
              'Function_Key',
              keys.map((key) => {
                const { type, value } = keyValue(key, lineOf.get(key.position) ?? 1);
                return entry(
                  'Function_Key',
                  leaves({
                    ID: `Fkey${key.position}`,
                    Type: type,
                    Value: value,
                    Title: lineText(key.label ?? '', `keys.${key.position}`, 99),
                  }),
                );
              }),
            ),
          ]),
    ]),
    group('MMI_CONFIG_MODULE', [
      group('MMI_Account', [
        entry(
          'MMI_Account',
          leaves({
            ID: 'Account1',
            Name: 'admin',
            Password: checkedPassword(profile.adminPassword, 39, 'adminPassword'),
            Level: 10,
          }),
        ),
      ]),
    ]),
    ...network(meant),
    group('AUTOUPDATE_CONFIG_MODULE', [
      ...leaves({
        Download_Server_IP: url,
        Config_File_Name: '$mac.cfg',
        Download_Protocol: url.startsWith('https:') ? 5 : 4,
        Download_Mode: 1,
        Save_Provision_Info: 1,
        PNP_Enable: (profile.pnpAfterSetup ?? true) ? 1 : 0,
      }),
      ...(firmware === undefined ? [] : [leaf('Auto_Image_URL', checkedUrl(firmware.url, 'firmware.url'))]),
    ]),
  ];
  const version = versionText(profile.revision, changeMarker(xmlFragment(body)));
  return xmlDocument(group('VOIP_CONFIG_FILE', [leaf('version', version), ...body]));
}
