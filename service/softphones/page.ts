/**
 * The pages of an invitation, for any browser of the last ten years: plain HTML, one style sheet inside, no scripts, nothing
 * fetched from elsewhere. Every text is escaped where it is put in.
 */
import { createHash } from 'node:crypto';
import type { OtherAnswer } from '../../phones/index.ts';
import type { SoftphoneAccount } from './account.ts';
import { words } from './words.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const esc = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? '');

const style = `
:root{color-scheme:light dark;--ink:#1c2426;--soft:#566366;--line:#d5dcdd;--paper:#fff;--ground:#f3f5f5;--accent:#0b5f66;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8eeee;--soft:#a3b1b3;--line:#364245;--paper:#1b2224;--ground:#121718;--accent:#6fc7cd;--on:#06282b}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:34rem;margin:0 auto;padding:20px 16px 40px}
h1{font-size:1.35rem;line-height:1.25;margin:8px 0 4px;overflow-wrap:anywhere}
h2{font-size:1rem;margin:0 0 6px}
p{margin:0 0 10px}
section>p:last-child{margin:0}
ol{margin:0;padding-left:1.3em}
li{margin:0 0 6px}
section,details{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:14px 16px;margin:14px 0}
summary{cursor:pointer;font-weight:600}
.soft{color:var(--soft);overflow-wrap:anywhere}
.bad{border-color:#b3261e}
.button,button{display:block;width:100%;margin:10px 0 0;padding:13px 16px;border:1px solid var(--accent);border-radius:10px;background:var(--paper);color:var(--accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.first{background:var(--accent);color:var(--on)}
.button:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
label{display:block;font-weight:600}
input{width:100%;margin:6px 0 0;padding:12px;border:1px solid var(--line);border-radius:10px;background:var(--ground);color:var(--ink);font:600 1.3rem/1.2 ui-monospace,monospace;letter-spacing:.08em;text-transform:uppercase}
dl{margin:0}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0 0 10px;font:600 1.05rem/1.35 ui-monospace,monospace;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing is loaded, run or framed; forms go to ourselves. No-store stands in every answer of this server. */
const headers = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function page(status: number, body: string): OtherAnswer {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${words.title}</title><style>${style}</style></head>
<body><main>${body}</main></body></html>
`;
  return { status, contentType: 'text/html; charset=utf-8', headers, body: html };
}

export function codePage(problem?: 'wrong' | 'slow'): OtherAnswer {
  const said = problem === undefined ? '' : `<section class="bad" role="alert"><p>${words[problem]}</p></section>`;
  return page(
    problem === 'slow' ? 429 : problem === 'wrong' ? 403 : 200,
    `<h1>${words.enter}</h1>${said}<form method="post" action="/join"><section><label for="code">${words.code}</label>
<p class="soft">${words.enterText}</p><input id="code" name="code" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX">
<button class="first">${words.go}</button></section></form>`,
  );
}

export interface Offer {
  app: string;
  steps: readonly string[];
  /** Opens the app. */
  deepLink: string | undefined;
  /** Downloaded by the browser. */
  file: { name: string; path: string } | undefined;
}

export interface Invited {
  label: string;
  number: string;
  path: string;
  server: string;
  wifi: string;
  until: string;
  chosen: Offer;
  others: readonly Offer[];
  /** Path of the office's certificate, when this identity needs it. */
  certificate: string | undefined;
}

function buttons({ app, deepLink, file }: Offer, isFirst: boolean): string {
  const kind = isFirst ? 'button first' : 'button';
  if (deepLink !== undefined) return `<a class="${kind}" href="${esc(deepLink)}">${esc(words.open(app))}</a>`;
  if (file !== undefined)
    return `<a class="${kind}" href="${esc(file.path)}" download="${esc(file.name)}">${esc(words.download(file.name))}</a>`;
  return '';
}

export function invitedPage(invited: Invited): OtherAnswer {
  const { chosen, others, certificate, wifi, server } = invited;
  const first = buttons(chosen, true);
  const others_ = others
    .filter(({ deepLink, file }) => deepLink !== undefined || file !== undefined)
    .map((offer) => `<p class="soft">${esc(offer.app)}</p>${buttons(offer, false)}`);
  return page(
    200,
    `<h1>${esc(words.setUp(chosen.app))}</h1><p class="soft">${esc(words.forWhom(invited.label, invited.number))}</p>
<section><h2>${words.network}</h2><p>${esc(wifi === '' ? words.noWifi(server) : words.wifi(wifi, server))}</p></section>
<section><h2>${words.steps}</h2><ol>${chosen.steps.map((step) => `<li>${esc(step)}</li>`).join('')}</ol>${first}
<form method="post" action="${esc(`${invited.path}/settings`)}"><button${first === '' ? ' class="first"' : ''}>${words.show}</button></form></section>
${certificate === undefined ? '' : `<section><h2>${words.certificate}</h2><p>${words.certificateText}</p><a class="button" href="${esc(certificate)}" download="office-ca.crt">${esc(words.download('office-ca.crt'))}</a></section>`}
${others_.length === 0 ? '' : `<details><summary>${words.others}</summary>${others_.join('')}</details>`}
<p class="soft">${esc(words.once(invited.until))}</p>`,
  );
}

export function settingsPage(account: SoftphoneAccount, label: string, until: string): OtherAnswer {
  const facts: readonly [string, string][] = [
    [words.server, account.server],
    [words.port, String(account.port)],
    [words.user, account.user],
    [words.password, account.secret],
    [words.transport, account.transport.toUpperCase()],
    ...(account.srtp ? ([[words.voice, words.voiceOn]] satisfies [string, string][]) : []),
    [words.name, account.displayName],
  ];
  return page(
    200,
    `<h1>${words.settings}</h1><p class="soft">${esc(words.forWhom(label, account.number))}</p>
<section><dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${esc(value)}</dd>`).join('')}</dl></section>
<p class="soft">${esc(words.again(until))}</p>`,
  );
}

export function gonePage(why: keyof typeof words.gone, used?: { at: string; from: string }): OtherAnswer {
  const detail = why === 'used' && used ? `<p>${esc(words.usedBy(used.at, used.from))}</p>` : '';
  return page(410, `<h1>${words.gone[why]}</h1><section class="bad">${detail}<p>${words.askAgain}</p></section>`);
}
