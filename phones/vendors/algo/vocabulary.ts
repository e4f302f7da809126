import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from public templates; README.md says from which. */
export const algoVocabulary: readonly Vocabulary[] = [
  {
    families: ['algo'],
    guide: 'Algo Provisioning Guide; templates for 8103 to 8301',
    firmware: '3.x to 5.x',
    names: [
      'admin.devname', 'admin.pwd', 'admin.timezone', 'net.time', 'net.dhcp.c.ntp', 'prov.use', 'prov.server.method', 'prov.server.static',
      'prov.download.method', 'prov.download.cfgpath', 'prov.download.fwpath', 'prov.version.firmware', 'prov.sync.frequency', 'prov.ztp.use',
      'iot.use', 'sip.interop.checksync', 'audio.codec.g#', 'net.vlan.use', 'net.vlan.id', 'net.vlan.priority', 'net.dscp.sip', 'net.dscp.rtp',
      'log.method', 'log.server', 'sip.proxy', 'sip.transp', 'sip.u#.user', 'sip.u#.auth', 'sip.u#.pwd', 'sip.u#.dname',
    ], // prettier-ignore
  },
];
