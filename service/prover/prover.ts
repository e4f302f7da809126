/**
 * Proves the coming week in the background: after each change, and each hour because time goes on. Looks at some numbers
 * at a time, so that nothing else waits for it.
 */
import type { Office, Touched } from '../../db/office.ts';
import { cachedSource } from '../../office/core/prover/cached.ts';
import { missingSounds, proveNumber, unreached, type Finding, type Subject } from '../../office/core/prover/prove.ts';
import { flowProblems } from '../../office/features/call-flows/problems.ts';
import { callFlows, flowSteps } from '../../office/features/call-flows/table.ts';
import { officeFlows } from '../../office/features/index.ts';

export interface Proof {
  findings: Finding[];
  /** When it was proved, or null before the first time; `numbers`: how many were looked at. */
  at: number | null;
  numbers: number;
}

export interface Prover {
  readonly proof: Proof;
  /** To be called after each change that is stored. */
  commit(touched: readonly Touched[]): void;
  /** Resolves when what was stored so far is proved. */
  settled(): Promise<void>;
  stop(): void;
}

export interface ProverDeps {
  office: Pick<Office, 'read' | 'affectedOwners'>;
  now: () => number;
  /** Whether the file of a sound, by its id, is there. */
  hasSound(id: string): boolean;
  changed(proof: Proof): void;
  failed(error: unknown): void;
}

/** Longer than a person notices, shorter than a phone waits. */
const sliceMs = 15;
const againEveryMs = 3600_000;

/** Rows whose nodes are many and change seldom; the nodes of all others are compiled anew after each change. */
const tableOf: Readonly<Record<string, string>> = {
  ext: 'extensions',
  vm: 'extensions',
  fa: 'extensions',
  grp: 'ring_groups',
};

/** What is wrong with a flow by itself; whether calls get to a step and go in circles is proved from all numbers. */
function unfinished(read: Office['read']): Finding[] {
  return read.all(callFlows).flatMap((flow) =>
    flowProblems(read, flow.id)
      .filter(({ code }) => code !== 'unreachable' && code !== 'circle')
      .map(({ weight, step, words, proposal }) => ({
        code: 'unfinished' as const,
        weight,
        number: '',
        node: step ?? flow.id,
        words,
        proposal,
        times: [],
      })),
  );
}

export function openProver({ office, now, hasSound, changed, failed }: ProverDeps): Prover {
  const flows = cachedSource(officeFlows(office.read));
  let proof: Proof = { findings: [], at: null, numbers: 0 };
  let running: Promise<void> | undefined;
  let isStale = false;
  let isStopped = false;

  async function run(): Promise<void> {
    do {
      isStale = false;
      await proveAll();
    } while (isStale && !isStopped);
    running = undefined;
  }

  async function proveAll(): Promise<void> {
    const numbers = office.read.numbers().map(({ number }) => number);
    const expected = office.read.all(flowSteps).map(({ id }) => id);
    const subject: Subject = { flows, numbers, expected, hasSound };
    const reached = new Set<string>();
    const findings: Finding[] = [];
    const second = Math.floor(now() / 1000);
    let sliceEnd = performance.now() + sliceMs;
    for (const number of numbers) {
      findings.push(...proveNumber(subject, number, second, reached));
      if (performance.now() < sliceEnd) continue;
      await new Promise((next) => setImmediate(next));
      // A change came in between: what was found so far may not be true any more.
      if (isStale || isStopped) return;
      sliceEnd = performance.now() + sliceMs;
    }
    findings.push(...unreached(subject, reached), ...missingSounds(subject, reached), ...unfinished(office.read));
    proof = { findings, at: now(), numbers: numbers.length };
    changed(proof);
  }

  function begin(): void {
    if (isStopped) return;
    isStale = true;
    running ??= Promise.resolve()
      .then(run)
      .catch((error: unknown) => {
        running = undefined;
        failed(error);
      });
  }

  const timer = setInterval(begin, againEveryMs);
  timer.unref();
  begin();
  return {
    get proof() {
      return proof;
    },
    commit(touched) {
      const affected = new Set(office.affectedOwners(touched));
      flows.forget((id) => {
        const prefix = id.slice(0, id.indexOf('-'));
        const table = tableOf[prefix];
        if (table === undefined) return true;
        return affected.has(
          `${table}:${table === 'extensions' && prefix !== 'ext' ? id.slice(prefix.length + 1) : id}`,
        );
      });
      begin();
    },
    settled: async () => {
      while (running) await running;
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
