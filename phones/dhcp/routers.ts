/**
 * What a router's DHCP server has to say so that phones find the office, in the words of the usual routers, with this office's
 * address filled in. Facts: RFC 2132 (options 43, 60, 66, 67), RFC 5859 (150), and each product's own documentation, named
 * beside it. One option cannot say two things, so where phones of several makers read the same option in different forms, the
 * products that know classes (option 60, addresses of makers) tell them apart and the others get the form that most can read.
 */

import type { DhcpHelp, PhoneVendor } from '../vendors/define.ts';

export type Target = {
  address: string;
  httpPort: number;
  netmask?: string | undefined;
};

export type HelpedVendor = {
  id: string;
  name: string;
  /** In the order in which its phones believe them; empty: they read none. */
  options: number[];
  /** What stands in the option. */
  value: string;
  note: string;
};

export type RouterHelp = {
  id: string;
  name: string;
  /** Where in the product. */
  where: string;
  /** To copy, exactly; empty when the product cannot say it. */
  lines: string;
  /** What these lines do not do. */
  notes: string[];
  /** False: this product cannot; the notes say what helps instead. */
  canDo: boolean;
};

const folder = ({ address, httpPort }: Target): string => `http://${address}:${httpPort}/`;

const valueFor = (help: DhcpHelp, target: Target): string => (help.form === 'folder' ? folder(target) : target.address);

export const vendorsHelped = (vendors: readonly PhoneVendor[], target: Target): HelpedVendor[] =>
  vendors.map(({ id, name, dhcp }) => ({
    id,
    name,
    options: [...(dhcp?.options ?? [])],
    value: dhcp ? valueFor(dhcp, target) : '',
    note: dhcp?.note ?? '',
  }));

/** Options with a text in them beside 66, that some maker reads first. */
type Said = { code: number; value: string };

/**
 * The fewest options by which makers are told: 66 where they read it, else the first of theirs that no other maker would read
 * in another form. Makers that have phones here come first; a whole address before a bare one, for it says more.
 */
function saidFor(vendors: readonly PhoneVendor[], target: Target, here: ReadonlySet<string>): Said[] {
  const said = new Map<number, string>();
  const helped = vendors
    .flatMap(({ id, dhcp }) =>
      dhcp && dhcp.options.length > 0
        ? [{ options: dhcp.options, value: valueFor(dhcp, target), form: dhcp.form, isHere: here.has(id) }]
        : [],
    )
    .sort((a, b) => Number(b.isHere) - Number(a.isHere) || Number(a.form === 'host') - Number(b.form === 'host'));
  for (const { options, value, isHere } of helped) {
    if (options.some((code) => said.get(code) === value)) continue;
    const isFree = (code: number) =>
      isPlain(code) &&
      !said.has(code) &&
      helped.every((other) => other.value === value || (isHere && !other.isHere) || !other.options.includes(code));
    // 66 belongs to whoever comes first here; the others are named beside the lines.
    const code = options.includes(66) && !said.has(66) ? 66 : options.find(isFree);
    if (code !== undefined) said.set(code, value);
  }
  return [...said].map(([code, value]) => ({ code, value })).sort((a, b) => a.code - b.code);
}

/** Option 43 has a format of each maker's own, and 150 holds addresses (RFC 5859), not text. */
const isPlain = (code: number): boolean => code !== 43 && code !== 150;

/** Those that read none of the options in the form in which they are said. */
function leftOut(vendors: readonly PhoneVendor[], target: Target, said: readonly Said[]): string[] {
  return vendors
    .filter(({ dhcp }) => {
      if (!dhcp || dhcp.options.length === 0) return false;
      return !said.some(({ code, value }) => dhcp.options.includes(code) && value === valueFor(dhcp, target));
    })
    .map(({ name }) => name);
}

const named = (code: number): string => (code === 66 ? 'tftp-server-name' : `switchroom-${code}`);

type Writer = (said: readonly Said[], target: Target) => string;

/** dhcpd.conf(5), dhcp-options(5): 66 has a name, others are defined first. */
const iscDhcpd: Writer = (said) => [
  ...said.filter(({ code }) => code !== 66).map(({ code }) => `option ${named(code)} code ${code} = text;`),
  ...said.map(({ code, value }) => `option ${named(code)} "${value}";`),
].join('\n'); // prettier-ignore

/** Kea Administrator Reference Manual, "Standard DHCPv4 Options" and "Custom DHCPv4 Options". */
const kea: Writer = (said) =>
  JSON.stringify(
    {
      'option-def': said
        .filter(({ code }) => code !== 66)
        .map(({ code }) => ({ name: named(code), code, type: 'string', space: 'dhcp4' })),
      'option-data': said.map(({ code, value }) => ({ name: named(code), data: value, 'always-send': true })),
    },
    undefined,
    2,
  );

/** dnsmasq(8): a text in quotes, so that a comma or colon in it means nothing. */
const dnsmasq: Writer = (said) => said.map(({ code, value }) => `dhcp-option=${code},"${value}"`).join('\n');

/** OpenWrt wiki, "DHCP and DNS configuration": a list of the network's dhcp section. */
const openWrt: Writer = (said) =>
  [
    ...said.map(({ code, value }) => `uci add_list dhcp.lan.dhcp_option='${code},"${value}"'`),
    'uci commit dhcp',
    '/etc/init.d/dnsmasq restart',
  ].join('\n');

/**
 * RouterOS documentation, "DHCP options": text stands in single quotes inside the value; four numbers there would be sent as an
 * address of four bytes, unless `s` stands before them.
 */
const mikroTikText = (value: string): string => (/^[0-9.]+$/.test(value) ? `s'${value}'` : `'${value}'`);

const mikroTik: Writer = (said) =>
  [
    ...said.map(
      ({ code, value }) => `/ip dhcp-server option add name=phones-${code} code=${code} value="${mikroTikText(value)}"`,
    ),
    `/ip dhcp-server option sets add name=phones options=${said.map(({ code }) => `phones-${code}`).join(',')}`,
    '/ip dhcp-server network set [find] dhcp-option-set=phones',
  ].join('\n');

/** PowerShell module DhcpServer: 66 is predefined, others have to be defined first. */
const windowsServer: Writer = (said) =>
  [
    ...said
      .filter(({ code }) => code !== 66)
      .map(({ code }) => `Add-DhcpServerv4OptionDefinition -OptionId ${code} -Name "Phones ${code}" -Type String`),
    ...said.map(({ code, value }) => `Set-DhcpServerv4OptionValue -OptionId ${code} -Value "${value}"`),
  ].join('\n');

/** Cisco IOS IP Addressing Guide, "option" of a DHCP pool: text as `ascii`. */
const ciscoIos: Writer = (said) =>
  ['ip dhcp pool OFFICE', ...said.map(({ code, value }) => ` option ${code} ascii "${value}"`)].join('\n');

/** Fields of a form, as `name: value`. */
const asForm =
  (row: (one: Said) => string[]): Writer =>
  (said) =>
    said.flatMap((one) => row(one)).join('\n');

const unifi = asForm(({ code, value }) =>
  code === 66
    ? [`TFTP Server (option 66): ${value}`]
    : [`Name: phones-${code}`, `Code: ${code}`, 'Type: Text', `Value: ${value}`],
);
const pfSense = asForm(({ code, value }) => [`Number: ${code}`, 'Type: Text', `Value: ${value}`]);
const opnSense = asForm(({ code, value }) => [`Option: ${code}`, `Value: ${value}`]);

type Router = { id: string; name: string; where: string; write?: Writer; notes: readonly string[] };

const routers: readonly Router[] = [
  { id: 'dnsmasq', name: 'dnsmasq', where: 'A file of its own in /etc/dnsmasq.d, then restart dnsmasq.', write: dnsmasq, notes: [] },
  { id: 'pi-hole', name: 'Pi-hole', where: 'Pi-hole 6: Settings > All settings > Miscellaneous > misc.dnsmasq_lines, one line each. Before: a file in /etc/dnsmasq.d.', write: dnsmasq, notes: ['Only when Pi-hole itself gives out the addresses.'] },
  { id: 'openwrt', name: 'OpenWrt', where: 'As root over SSH, or in LuCI under Network > Interfaces > LAN > DHCP server > Advanced > DHCP options.', write: openWrt, notes: ['For phones in another network than lan, write its name instead of lan.'] },
  { id: 'mikrotik', name: 'MikroTik RouterOS', where: 'In a terminal of WinBox or over SSH.', write: mikroTik, notes: ['The last line is for all DHCP networks of the router; put the number of one network in place of [find] for one only.'] },
  { id: 'fritzbox', name: 'FRITZ!Box', where: '', notes: ['A FRITZ!Box cannot give out such options. Phones on its network find Switchroom by plug and play, as long as they are on the same wire; that needs nothing in the router.', 'For phones that cannot do that, type the address below into the phone’s own web page once, under automatic provisioning.'] },
  { id: 'unifi', name: 'UniFi', where: 'Settings > Networks > the network > DHCP > DHCP options.', write: unifi, notes: [] },
  { id: 'pfsense', name: 'pfSense', where: 'Services > DHCP Server > the interface > Additional BOOTP/DHCP Options.', write: pfSense, notes: ['Without quotation marks: pfSense writes them itself.'] },
  { id: 'opnsense', name: 'OPNsense', where: 'With dnsmasq: Services > Dnsmasq DNS & DHCP > DHCP options. With Kea: the options of the subnet.', write: opnSense, notes: [] },
  { id: 'windows', name: 'Windows Server', where: 'PowerShell as administrator on the DHCP server. For one scope only, add -ScopeId and its network.', write: windowsServer, notes: [] },
  { id: 'cisco-ios', name: 'Cisco IOS', where: 'In configuration mode, in the pool of the phones: put its name in place of OFFICE.', write: ciscoIos, notes: [] },
  { id: 'kea', name: 'Kea', where: 'In the Dhcp4 part of kea-dhcp4.conf, or in the subnet of the phones, then reload.', write: kea, notes: [] },
  { id: 'isc-dhcpd', name: 'ISC dhcpd', where: 'In dhcpd.conf, at the top or in the subnet of the phones, then restart.', write: iscDhcpd, notes: ['The maker has ended its maintenance; Kea takes its place.'] },
]; // prettier-ignore

/** `here`: makers of which the office has phones. */
export function routersFor(
  vendors: readonly PhoneVendor[],
  target: Target,
  here: ReadonlySet<string> = new Set(),
): RouterHelp[] {
  const said = saidFor(vendors, target, here);
  const missing = leftOut(vendors, target, said);
  const unread =
    missing.length === 0 ? [] : [`Not read by phones of ${missing.join(', ')}; see what each maker reads.`];
  return routers.map(({ id, name, where, write, notes }) => ({
    id,
    name,
    where,
    lines: write && said.length > 0 ? write(said, target) : '',
    notes: [...notes, ...(write ? unread : [])],
    canDo: write !== undefined,
  }));
}
