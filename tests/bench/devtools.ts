/** Asks a page of an Electron that was started with --remote-debugging-port, as its developer tools do. */

interface Target {
  type: string;
  webSocketDebuggerUrl?: string;
}

/** Resolves when `expression` is true in the first page; asked anew every few milliseconds. */
export async function isTrue(port: number, expression: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const url = await pageUrl(port, deadline);
  const socket = new WebSocket(url);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('the developer tools do not answer')), { once: true });
    });
    while (!(await evaluated(socket, expression))) {
      if (performance.now() > deadline) throw new Error(`not in ${timeoutMs} ms: ${expression}`);
      await pause();
    }
  } finally {
    socket.close();
  }
}

async function pageUrl(port: number, deadline: number): Promise<string> {
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/json`);
      const targets = (await answer.json()) as Target[];
      const url = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
      if (url !== undefined) return url;
    } catch (error) {
      // Nobody listens there yet.
      if (performance.now() > deadline) throw error;
    }
    if (performance.now() > deadline) throw new Error('no window was opened');
    await pause();
  }
}

let lastId = 0;

function evaluated(socket: WebSocket, expression: string): Promise<boolean> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const { signal } = settled;
    const onMessage = ({ data }: MessageEvent) => {
      const message = JSON.parse(String(data)) as { id?: number; result?: { result?: { value?: unknown } } };
      if (message.id !== id) return;
      settled.abort();
      resolve(message.result?.result?.value === true);
    };
    socket.addEventListener('message', onMessage, { signal });
    socket.addEventListener('close', () => reject(new Error('the window is gone')), { signal });
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }));
  });
}

const pause = () => new Promise((again) => setTimeout(again, 10));
