/** The mail of an invitation. It holds link and code, never the password. */
import type { NewMail } from '../mail/outbox.ts';
import type { InvitationDetail } from './view.ts';

export function letterOf(
  detail: InvitationDetail,
  to: string,
  { wifi, server, until }: { wifi: string; server: string; until: string },
): NewMail {
  const network =
    wifi === ''
      ? `Your device has to be in the office's own network, in which the phone system is at ${server}.`
      : `Your device has to be in the Wi-Fi "${wifi}", in which the phone system is at ${server}.`;
  return {
    to: [to],
    kind: 'invitation',
    key: `invitation-${detail.id}-${to}`,
    subject: `Set up your office phone: ${detail.app}`,
    text: [
      `${detail.label} (number ${detail.number}) can be set up in ${detail.app}.`,
      '',
      network,
      '',
      'Open this link on that device:',
      detail.link ?? '',
      '',
      `Or open ${detail.codeAt ?? ''} there and type the code ${detail.code}`,
      '',
      ...detail.steps.map((step, index) => `${index + 1}. ${step}`),
      '',
      `The link works once, until ${until}. Until then it is as good as a password: do not pass it on.`,
    ].join('\n'),
  };
}
