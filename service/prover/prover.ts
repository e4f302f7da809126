/**
 * Proves the coming week in the background: after each change, and each hour because time goes on. Looks at some numbers
 * at a time, so that nothing else waits for it.
 */
import type { Office, Touched } from '../../db/office.ts';
import { snapshotOf } from '../../db/snapshot.ts';
import type { Node } from '../../office/core/call-flow/node.ts';
import { cachedSource } from '../../office/core/prover/cached.ts';
import { missingSounds, proveNumber, unreached, type Finding, type Subject } from '../../office/core/prover/prove.ts';
import type { Read } from '../../office/core/store.ts';
import { rowOfNode } from '../../office/core/destination.ts';
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

interface Proved {
  findings: Finding[];
  reached: ReadonlySet<string>;
  nodes: ReadonlyMap<string, Node | undefined>;
  /** Seconds since 1970. */
  at: number;
}

/** A change in the same process passes several turns until it is live: each may cost it this. */
const sliceMs = 2;
/** Changes that follow each other so soon are proved together. */
const settleMs = 30;
const againEveryMs = 3600_000;

/** Nodes that are many and change seldom; all others are compiled anew after each change. */
const keptPrefixes: ReadonlySet<string> = new Set(['ext', 'vm', 'fa', 'grp', 'flw']);
const flowTables: ReadonlySet<string> = new Set(['call_flows', 'flow_steps', 'flow_exits']);

/** What is wrong with a flow by itself; whether calls get to a step and go in circles is proved from all numbers. */
function unfinished(read: Read): Finding[] {
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
  const flows = cachedSource(officeFlows(snapshotOf(office.read)));
  const proved = new Map<string, Proved>();
  let proof: Proof = { findings: [], at: null, numbers: 0 };
  let running: Promise<void> | undefined;
  let isStale = false;
  let isStopped = false;

  async function run(): Promise<void> {
    do {
      do {
        isStale = false;
        await new Promise((next) => setTimeout(next, settleMs));
      } while (isStale && !isStopped);
      await proveAll();
    } while (isStale && !isStopped);
    running = undefined;
  }

  async function proveAll(): Promise<void> {
    const read = snapshotOf(office.read);
    flows.readFrom(officeFlows(read));
    const numbers = read.numbers().map(({ number }) => number);
    const expected = read.all(flowSteps).map(({ id }) => id);
    const subject: Subject = { flows, numbers, expected, hasSound };
    const second = Math.floor(now() / 1000);
    const reached = new Set<string>();
    const findings: Finding[] = [];
    let sliceEnd = performance.now() + sliceMs;
    for (const number of numbers) {
      const known = proved.get(number);
      const one = known && isFresh(known, number, second) ? known : proveOne(subject, number, second);
      proved.set(number, one);
      for (const node of one.reached) reached.add(node);
      findings.push(...one.findings);
      if (performance.now() < sliceEnd) continue;
      await new Promise((next) => setImmediate(next));
      // A change came in between: what was found so far may not be true any more.
      if (isStale || isStopped) return;
      sliceEnd = performance.now() + sliceMs;
    }
    findings.push(...unreached(subject, reached), ...missingSounds(subject, reached), ...unfinished(read));
    proof = { findings, at: now(), numbers: numbers.length };
    changed(proof);
  }

  function proveOne(subject: Subject, number: string, second: number): Proved {
    const reached = new Set<string>();
    const findings = proveNumber(subject, number, second, reached);
    return { findings, reached, nodes: new Map([...reached].map((id) => [id, flows.byId(id)])), at: second };
  }

  /** Every node that its calls get to is the one that was looked at, and the week has hardly moved on. */
  function isFresh(known: Proved, number: string, second: number): boolean {
    if (second - known.at > againEveryMs / 2000) return false;
    const start = flows.byNumber(number);
    if (start !== undefined && !known.nodes.has(start.id)) return false;
    for (const [id, node] of known.nodes) if (flows.byId(id) !== node) return false;
    return true;
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
      // What a step is called and the hours that it looks at stand in rows of others.
      const isInFlows = touched.every(({ table }) => flowTables.has(table));
      flows.forget((id) => {
        const prefix = id.slice(0, id.indexOf('-'));
        const row = prefix === 'fst' ? office.read.get(flowSteps, id) : undefined;
        if (row) return !isInFlows || affected.has(`call_flows:${row.flowId}`);
        const behind = keptPrefixes.has(prefix) ? rowOfNode(id) : undefined;
        if (behind?.table === 'call_flows') return !isInFlows || affected.has(`call_flows:${behind.id}`);
        return behind === undefined || affected.has(`${behind.table}:${behind.id}`);
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
