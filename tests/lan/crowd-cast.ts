/**
 * Who is on a made-up office network: phones that name themselves as recorded ones do, and everything that is no phone.
 * Names are from the vendors' guides and from recog's examples; the devices are not real, only what they say.
 */

export type Actor = {
  mac: string;
  /** Says nothing on SIP without it. */
  sip?: { header: 'User-Agent' | 'Server'; text: string; status?: number; port?: number; answersFrom?: number };
  web?: { server?: string; realm?: string; title?: string; paths?: Record<string, string>; isEndless?: boolean; redirect?: string };
  snmp?: string;
  ssdp?: string;
  /** What a scan has to find; absent for what is no phone. */
  is?: { vendorId: string; model: string; firmware: string | null };
  /** What it is instead, where the scan can tell. */
  kind?: string;
}; // prettier-ignore

type Recorded = Omit<Actor, 'mac'> & { block: string };

const phone = (block: string, vendorId: string, model: string, firmware: string, text: string, more: Partial<NonNullable<Actor['sip']>> = {}): Recorded => ({
  block,
  sip: { header: 'User-Agent', text, ...more },
  is: { vendorId, model, firmware },
}); // prettier-ignore

export const recordedPhones: readonly Recorded[] = [
  phone('000413', 'snom', 'D785', '10.1.198.19', 'snomD785/10.1.198.19', { header: 'Server', status: 404 }),
  phone('000413', 'snom', '300', '8.7.3.25', 'snom300/8.7.3.25'),
  phone('1c7126', 'snom', 'D735', '10.1.184.15', 'snomD735/10.1.184.15', { header: 'Server', status: 481 }),
  phone('805ec0', 'yealink', 'T46S', '66.86.0.15', 'Yealink SIP-T46S 66.86.0.15', { status: 401 }),
  phone('001565', 'yealink', 'T42G', '29.83.0.130', 'Yealink SIP-T42G 29.83.0.130'),
  phone('805e0c', 'yealink', 'T54W', '96.86.0.100', 'Yealink SIP-T54W 96.86.0.100', { answersFrom: 5061 }),
  phone('000b82', 'grandstream', 'GXP2170', '1.0.11.64', 'Grandstream GXP2170 1.0.11.64', { header: 'Server' }),
  phone('c074ad', 'grandstream', 'GRP2614', '1.0.5.67', 'Grandstream GRP2614 1.0.5.67', { port: 5062 }),
  phone('64167f', 'poly', 'VVX 411', '5.9.5.3182', 'PolycomVVX-VVX_411-UA/5.9.5.3182'),
  phone('0004f2', 'poly', 'SoundPoint IP 670', '4.0.7.2514', 'PolycomSoundPointIP-SPIP_670-UA/4.0.7.2514'),
  phone('000e08', 'cisco-spa', 'SPA504G', '7.5.2', 'Cisco/SPA504G-7.5.2', { header: 'Server' }),
  phone('0c383e', 'fanvil', 'X6U', '2.4.10', 'Fanvil X6U 2.4.10 0c383e0a0b0c', { status: 403 }),
  phone('00085d', 'mitel', '6867i', '5.1.0.1024', 'Aastra 6867i/5.1.0.1024', { header: 'Server' }),
  phone('7c2f80', 'gigaset', 'N870', '83.V2.11.0+build.a546b91', 'Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605'),
  // Known as a phone of its maker, and none that the product can set up.
  phone('7c2f80', 'gigaset', 'N510', '42.250.00.000.000', 'Gigaset N510 IP PRO/42.250.00.000.000;7C2F80000001'),
  phone('bcc342', 'panasonic', 'KX-HDV130', '08.103', 'Panasonic_KX-HDV130/08.103 (bcc342000001)'),
  phone('001fc1', 'htek', 'UC924', '2.0.4.4.44', 'Htek UC924 2.0.4.4.44 00:1f:c1:00:00:01'),
  phone('f87b20', 'cisco-mpp', 'CP-8851', '11.3.1', 'Cisco-CP-8851-3PCC/11.3.1'),
  phone('001fc1', 'sangoma', 'S505', '3.0.4.78', 'Sangoma S505 V3.0.4.78'),
  phone('0c1105', 'akuvox', 'R20K', '20.30.4.10', 'Akuvox R20K 20.30.4.10'),
  phone('c81fea', 'avaya', 'J179', '4.0.7.1.5', 'Avaya J179 IP Phone 4.0.7.1.5 (c81fea112233)'),
  phone('789912', 'flyingvoice', 'FIP11C', '0.6.31', 'Flyingvoice FIP11C V0.6.31'),
  phone('000413', 'snom', 'M700', '03.23.0005', 'snomM700/03.23.0005 (MAC=000413612345; SER= 00000; HW=255)'),
  phone('000b82', 'grandstream', 'HT802', '1.0.29.8', 'Grandstream HT802 1.0.29.8'),
  phone('0004f2', 'poly', 'Trio 8800', '5.4.0.12197', 'PolycomRealPresenceTrio-Trio_8800-UA/5.4.0.12197'),
  phone('000e08', 'cisco-spa', 'SPA942', '6.1.5(a)', 'Linksys/SPA942-6.1.5(a)'),
  phone('080023', 'panasonic', 'KX-TGP600', '01.061', 'Panasonic-KX-TGP600RU/01.061 (080023e21a52)'),
  phone('9cadef', 'obihai', 'OBi202', '3.2.2.5921', 'OBIHAI/OBi202-3.2.2.5921'),
  phone('0022ee', 'algo', '8301', '5.3.4', 'Algo-8301/5.3.4'),
  // Silent on SIP, as phones are that trust only their server; known by their web page.
  {
    block: '000e08',
    web: { title: 'SPA502G Device Information (SEP000E08AABBCC)' },
    is: { vendorId: 'cisco-spa', model: 'SPA502G', firmware: null },
  },
  {
    block: '144cff',
    web: {
      title: 'Grandstream Device Configuration',
      paths: { '/cgi-bin/api.values.get?request=phone_model': '{"response":"success","body":{"phone_model":"GXP2160"}}' },
    },
    is: { vendorId: 'grandstream', model: 'GXP2160', firmware: null },
  },
  // Only its brand on SIP; the model stands on its page.
  {
    block: '000413',
    sip: { header: 'Server', text: 'snom' },
    web: { title: 'snom D717', realm: 'snom' },
    is: { vendorId: 'snom', model: 'D717', firmware: null },
  },
]; // prettier-ignore

const thing = (block: string, kind: string, text: string, more: Partial<Actor> = {}): Recorded => ({
  block,
  kind,
  sip: { header: 'User-Agent', text },
  ...more,
});

export const decoys: readonly Recorded[] = [
  thing('c02506', 'router', 'AVM FRITZ!Box 7590 154.07.29 (Mar 28 2022)', { ssdp: 'FRITZ!Box 7590 UPnP/1.0 AVM FRITZ!Box 7590 154.07.29' }), 
  thing('00a0ba', 'adapter', 'Patton SN4141 2JS2JO8V 00A0BA0A0B0C R6.9 2016-09-14'),
  thing('001b21', 'pbx', 'Asterisk PBX 20.5.0'),
  thing('000b82', 'pbx', 'Grandstream UCM6202V1.4A 1.0.20.17'),
  thing('0080f0', 'pbx', 'Panasonic-MPR08-NS1000/04.10101'),
  thing('000b82', 'camera', 'Grandstream GXV3672_FHD 1.0.3.12'),
  thing('3c0754', 'softphone', 'Zoiper rv2.10.20.4'),
  thing('3c0755', 'softphone', 'Z 5.6.4 v2.10.20.6'),
  thing('3c0756', 'softphone', 'MicroSIP/3.21.3'),
  thing('3c0757', 'softphone', 'LinphoneAndroid/5.2.5 (Galaxy "S22" <x>) LinphoneSDK/5.3.74'),
  thing('3c0758', 'softphone', 'baresip v3.5.1 (x86_64/linux)'),
  thing('005058', 'softphone', 'Sangoma Connect/1.4 (iPhone)'),
  // A brand's name at the start of another word, and words made to hurt.
  thing('3c0759', 'maybe-phone', 'Snomad 1.0'),
  thing('3c0760', 'maybe-phone', `Yealinkish ${'\u0001'.repeat(40)}<script>alert(1)</script>`),
  thing('3c0761', 'maybe-phone', `${'A'.repeat(3000)}`),
  { block: '3c2af4', kind: 'other', web: { title: 'Brother MFC-L2710DW series' }, snmp: 'Brother NC-8900w' },
  { block: '0020c1', kind: 'other', web: { title: 'AXIS P3245-V' } },
  // A phone maker's address on what is none, with an endless page, or one that points out of the office.
  { block: '0c383e', kind: 'maybe-phone', web: { title: 'Door', isEndless: true } },
  { block: '00085d', kind: 'maybe-phone', web: { redirect: 'http://192.0.2.1/phone' } },
  { block: '805ec0', kind: 'maybe-phone' },
  { block: '000b82', kind: 'camera', snmp: 'GXV Series IP Camera' },
]; // prettier-ignore

const macOf = (block: string, n: number): string =>
  block + (0x10_0000 + n * 0x111).toString(16).padStart(6, '0').slice(0, 6);

/** As many phones as asked, all decoys, and the rest silent computers. Addresses come from the caller. */
export function castOf(count: { phones: number; hosts: number }): Actor[] {
  const phones = Array.from({ length: count.phones }, (_, n) => {
    const { block, ...rest } = recordedPhones[n % recordedPhones.length]!;
    return { mac: macOf(block, n + 1), ...rest };
  });
  const others = decoys.map(({ block, ...rest }, n) => ({ mac: macOf(block, 600 + n), ...rest }));
  const silent = Array.from({ length: count.hosts - phones.length - others.length }, (_, n) => ({
    mac: macOf('001b21', 1000 + n),
  }));
  return [...phones, ...others, ...silent];
} // prettier-ignore
