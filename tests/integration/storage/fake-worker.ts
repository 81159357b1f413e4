/** A worker script for database-thread.test.ts: speaks the thread's language and misbehaves on request. */
import { parentPort } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from '../../../electron/core/storage/thread-messages.ts';

const sessions = new Set<number>();
const reply = (message: ThreadReply): void => parentPort?.postMessage(message);

parentPort?.on('message', (request: ThreadRequest) => {
  const { call } = request;
  if (request.kind === 'open') sessions.add(request.session);
  if (request.kind !== 'invoke') {
    reply({ call, outcome: 'value', value: null });
    return;
  }
  if (!sessions.has(request.session)) throw new Error('An unknown session');
  switch (request.method) {
    case 'echo':
      reply({ call, outcome: 'value', value: request.args });
      return;
    case 'later':
      setTimeout(() => {
        reply({ call, outcome: 'value', value: request.args });
      }, 20);
      return;
    case 'die':
      process.exit(1);
      return;
    case 'throw':
      throw new Error('Not caught by anyone');
    case 'defect':
      reply({ call, outcome: 'defect', message: 'A bug', stack: 'where it was' });
      return;
    default:
      reply({
        call,
        outcome: 'failure',
        failure: { code: 'disk_full', message: 'Full.' },
        damaged: request.method === 'damaged',
      });
  }
});
