/** Hands jobs to the thread that prepares pictures: started for the first, and ended after the last. */
import workerUrl from './picture-worker.ts?worker&url';
import { refusal, type ImageRefusal } from './refusals.ts';
import type { Answers, Job, Request, Response } from './worker-messages.ts';

/** Between two pictures of a row it would be started anew. */
const endsAfterMs = 10_000;

type Answered = (answer: Response['answer']) => void;

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/** The page's policy lets no script be started by a mere text: this one, and no other. */
let policy: ScriptUrlPolicy | null = null;
function scriptUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  policy ??= trustedTypes?.createPolicy('picture-worker', { createScriptURL: () => workerUrl }) ?? null;
  return policy?.createScriptURL(workerUrl) ?? workerUrl;
}

let worker: Worker | null = null;
let ending: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
const waiting = new Map<number, Answered>();

function end(): void {
  clearTimeout(ending);
  worker?.terminate();
  worker = null;
}

function start(): Worker {
  const started = new Worker(scriptUrl(), { type: 'module', name: 'pictures' });
  started.addEventListener('message', ({ data }: MessageEvent<Response>) => {
    waiting.get(data.id)?.(data.answer);
  });
  // It is gone, e.g. for want of memory: all who wait hear of it, and the next picture gets a new one.
  started.addEventListener('error', () => {
    if (worker === started) end();
    for (const answered of [...waiting.values()]) answered(refusal.unreadable());
  });
  return started;
}

/** Rejects with the signal's reason, and with nothing else. */
export function runJob<J extends Job>(
  job: J,
  signal: AbortSignal,
): Promise<Answers[J['what']] | ImageRefusal> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    lastId += 1;
    const id = lastId;
    const onAbort = () => {
      finish();
      // What nobody waits for need not be decoded to its end.
      if (waiting.size === 0) end();
      reject(signal.reason as Error);
    };
    function finish(): void {
      signal.removeEventListener('abort', onAbort);
      waiting.delete(id);
      if (waiting.size === 0) ending = setTimeout(end, endsAfterMs);
    }
    waiting.set(id, (answer) => {
      finish();
      resolve(answer as Answers[J['what']] | ImageRefusal);
    });
    signal.addEventListener('abort', onAbort, { once: true });
    clearTimeout(ending);
    worker ??= start();
    worker.postMessage({ id, job } satisfies Request);
  });
}
