/**
 * Reads what we tell an app as that app does: from the grammar of its format, strictly, and apart from the renderers on
 * purpose. Tests only.
 */
import { readXml, type XmlNode } from '../../../phones/virtual/xml-reader.ts';

export interface ReadAccount {
  name: string;
  user: string;
  secret: string;
  server: string;
  port: number;
  transport: string;
  srtp: boolean;
}

function only(node: XmlNode, name: string): XmlNode {
  const found = node.children.filter((child) => child.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} elements <${name}> in <${node.name}>`);
  return first;
}
const textOf = (node: XmlNode, name: string): string => only(node, name).text;

function hostPort(text: string): { server: string; port: number } {
  const match = /^(\[[0-9a-f:]+\]|[^:[\]]+):(\d{1,5})$/i.exec(text);
  if (!match) throw new Error(`no host and port: ${text}`);
  return { server: (match[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(match[2]) };
}

function sipUri(text: string): { name: string; user: string; host: string; params: Map<string, string> } {
  const match = /^(?:"((?:[^"\\]|\\.)*)" )?<sip:(?:([^@<>]+)@)?([^;<>]+)((?:;[^;<>]+)*)>$/.exec(text);
  if (!match) throw new Error(`no name-addr: ${text}`);
  const [, name = '', user = '', host = '', params = ''] = match;
  const pairs = params.split(';').filter((one) => one !== '');
  return {
    name: name.replace(/\\(.)/g, '$1'),
    user,
    host,
    params: new Map(pairs.map((one) => one.split('=') as [string, string])), // Safe: both or an undefined value.
  };
}

export function readLinphone(bytes: Buffer): ReadAccount {
  const root = readXml(bytes.toString('utf8'));
  if (root.name !== 'config' || root.attributes.get('xmlns') !== 'http://www.linphone.org/xsds/lpconfig.xsd')
    throw new Error('no lpconfig');
  const entries = (section: string): Map<string, string> => {
    const found = root.children.find((one) => one.name === 'section' && one.attributes.get('name') === section);
    if (!found) throw new Error(`no section ${section}`);
    return new Map(
      found.children.map((entry) => {
        // liblinphone writes `name=value` lines of its own from these.
        if (entry.name !== 'entry' || entry.text !== entry.text.trim() || /[\r\n]/.test(entry.text))
          throw new Error(`an entry that breaks linphonerc: ${entry.text}`);
        return [entry.attributes.get('name') ?? '', entry.text];
      }),
    );
  };
  const [proxy, auth, sip] = [entries('proxy_0'), entries('auth_info_0'), entries('sip')];
  const identity = sipUri(proxy.get('reg_identity') ?? '');
  const registrar = sipUri(proxy.get('reg_proxy') ?? '');
  if (identity.user !== auth.get('username')) throw new Error('two user names');
  return {
    name: identity.name,
    user: identity.user,
    secret: auth.get('passwd') ?? '',
    ...hostPort(registrar.host),
    transport: registrar.params.get('transport') ?? 'udp',
    srtp: sip.get('media_encryption') === 'srtp' && sip.get('media_encryption_mandatory') === '1',
  };
}

export function readAcrobits(bytes: Buffer): ReadAccount {
  const root = readXml(bytes.toString('utf8'));
  if (root.name !== 'account' || textOf(root, 'title') === '') throw new Error('no account with a title');
  const transport = textOf(root, 'transport');
  if (!['udp', 'tcp', 'tls', 'tls+sip:'].includes(transport)) throw new Error(`transport ${transport}`);
  const isSecure = root.children.some((one) => one.name === 'sdesIncoming' && one.text === 'required');
  return {
    name: textOf(root, 'userDisplayName'),
    user: textOf(root, 'authUsername'),
    secret: textOf(root, 'password'),
    ...hostPort(textOf(root, 'host')),
    transport: transport.slice(0, 3),
    srtp: isSecure && textOf(root, 'sdesOutgoing') === 'required',
  };
}

export function readZoiper(bytes: Buffer): ReadAccount {
  const account = only(only(readXml(bytes.toString('utf8')), 'accounts'), 'account');
  return {
    name: textOf(account, 'SIP_callerId'),
    user: textOf(account, 'SIP_auth_username'),
    secret: textOf(account, 'password'),
    ...hostPort(textOf(account, 'SIP_domain')),
    transport: textOf(account, 'SIP_transport_type').toLowerCase(),
    srtp: textOf(account, 'SIP_srtp_mode') === 'SDES',
  };
}

export function readWave(text: string): ReadAccount {
  if (/[^ -~]/.test(text)) throw new Error('not ASCII');
  const account = only(readXml(text), 'Account');
  return {
    name: textOf(account, 'DisplayName'),
    user: textOf(account, 'AuthID'),
    secret: textOf(account, 'AuthPass'),
    ...hostPort(textOf(account, 'RegisterServer')),
    transport: 'udp',
    srtp: false,
  };
}

export function readSipnetic(text: string): ReadAccount {
  const pairs = text.split(';').filter((one) => one !== '');
  const values = new Map(
    pairs.map((pair) => {
      const [name = '', value, ...rest] = pair.split('=');
      if (value === undefined || rest.length > 0) throw new Error(`no pair: ${pair}`);
      return [name, value];
    }),
  );
  const of = (name: string): string => values.get(name) ?? '';
  return {
    name: of('n'),
    user: of('au'),
    secret: of('p'),
    ...hostPort(of('op')),
    transport: of('dt'),
    srtp: of('dt') === 'tls',
  };
}

export function readMicrosip(bytes: Buffer): ReadAccount {
  const text = bytes.toString('utf16le');
  if (!text.startsWith('\ufeff')) throw new Error('no byte order mark');
  const lines = text.slice(1).split('\r\n');
  const values = new Map(
    lines.slice(lines.indexOf('[Account1]') + 1).flatMap((line) => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
  const of = (name: string): string => values.get(name) ?? '';
  return {
    name: of('displayName'),
    user: of('authID'),
    secret: of('password'),
    ...hostPort(of('server')),
    transport: of('transport'),
    srtp: of('SRTP') === 'mandatory',
  };
}

export function readBaresip(bytes: Buffer): ReadAccount {
  const [line = '', ...rest] = bytes.toString('utf8').split('\n');
  if (rest.join('') !== '') throw new Error('more than one account');
  const end = line.indexOf('>');
  const uri = sipUri(line.slice(0, end + 1));
  const params = new Map(
    line
      .slice(end + 2)
      .split(';')
      .map((one) => one.split('=') as [string, string]), // Safe: every parameter of ours has a value.
  );
  return {
    name: uri.name,
    user: params.get('auth_user') ?? '',
    secret: params.get('auth_pass') ?? '',
    ...hostPort(uri.host),
    transport: uri.params.get('transport') ?? 'udp',
    srtp: params.get('mediaenc') === 'srtp-mand',
  };
}
