import type { HealthCheck } from './check.ts';

/** What an office switched on for its phones and cannot have; settings over HTTP go on. */
export const phoneServers: HealthCheck = {
  id: 'phone-servers',
  check({ phoneServers: servers }) {
    if (servers === undefined) return [];
    const { https, tftp, clock } = servers;
    const one = (code: string, title: string, failure: string | null, remedy: string) =>
      failure === null
        ? []
        : [{ code, severity: 'attention' as const, title, cause: failure, remedy, route: '/system/network' }];
    return [
      ...one('https-failed', 'Phones get no settings over HTTPS', https.failure, 'Or switch HTTPS off. Settings over HTTP go on.'), // prettier-ignore
      ...one('tftp-failed', 'Phones get no settings over TFTP', tftp.failure, 'Or switch TFTP off. Settings over HTTP go on.'), // prettier-ignore
      ...one('clock-failed', 'This computer cannot tell phones the time', clock.failure, 'Or switch the clock off: phones then take the time when they register.'), // prettier-ignore
      ...(clock.isClockRight
        ? []
        : one('clock-wrong', 'The clock of this computer is wrong', 'It shows a time that has passed already, so phones are told none.', 'Set the clock of this computer. Hours and call records go by it too.')), // prettier-ignore
    ];
  },
};
