import type { BookEntry, RenderedFile } from '../define.ts';
import { xmlElement } from '../xml.ts';

/** `SnomIPPhoneDirectory` (vendor wiki, "XML Minibrowser"): opened by the directory key, and chosen entries are dialled. */
export function snomPhoneBook(entries: readonly BookEntry[]): RenderedFile {
  return {
    path: 'book.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<SnomIPPhoneDirectory>',
      ` ${xmlElement('Title', {}, 'Phone book')}`,
      ` ${xmlElement('Prompt', {}, 'Dial')}`,
      ...entries.map(
        ({ name, number }) =>
          ` <DirectoryEntry>${xmlElement('Name', {}, name)}${xmlElement('Telephone', {}, number)}</DirectoryEntry>`,
      ),
      '</SnomIPPhoneDirectory>',
      '',
    ].join('\n'),
    isSecret: false,
    notes: [],
  };
}
