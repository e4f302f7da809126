import { describe, expect, it } from 'vitest';
import { readXml, XmlError } from './xml-reader.ts';

describe('strict XML reader', () => {
  it('reads elements, attributes, text and entities', () => {
    const root = readXml(
      '<?xml version="1.0"?>\n<a x="1 &quot;&#10;>" y=\'2\'><b/>t &amp; &#x41;\r\n<c z="a\tb"> </c></a>\n',
    );
    expect([root.name, Object.fromEntries(root.attributes), root.text]).toEqual([
      'a',
      { x: '1 "\n>', y: '2' },
      't & A\n',
    ]);
    expect(root.children.map((node) => [node.name, node.text, node.attributes.get('z')])).toEqual([
      ['b', '', undefined],
      ['c', ' ', 'a b'],
    ]);
  });

  it.each([
    '',
    'x',
    '<a>',
    '</a>',
    '<a></b>',
    '<a/><b/>',
    '<a x=1/>',
    '<a x="1" x="2"/>',
    '<a>&x;</a>',
    '<a>& </a>',
    '<!DOCTYPE a><a/>',
    '<a><![CDATA[x]]></a>',
    '<a x="<"/>',
    '<a',
    '<a/>x',
  ])('refuses %s', (text) => {
    expect(() => readXml(text)).toThrow(XmlError);
  });
});
