/** The further questions for a host that looks like a phone and has not said which one it is. */

import type { Mac } from '../mac.ts';
import type { ScanCounts } from './scan.ts';
import type { Sign } from './signs.ts';
import { verdictOf } from './verdict.ts';
import { askPage, type WebPage } from './web-probe.ts';

export type DeeperDeps = {
  counts: ScanCounts;
  signal: AbortSignal;
  hear: (sign: Omit<Sign, 'at' | 'interface'>) => void;
  signsOf: (host: string) => readonly Sign[];
  macOf: (host: string) => Mac | undefined;
  webPort?: number;
};

export type Ways = {
  localAddress: string;
  /** Absent: it has answered SIP already. */
  sip: ((port: number) => Promise<boolean>) | undefined;
  snmp: (version: 1 | 2) => Promise<boolean>;
};

export type Deeper = (host: string, ways: Ways) => Promise<void>;

/** Where second accounts listen, and what people choose to hide the first (A4: Grandstream 5062, 5064 ...). */
const OTHER_PORTS = Array.from({ length: 19 }, (_, n) => 5062 + n);
const MOST_PAGES_AT_ONCE = 32;

/** Answered by Grandstream GXP21xx without a login (A7). */
const modelPath = '/cgi-bin/api.values.get?request=phone_model';
const modelIn = (body: string): string | undefined => /"phone_model"\s{0,4}:\s{0,4}"([\w -]{2,30})"/.exec(body.slice(0, 2000))?.[1]; // prettier-ignore

function gate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let open = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (open >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    open += 1;
    try {
      return await work();
    } finally {
      open -= 1;
      waiting.shift()?.();
    }
  };
}

export function askDeeper({ counts, signal, hear, signsOf, macOf, webPort }: DeeperDeps): Deeper {
  const pages = gate(MOST_PAGES_AT_ONCE);

  async function web(host: string, localAddress: string): Promise<void> {
    counts.web.asked += 1;
    const ask = (more: { isTls?: boolean; path?: string }): Promise<WebPage | undefined> => {
      const port = more.isTls === true ? undefined : webPort;
      return pages(() => askPage({ host, localAddress, signal, ...more, ...(port === undefined ? {} : { port }) }));
    };
    const plain = await ask({});
    // Nobody at port 80, or only a pointer to the encrypted page of the same host.
    const page = plain === undefined || (plain.status >= 300 && plain.status < 400) ? ((await ask({ isTls: true })) ?? plain) : plain; // prettier-ignore
    if (page === undefined) return;
    counts.web.answered += 1;
    const { server, realm, title } = page;
    const text = [title, realm, server].filter((one) => one !== undefined).join(' · ');
    const sign = {
      via: 'http' as const,
      address: host,
      ...(text === '' ? {} : { text }),
      web: { server, realm, title },
    };
    hear(sign);
    const verdict = verdictOf(macOf(host), signsOf(host));
    if (verdict.vendorId !== 'grandstream' || verdict.model !== null) return;
    const model = modelIn((await ask({ path: modelPath }))?.body ?? '');
    if (model !== undefined) hear({ ...sign, web: { server, realm, title: title ?? 'Grandstream Device Configuration', model } }); // prettier-ignore
  }

  async function otherPorts(sip: NonNullable<Ways['sip']>): Promise<void> {
    counts.sipPorts.asked += 1;
    const answers = await Promise.all(OTHER_PORTS.map((port) => sip(port)));
    if (answers.includes(true)) counts.sipPorts.answered += 1;
  }

  async function snmp(ask: Ways['snmp']): Promise<void> {
    counts.snmp.asked += 1;
    if ((await Promise.all([ask(2), ask(1)])).includes(true)) counts.snmp.answered += 1;
  }

  return async (host, { localAddress, sip, snmp: askSnmp }) => {
    await Promise.all([web(host, localAddress), snmp(askSnmp), ...(sip === undefined ? [] : [otherPorts(sip)])]);
  };
}
