/** The child of killed.test.ts: notes writes in the journal and says so, until it is killed. */
import { createJournal } from '../../../electron/core/journal/journal.ts';
import { createAppFile } from '../../../electron/core/storage/app-file.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import { instanceIdSchema } from '../../../shared/models/instance.ts';

const { worker, file, key, instanceId } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const quiet = () => {};
const clock = { now: () => Date.now() };
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const threads = createDatabaseThreads(new URL(worker ?? ''));
const journal = await createJournal({
  file: createAppFile({ threads, file: file ?? '', key: key ?? '', clock, logger }),
  clock,
  logger,
  operator: 'jo',
});
for (let index = 0; ; index++) {
  const entryId = await journal.sent({
    instanceId: instanceIdSchema.parse(instanceId),
    method: 'users.ban',
    userId: `user_${index}`,
    subject: `user ${index}`,
    changes: [{ field: 'changes.firstName', value: `Jane ${index}` }],
  });
  process.send?.({ sent: entryId });
  // Every second write gets its answer.
  if (index % 2 === 1) continue;
  await journal.done(entryId);
  process.send?.({ done: entryId });
}
