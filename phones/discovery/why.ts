/**
 * What each way of looking did and, where a phone may have stayed hidden, why and what to do: plain English for
 * administrators, shown by the window and by the command line.
 */

import type { ScanCounts } from './scan.ts';
import type { LeftOut } from './subnets.ts';

export type MethodId =
  | 'table'
  | 'sweep'
  | 'sip'
  | 'sip-ports'
  | 'web'
  | 'snmp'
  | 'ssdp'
  | 'mdns'
  | 'pnp'
  | 'provisioning'
  | 'registrations'
  | 'lldp'
  | 'dhcp';

export type MethodReport = {
  id: MethodId;
  title: string;
  /** `off`: needs what this computer does not give us, or was not run yet. */
  outcome: 'found' | 'nothing' | 'trouble' | 'listening' | 'off';
  text: string;
  /** What helps when a phone is missing. */
  remedy?: string;
};

export type Passive = {
  pnp: { failure: string | undefined; isOffering: boolean; heard: number };
  provisioning: { heard: number };
  registrations: { refused: number };
};

const n = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`; // prettier-ignore

const FIREWALL = new Set(['EPERM', 'EACCES']);
const NO_WAY = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN']);

const restart =
  'Restart the phone (pull its network cable or power for a moment): when it starts, it asks for its settings and shows itself.';

function sweepReport({ sweep, live, withMac }: ScanCounts, platform: NodeJS.Platform): MethodReport {
  const title = 'Waking every address';
  const blocked = [...sweep.problems].filter(([code]) => FIREWALL.has(code)).reduce((sum, [, count]) => sum + count, 0);
  const lost = [...sweep.problems].filter(([code]) => NO_WAY.has(code)).reduce((sum, [, count]) => sum + count, 0);
  if (blocked > 0)
    return {
      id: 'sweep',
      title,
      outcome: 'trouble',
      text: `${n(blocked, 'question')} could not leave: this computer forbids it.`,
      remedy: 'Allow Switchroom in this computer’s firewall for private networks, then look again.',
    };
  if (lost > 0 && live === 0)
    return {
      id: 'sweep',
      title,
      outcome: 'trouble',
      text: 'No question could leave: there is no way to this network.',
      remedy:
        platform === 'darwin'
          ? 'Allow Switchroom under System Settings, Privacy & Security, Local Network, then look again.'
          : 'Check that this computer is still connected, then look again.',
    };
  const text = `${n(sweep.sent, 'short message')} sent; ${n(live, 'device')} found${withMac < live ? `, ${withMac.toLocaleString('en')} with a MAC` : ''}.`;
  if (live > 0) return { id: 'sweep', title, outcome: 'found', text };
  return {
    id: 'sweep',
    title,
    outcome: 'nothing',
    text,
    remedy:
      'Not even a router answered. On guest Wi-Fi and with “client isolation” devices cannot see each other: connect this computer by cable to the phones’ network.',
  };
} // prettier-ignore

function tableReport({ table }: ScanCounts): MethodReport {
  const title = 'This computer’s network table';
  if (table.by !== undefined)
    return { id: 'table', title, outcome: 'found', text: `Read from ${table.by}: it gives the MAC of each device.` };
  return {
    id: 'table',
    title,
    outcome: 'trouble',
    text: `It could not be read: ${table.problem ?? 'no reason given'}. Devices were asked by SIP alone, and have no MAC.`,
    remedy: 'Without its MAC a phone cannot be adopted from here. Restart the phone: it tells its MAC when it starts.',
  };
}

const asked = (
  id: MethodId,
  title: string,
  { asked: count, answered }: { asked: number; answered: number },
  words: { what: string; noneAsked: string; remedy: string },
): MethodReport =>
  count === 0
    ? { id, title, outcome: 'nothing', text: words.noneAsked }
    : {
        id,
        title,
        outcome: answered > 0 ? 'found' : 'nothing',
        text: `${n(count, 'device')} asked, ${answered.toLocaleString('en')} ${words.what}.`,
        ...(answered < count ? { remedy: words.remedy } : {}),
      };

export function scanReports(counts: ScanCounts, platform: NodeJS.Platform = process.platform): MethodReport[] {
  const noneLeft = 'Not needed: every device that looks like a phone had named itself.';
  return [
    tableReport(counts),
    sweepReport(counts, platform),
    asked('sip', 'SIP', counts.sip, {
      what: 'answered',
      noneAsked: 'Nobody was there to be asked.',
      remedy: `Computers and printers stay silent here, which is right. So does a phone that listens to its server only (“accept SIP trust server only”). ${restart}`,
    }),
    asked('sip-ports', 'Other SIP ports (5062 to 5080)', counts.sipPorts, {
      what: 'answered on one of them',
      noneAsked: noneLeft,
      remedy: 'A phone may use any other port. Its own menu shows it, usually under Status.',
    }),
    asked('web', 'Web page of the phone', counts.web, {
      what: 'have one',
      noneAsked: noneLeft,
      remedy: 'Many phones are delivered with their web page off. It can be switched on in the phone’s menu.',
    }),
    asked('snmp', 'SNMP', counts.snmp, {
      what: 'answered',
      noneAsked: noneLeft,
      remedy: 'SNMP is off on nearly every desk phone; nothing has to be done.',
    }),
    {
      id: 'ssdp',
      title: 'UPnP (SSDP)',
      outcome: counts.ssdp.answered > 0 ? 'found' : 'nothing',
      text: `${n(counts.ssdp.answered, 'device')} answered. Desk phones hardly use it; it tells routers and printers apart from phones.`,
    },
    {
      id: 'mdns',
      title: 'Announcements (mDNS)',
      outcome: counts.mdns.problem === undefined ? (counts.mdns.answered > 0 ? 'found' : 'nothing') : 'trouble',
      text:
        counts.mdns.problem === undefined
          ? `${n(counts.mdns.answered, 'device')} announced themselves. Some door stations and printers do; most desk phones do not.`.replace('1 device announced themselves', '1 device announced itself')
          : `It could not be listened to: ${counts.mdns.problem}.`,
    },
  ];
} // prettier-ignore

/** Ways that need no look: they hear phones that speak by themselves. */
export function passiveReports({ pnp, provisioning, registrations }: Passive): MethodReport[] {
  return [
    pnp.failure === undefined
      ? {
          id: 'pnp',
          title: 'Phones that start (plug-and-play)',
          outcome: pnp.heard > 0 ? 'found' : 'listening',
          text: `Always listened for; ${n(pnp.heard, 'phone')} heard.`,
          ...(pnp.isOffering
            ? { remedy: restart }
            : { remedy: 'Plug-and-play is switched off under Network, so a phone that is heard is not told where its settings are.' }),
        }
      : {
          id: 'pnp',
          title: 'Phones that start (plug-and-play)',
          outcome: 'trouble',
          text: `It cannot be listened to: ${pnp.failure}`,
          remedy: 'See System, Network.',
        },
    {
      id: 'provisioning',
      title: 'Requests for settings',
      outcome: provisioning.heard > 0 ? 'found' : 'listening',
      text: `Always listened for; ${n(provisioning.heard, 'phone')} asked.`,
      remedy: 'A phone asks when your router’s DHCP server names this computer (option 66), or when its address is typed into the phone.',
    },
    {
      id: 'registrations',
      title: 'Registrations with a wrong password',
      outcome: registrations.refused > 0 ? 'found' : 'listening',
      text: `Always watched; ${n(registrations.refused, 'device')} refused. Such a phone was set up for another system, or knows old credentials.`,
    },
    {
      id: 'lldp',
      title: 'LLDP and CDP (what phones tell their switch)',
      outcome: 'off',
      text: 'Not heard: it needs administrator rights and raw access to the network card, which Switchroom does not take. With them the exact model, the firmware and the VLAN of each phone could be seen before it has an address.',
      remedy: 'Your switch has heard it: its own page lists LLDP neighbours with port, model and VLAN.',
    },
    {
      id: 'dhcp',
      title: 'DHCP requests',
      outcome: 'off',
      text: 'Not heard: ports 67 and 68 belong to the system. With administrator rights the vendor name that a phone sends when it starts (option 60) could be seen.',
      remedy: 'Your router’s list of DHCP leases shows names and MACs of all phones, also of those in other networks.',
    },
  ];
} // prettier-ignore

const reasons: Record<LeftOut['why'], string> = {
  large: 'It has more than 1,022 addresses. Say so to look through all of it, or name a part of it.',
  virtual: 'It belongs to a virtual machine or a tunnel on this computer. Choose it to look there all the same.',
  public: 'Its addresses are public. Switchroom looks only inside private networks.',
  'no-hosts': 'It has no room for other devices.',
};

export const whyLeftOut = (why: LeftOut['why']): string => reasons[why];

export const otherNetworks =
  'Phones in another network or VLAN are not seen: only networks that this computer has an address in are looked at. Put this computer’s port into their VLAN, or restart them while your router’s DHCP server names this computer (option 66).';
