/** The child of killed.test.ts: syncs a made-up instance into a mirror, says so page by page, until it is killed. */
import { createDirectory } from '../../../electron/core/directory/create-directory.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { FakeInstance } from '../../integration/directory/fake-instance.ts';
import { makeWireUsers } from '../../integration/directory/wire-users.ts';

const { worker, file, key, users, seed } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const quiet = (): void => undefined;
const directory = await createDirectory({
  instanceId: 'instance-1' as InstanceId,
  file: file ?? '',
  key: key ?? '',
  storage: 'persistent',
  threads: createDatabaseThreads(new URL(worker ?? '')),
  clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});
const instance = new FakeInstance(makeWireUsers(Number(users), Number(seed)));
const lister = instance.lister();
await directory.sync('auto', {
  ...lister,
  list: async (request, signal) => {
    process.send?.({ asked: request.startingAfter ?? null });
    return lister.list(request, signal);
  },
});
process.send?.({ ended: true });
