/**
 * The database thread's entry: opens services on request, runs their methods, answers with plain data.
 * Runs as a source file under Node 24 and bundled in Electron. Knows no network and no secret but the
 * database keys it is handed.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { toStorageError, DamagedDatabase } from './database-failure.ts';
import { databaseServices } from './database-services.ts';
import type { Service, ServiceContext, ServiceName } from './database-services.ts';
import { PageCache } from './page-cache.ts';
import type { ThreadReply, ThreadRequest, ThreadSettings } from './thread-messages.ts';

type OpenService = (options: unknown, context: ServiceContext) => Service;

const context: ServiceContext = { pageCache: new PageCache((workerData as ThreadSettings).cacheKiB) };
const sessions = new Map<number, Service>();

async function run(request: ThreadRequest): Promise<unknown> {
  switch (request.kind) {
    case 'open': {
      const open = databaseServices[request.service as ServiceName] as OpenService;
      sessions.set(request.session, open(request.options, context));
      return undefined;
    }
    case 'invoke': {
      const service = sessions.get(request.session) as (Service & Record<string, unknown>) | undefined;
      const method = service?.[request.method];
      if (typeof method !== 'function') throw new Error(`No ${request.method} in session ${request.session}`);
      return method.apply(service, request.args);
    }
    case 'close': {
      const service = sessions.get(request.session);
      sessions.delete(request.session);
      service?.close();
      return undefined;
    }
  }
}

function describe(call: number, error: unknown): ThreadReply {
  const known = toStorageError(error);
  if (known !== null) {
    return { call, outcome: 'failure', failure: known.failure, damaged: known instanceof DamagedDatabase };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { call, outcome: 'defect', message, stack: stack ?? message };
}

const port = parentPort;
if (port === null) throw new Error('The database worker runs as a worker thread only');
port.on('message', (request: ThreadRequest) => {
  run(request).then(
    (value) => port.postMessage({ call: request.call, outcome: 'value', value } satisfies ThreadReply),
    (error: unknown) => port.postMessage(describe(request.call, error)),
  );
});
