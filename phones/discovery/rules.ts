/**
 * Texts by which devices name themselves that are none of our phone vendors', as data: softphones, telephone systems,
 * gateways, routers, cameras; and what phones write on their web pages. Grammars from the provisioning reference A5 and A7
 * and from recog (BSD-2-Clause, sip_user_agents, sip_banners); a pattern is anchored and asks for a word's end, for a word
 * that merely begins with a brand is not the brand.
 */

import type { DeviceKind } from './signs.ts';

export type TextRule = {
  kind: DeviceKind;
  /** Empty: it says what it is, and not whose; the owner of its address block is shown. */
  maker: string;
  /** Named groups `model` and `firmware`. */
  pattern: RegExp;
};

const rule = (kind: DeviceKind, maker: string, pattern: RegExp): TextRule => ({ kind, maker, pattern });

/** Of User-Agent or Server in SIP. They stand before the vendors' own rules: some carry a phone maker's name. */
export const sipRules: readonly TextRule[] = [
  rule('softphone', 'Linphone', /^(?<model>Linphone(?:iOS|Android|-?Desktop| Desktop)?)\/(?<firmware>\d[\w.]*)/i),
  rule('softphone', 'Linphone', /^(?<model>Linphone(?:Core)?)\b(?:\/(?<firmware>\d[\w.]*))?/i),
  rule('softphone', 'Zoiper', /^Z (?<firmware>\d[\d.]*)(?= (?:v|rv)|$)/),
  rule('softphone', 'Zoiper', /^Zoiper(?: (?:rv)?(?<firmware>[\d.]+))?\b/i),
  rule('softphone', 'MicroSIP', /^MicroSIP\/(?<firmware>\d[\d.]*)/i),
  rule('softphone', 'Acrobits', /^(?<model>Acrobits|CloudSoftphone|Groundwire)\b(?:\/(?<firmware>\d[\d.]*))?/i),
  rule('softphone', 'Jitsi', /^Jitsi(?<firmware>\d[\d.]*)?/),
  rule('softphone', 'baresip', /^baresip v?(?<firmware>\d[\d.]*)/i),
  rule('softphone', 'Telephone', /^Telephone (?<firmware>\d[\d.]*)$/),
  rule('softphone', 'CounterPath', /^(?<model>Bria|X-Lite|eyeBeam)\b(?:.*? release (?<firmware>[\d.]+))?/i),
  rule('softphone', 'AG Projects', /^(?<model>Blink)(?: (?:Pro|Lite|Qt))? (?<firmware>\d[\d.]*)/),
  rule('softphone', 'Phoner', /^SIPPER for (?<model>Phoner(?:Lite)?)$|^(?<model>Phoner(?:Lite)?)\b/i),
  rule('softphone', 'Sangoma', /^Sangoma (?<model>Connect|Talk|Phone)\b(?:[ /](?<firmware>\d[\d.]*))?/i),
  rule('softphone', 'Grandstream', /^Grandstream (?<model>Wave)\b(?:[ /](?<firmware>\d[\d.]*))?/i),
  rule('softphone', '3CX', /^(?<model>3CXPhone|3CX (?:Softphone|Client|for \w+))\b/i),
  rule('softphone', 'Cisco', /^Cisco-(?<model>CSF|Jabber)\b/i),
  rule('softphone', 'Nero', /^Nero (?<model>SIPPS) IP Phone Version (?<firmware>[\d._]+)$/),
  rule('softphone', 'Twinkle', /^Twinkle\/(?<firmware>\d[\d.]*)/),
  rule('softphone', 'GNOME', /^(?<model>Ekiga)\/(?<firmware>\d[\d.]*)/),
  rule('softphone', 'PJSIP', /^PJSUA v(?<firmware>\d[\d.]*)/i),
  rule('softphone', 'web browser', /^(?<model>JsSIP|SIP\.js)[ /](?<firmware>\d[\d.]*)/i),
  rule('softphone', 'Sessiontalk', /^SessionTalk\b/i),
  rule('softphone', 'CSipSimple', /^CSipSimple\b/i),

  rule('pbx', 'Switchroom', /^Switchroom\b/),
  rule('pbx', 'Asterisk', /^Asterisk PBX(?: (?<firmware>[\w.-]+))?/i),
  rule('pbx', 'FreePBX', /^FPBX-(?<firmware>[\d.]+)\(/i),
  rule('pbx', 'FreeSWITCH', /^FreeSWITCH\b/i),
  rule('pbx', '3CX', /^3CX ?PhoneSystem(?: (?<firmware>\d[\d.]*))?/i),
  rule('pbx', 'Kamailio', /^kamailio \((?<firmware>[\d.]+)/i),
  rule('pbx', 'OpenSIPS', /^OpenSIPS \((?<firmware>[\d.]+)/i),
  rule('pbx', 'YATE', /^YATE\/(?<firmware>[\d.]+)/i),
  rule('pbx', 'Yeastar', /^Yeastar\b/i),
  rule('pbx', 'Grandstream', /^Grandstream (?<model>UCM\d{4}\w*?)(?= ?V\d|[ /]|$)(?: ?V[\w.]+)?(?: (?<firmware>\d[\d.]*))?/i),
  rule('pbx', 'Panasonic', /^(?:Panasonic[-_ ])?(?:MPR|KX-(?<model>NS\w+|NSX\w+|NCP\w+|TDE\w+))/i),
  rule('pbx', 'innovaphone', /^\(?innovaphone (?<model>IP\d+)\b/i),
  rule('pbx', 'Mitel', /^Mi(?:tel)?(?:Voice|tel[ -](?:3300|SX|MX|5000))/i),
  rule('pbx', 'Avaya', /^(?:Avaya (?:CM|SIP Enablement)|IP Office)\b/i),
  rule('pbx', 'Sangoma', /^(?:Switchvox|Sangoma (?:PBXact|SBC))\b/i),
  rule('pbx', 'Starface', /^Starface\b/i),
  rule('pbx', 'Cisco', /^Cisco-(?:CUCM|CME|SIPGateway)/i),

  rule('adapter', 'Mediatrix', /^(?:Mediatrix|Media5-fone)\b/i),
  rule('adapter', 'Patton', /^Patton (?<model>SN\w+)|^SmartNode\b/i),
  rule('adapter', 'Dinstar', /^(?:Dinstar|DAG\d+)\b/i),
  rule('adapter', 'Sangoma', /^Vega ?(?<model>\w+)/i),
  rule('adapter', 'Mitel', /^Mitel Border GW\/(?<firmware>\S+)/),
  rule('adapter', 'AudioCodes', /^Audiocodes-Sip-Gateway-(?<model>[^/\s]+)\/v\.(?<firmware>\S+)/i),

  rule('router', 'AVM', /^(?:AVM )?(?<model>FRITZ!Box .{1,60}?) (?<firmware>\d{1,3}\.\d\d\.\d\d)(?= |$)/i),
  rule('router', 'AVM', /^(?:AVM )?(?<model>FRITZ!OS|FRITZ!Box|Multibox)\b/i),
  rule('router', 'Deutsche Telekom', /^(?<model>Speedport [\w ]{1,20})/i),
  rule('router', 'Cisco', /^Cisco\/(?<model>SRP\d+)-(?<firmware>[\d.]+)/),
  rule('router', 'Tilgin', /^Tilgin Vood (?<model>[^_\s]+)/),
  rule('router', 'LANCOM', /^LANCOM (?<model>[\w/+-]+)/i),
  rule('router', 'bintec', /^(?:bintec|be\.IP)\b/i),
  rule('router', 'DrayTek', /^(?:DrayTek|Vigor)\b/i),
  rule('router', 'Mikrotik', /^(?:MikroTik|RouterOS)\b/i),

  rule('camera', 'Grandstream', /^Grandstream (?<model>GXV3[56]\d\d\w*)(?: (?<firmware>\d[\d.]*))?/i),
  rule('camera', 'Axis', /^AXIS (?<model>[\w-]+)/i),
  rule('camera', 'Mobotix', /^MOBOTIX\b/i),
  rule('camera', 'Hikvision', /^(?:Hikvision|HIK)\b/i),
  rule('camera', 'Dahua', /^Dahua\b/i),

  rule('other', 'Polycom', /^Polycom ?HDX ?(?<model>\d+)/),
  rule('other', 'Polycom', /^PolycomRealPresenceGroup(?<model>\d+)\/(?<firmware>[\d._]+)/),
  rule('other', 'Cisco', /^TANDBERG\/\d+ \((?<firmware>[A-Za-z]+[\d.]+)/),
  rule('other', 'SIP tester', /^(?:sipsak|sipvicious|friendly-scanner|SIPp)\b/i),
]; // prettier-ignore

/** Of SNMP's description, the Server of SSDP, and names in mDNS. */
export const systemRules: readonly TextRule[] = [
  rule('router', 'AVM', /\b(?:AVM )?(?<model>FRITZ!Box [\w ]{1,40}?)(?: UPnP| \d|$)/i),
  rule('router', 'Cisco', /\bCisco (?:IOS|Internetwork Operating System)\b/i),
  rule('router', 'Mikrotik', /\bRouterOS\b/i),
  rule('router', '', /\b(?:InternetGatewayDevice|MiniUPnPd)\b/i),
  rule('printer', 'HP', /^HP ETHERNET MULTI-ENVIRONMENT\b/i),
  rule('printer', '', /\b(?:LaserJet|OfficeJet|Printer|MFP|imageRUNNER|WorkCentre|ECOSYS)\b/i),
  rule('camera', '', /\b(?:IP Camera|Network Camera|IPCamera|AXIS [A-Z]\d{3,4})\b/i),
];

export type WebRule = {
  in: 'server' | 'realm' | 'title';
  vendorId: string;
  pattern: RegExp;
};

const web = (where: WebRule['in'], vendorId: string, pattern: RegExp): WebRule => ({ in: where, vendorId, pattern });

/** What a phone's web page says (A7). Groups `model`, `firmware`, `mac`; models are read in our vendors' spelling. */
export const webRules: readonly WebRule[] = [
  web('title', 'poly', /^Polycom - (?:(?<model>VVX \d{3}) )?Configuration Utility/i),
  web('title', 'poly', /^(?<model>VVX ?\d{3})$/),
  web('title', 'poly', /^Poly(?:com)? (?<model>(?:CCX|Edge|Trio|VVX) ?[A-Z]?\d{2,4})\b/i),
  web('server', 'poly', /^Polycom Sound(?:Point|Station) IP Telephone HTTPd/i),
  web('title', 'cisco-spa', /^(?<model>SPA\w{3,7}) (?:Configuration Utility|Device Information(?: \(SEP(?<mac>[0-9A-F]{12})\))?)/i),
  web('title', 'cisco-spa', /^Cisco SPA Configuration/i),
  web('title', 'cisco-mpp', /^Cisco IP Phone (?:CP-)?(?<model>\d{4}\w*)/i),
  web('title', 'sangoma', /^Digium Phone Settings/i),
  web('server', 'grandstream', /^Grandstream (?<model>G[A-Z]{2}\d{3,4}\w*|HT\d{3}|DP\d{3})(?: (?<firmware>\d[\d.]*))?/i),
  web('title', 'grandstream', /^Grandstream (?:Device Configuration|(?<model>G[A-Z]{2}\d{3,4}\w*|HT\d{3}|DP\d{3}))/i),
  web('realm', 'yealink', /^Yealink(?: SIP-| VP-|[ -])?(?<model>[A-Z]{1,2}P?\d{2,3}\w*)?/i),
  web('title', 'yealink', /^Yealink (?:SIP-|VP-)?(?<model>[A-Z]{1,2}P?\d{2,3}\w*)\b/i),
  web('server', 'yealink', /^yealink\b/i),
  web('title', 'snom', /^snom ?(?<model>[A-Z]?\d{3}W?)\b/i),
  web('realm', 'snom', /^snom\b/i),
  web('title', 'mitel', /^(?:Mitel|Aastra) (?<model>\d{4}i?)\b/i),
  web('realm', 'mitel', /^(?:Mitel|Aastra) (?<model>\d{4}i?)\b/i),
  web('title', 'gigaset', /^Gigaset (?<model>[NC]\d{3}[A-Z]* IP(?: PRO)?)/i),
  web('title', 'panasonic', /^Panasonic (?<model>KX-[A-Z]{2,3}\d{3}\w*)/i),
  web('realm', 'panasonic', /^Panasonic (?:network device|KX)/i),
  web('title', 'htek', /^(?:Htek|Hanlong)\b/i),
  web('title', 'akuvox', /^Akuvox\b/i),
  web('title', '2n', /^2N(?:®|\(R\))? /i),
]; // prettier-ignore

/** Kinds of devices by the services that they offer in mDNS (RFC 6763). */
export const serviceKinds: Readonly<Record<string, DeviceKind>> = {
  '_ipp._tcp': 'printer',
  '_ipps._tcp': 'printer',
  '_printer._tcp': 'printer',
  '_pdl-datastream._tcp': 'printer',
  '_axis-video._tcp': 'camera',
  '_airplay._tcp': 'other',
  '_googlecast._tcp': 'other',
  '_smb._tcp': 'other',
  '_workstation._tcp': 'other',
};
