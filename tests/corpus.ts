/**
 * Hostile and unusual texts, as data. Every text field of every command takes each of them: a typed refusal or an exact
 * round trip, never an exception and never a silent change. BASE goes to every field, the others to fields of their kind.
 */
const times = (text: string, n: number) => text.repeat(n);

const base = [
  ';', 'a;b', 'a\\;b', 'a\\\\;b', ';;', ';--', 'a;--b', '--;', 'a--;b', ';---', ';--x--;', '\\', 'a\\', '\\[x]', '[evil]',
  '[evil](!)', '[evil](+)', '](x)', '[a](a)', '#include "x"', '#exec id', '#tryinclude x', '#x', '=', '=>', 'a=>b', 'x+=y',
  'a\nb', 'a\r\nb', 'a\rb', 'a\n[evil]\nx=1', 'a\n#exec id', 'a\n\nAction: Command\nCommand: core stop now', 'a\u0085b',
  'a\u2028b', 'a\u000bb', '${EXTEN}', '${SHELL(id)}', '${FILE(x)}', '$[1+1]', '$$', '${', '${${X}}', '\\${X}', ',', 'a,b,c',
  'a|b', 'a&b', 'a&PJSIP/1/9', '(', ')', 'a)b', '[', ']', '"', 'a"b', '\\"', "'", '`', '`id`', '$(id)', '; id', '| id',
  '&& id', '> x', '%0d%0a', '%00', 'a\u0000b', '\ufeffa', 'a\u202eb', 'a\u200bb', 'e\u0301', '\ud800', '\ud83d\ude00',
  '\u0130\u0131', '\u0660\u0661', "' OR 1=1--", '"; DROP TABLE x;--', '<script>alert(1)</script>', '<img src=x onerror=1>',
  ']]>', '&amp;', '&x;', '<!ENTITY x SYSTEM "x">', '../../x', '__proto__', 'constructor', '%s%n', '{{7*7}}', 'null',
  'undefined', 'NaN', '', ' ', ' x ', '\tx', ...[79, 80, 81, 159, 160, 255, 256, 1023, 1024, 1025, 4096, 8189, 8190, 8191, 8192, 65536, 1048576].map((n) => times('A', n)),
  times('(', 5000), times('${', 2000), times(';--', 129),
]; // prettier-ignore

const name = [
  '"Bob" <911>', 'Bob <sip:x@y>', '<100>', 'Bob" <9', 'Bob\\', 'anonymous', 'Anonymous', 'asterisk', 'general', 'globals',
  'default', 'template', 'CON', 'NUL', "O'Brien", 'M\u00fcller', '\u674e', '\u05d0\u05d1', times('\u0e01', 40),
  `a${times('\u0300', 60)}`, '=?utf-8?Q?x?=', 'a:b', 'sip:a', times('\u0000', 3), '\u061c', 'A\u030a', '\u212b', '\ufb01',
  '\u00ad', '\ufffe',
]; // prettier-ignore

const number = [
  '_X.', '_.', '_!', '_[0-9', '_[z-a]', 's', 'i', 't', 'h', 'o', 'a', 'e', 'T', 'fax', '911', '112', '999', '0911', '+911',
  '9911', '100/555', '100@evil', '100&101', '100,1,System(id)', '1-0-0', '100--', '00100', '1e3', '0x64', '-1', '1.5', '1 00',
  '10\u0660', '\uff11\uff10', '*97', '*97#', '**', '#', '++', times('9', 40), '1900', '+8816', '011882', '\uff0b1',
  '100\u200b', '2147483648', '9007199254740993',
]; // prettier-ignore

const secret = [
  'password', '1234', '0000', 'p@ss:w', 'a:b', 'a@b', 'a%40b', '%%', '+x', 'x+', '=x', 'x=', '==x', '#x', 'x#y', '!x', '"x"',
  "'x'", '<x>', 'x&y', '\u00e9', '\ud83d\udd11', '*123', '-1234', ',,', 'x;y;z', '\\;x', 'x\\\\',
]; // prettier-ignore

const email = [
  'a@b,c@d', 'a@b;c@d', 'a@b|c@d', 'a@b\nBcc: c@d', 'a@b%0ABcc:c@d', '-oQx@b', '-X/x@b', '"a b"@c', '"a\\"b"@c', '<a@b>',
  'a@b> -t', 'a@[127.0.0.1]', 'a@b..c', 'a@-b', '.a@b', 'a..b@c', 'a@', '@b', 'a', 'a@b@c', 'a+`id`@b', '$(id)@b', 'a@xn--x',
  'a(comment)@b', '=?x?B?x?=@b', `${times('A', 65)}@b`, `a@${times('B', 254)}`, 'a@b\u0000.c', 'a@b\tc', 'mailto:a@b',
]; // prettier-ignore

const host = [
  '127.0.0.1', '0.0.0.0', '0', '0x7f.1', '2130706433', '::1', '[::ffff:127.0.0.1]', 'fe80::1%lo', '224.0.1.75',
  '255.255.255.255', '169.254.169.254', 'localhost.', 'a.b:99999', 'a.b:-1', 'a.b:5060;transport=tcp', 'a b', 'a_b', '-a',
  'a..b', 'xn--a', '\u0430pple.test', 'sip:a@b;lr', 'sip:a@b\\;lr', 'sip:a@b,sip:c@d', 'sips:a', 'sip:@b', 'sip:a:b@c@d',
  'sip:a@b?X=Y%0d%0aZ', 'file:x', 'javascript:1', 'smb:x', 'tel:+1;phone-context=x', 'http:a@b#@c', `${times('A', 64)}.b`,
  '1.2.3', '1.2.3.4.5', '1.2.3.4/33', '01.02.03.04',
]; // prettier-ignore

const mac = [
  '00:11:22:33:44:5g', '001122', '00-11-22-33-44-55-66', 'ff:ff:ff:ff:ff:ff', '01:00:5e:00:01:4b', '/../x', '..;/x',
  '%2e%2e/x', '%u002e', '..%5cx', '//x', '/./x', '/x/', '/x?', '/x#', '/x%00.cfg', '/.git/config', '/%ff', '/é', '*',
]; // prettier-ignore

const ami = [
  'x\r\nAction: Originate', 'x\nVariable: A=B', 'x\r\n\r\n', '\r', 'A=1,B=2', 'A=1\\,B=2', ',=,', 'Local/s@x', 'Local/s@x/n',
  'PJSIP/a&PJSIP/b', 'SHELL(id)', 'eVaL', 'Set', 'system', 'exec', 'Queue,,,,,AGI', '__A=1', '_A=1', 'CALLERID(all)=x',
  'Event: X', '--END COMMAND--', 'Response: Success', 'ActionID: x', 'Message: x', 'core stop now', '!id', 'module load x',
]; // prettier-ignore

export const corpus = { base, name, number, secret, email, host, mac, ami } as const;
export type CorpusKind = keyof typeof corpus;

export const everything: readonly string[] = [...new Set(Object.values(corpus).flat())];
