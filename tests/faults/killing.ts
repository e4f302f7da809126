/**
 * Commands through the socket while the service is killed at random moments. What was acknowledged is remembered here, and
 * compared with what the next service has: an acknowledged value must be there, or one that was sent after it and whose
 * answer the kill cut off.
 */
import type { Office } from './service-process.ts';

export interface Killing {
  office: Office;
  /** 0 to 1. */
  random: () => number;
}

interface Person {
  userId: string;
  extensionId: string;
  /** Value that was acknowledged last, and one whose answer never came. */
  seconds: { acknowledged: number; inDoubt: number | undefined };
}

export interface KillRun {
  acknowledged: number;
  lost: string[];
  differences: string[];
}

const shortestSeconds = 20;

/** Adds people and changes their ring times until `count` commands are acknowledged, killing the service now and then. */
export async function killDuring(
  { office, random }: Killing,
  { count, kills, afterRestart }: { count: number; kills: number; afterRestart?: () => Promise<void> },
): Promise<KillRun> {
  const people: Person[] = [];
  const created = new Set<string>();
  let acknowledged = 0;
  let killed = 0;
  const result: KillRun = { acknowledged: 0, lost: [], differences: [] };
  const change = () => people[Math.floor(random() * people.length)];

  async function command(n: number): Promise<boolean> {
    const person = n % 3 === 0 ? undefined : change();
    if (!person) {
      const firstName = `Person ${n}`;
      const outcome = await office.send('do', 'person.create', {
        firstName,
        voicemail: false,
        ringSeconds: shortestSeconds,
      });
      if (!outcome.ok) return cutOff(outcome.error);
      const { userId, extensionId } = outcome.value as Person;
      people.push({ userId, extensionId, seconds: { acknowledged: shortestSeconds, inDoubt: undefined } });
      created.add(firstName);
      return true;
    }
    const ringSeconds = shortestSeconds + 1 + (n % 500);
    person.seconds.inDoubt = ringSeconds;
    const outcome = await office.send('do', 'extension.update', { id: person.extensionId, ringSeconds });
    if (!outcome.ok) return cutOff(outcome.error);
    person.seconds = { acknowledged: ringSeconds, inDoubt: undefined };
    return true;
  }

  async function check(): Promise<void> {
    for (const person of people) {
      const found = await office.send('ask', 'extension.get', { id: person.extensionId });
      const seconds = found.ok ? (found.value as { ringSeconds: number }).ringSeconds : undefined;
      const { acknowledged: value, inDoubt } = person.seconds;
      if (seconds !== value && seconds !== inDoubt) {
        result.lost.push(`${person.extensionId} rings ${seconds} s, acknowledged were ${value} s`);
      }
      person.seconds = { acknowledged: seconds ?? value, inDoubt: undefined };
    }
    const { rows } = await office.ask<{ rows: { name: string }[] }>('people.list', { limit: 1000 });
    const names = new Set(rows.map(({ name }) => name));
    for (const name of created) if (!names.has(name)) result.lost.push(`${name} is missing`);
    const { compared, differences } = await office.compare();
    if (compared === 0) result.differences.push('nothing was compared');
    result.differences.push(...differences.map(({ what }) => what));
  }

  const until = count / kills;
  let nextKill = until * random();
  for (let n = 0; acknowledged < count || killed < kills; n++) {
    // The kill falls somewhere into the command's way: while it is sent, stored, projected or answered.
    const isKill = killed < kills && acknowledged >= nextKill;
    const sent = command(n);
    if (isKill) {
      await new Promise((at) => setTimeout(at, random() * 12));
      await office.kill();
      killed++;
      nextKill = killed * until + until * random();
    }
    if (await sent) acknowledged++;
    if (!isKill) continue;
    await office.start();
    await check();
    await afterRestart?.();
  }
  result.acknowledged = acknowledged;
  return result;
}

/** The service was gone; anything else is a fault of the test. */
function cutOff(error: { kind: string; message: string }): false {
  if (error.kind === 'not-running') return false;
  throw new Error(`${error.kind}: ${error.message}`);
}
