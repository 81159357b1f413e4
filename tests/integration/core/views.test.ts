/** Saved views and column layouts over the whole core: kept, shared, told apart by name, gone with their instance. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ColumnPlace, SavedView } from '../../../shared/models/view.ts';
import { startTestCore, type TestCore } from '../../harness/test-core.ts';

let run: TestCore;
beforeEach(async () => {
  run = await startTestCore();
});
afterEach(() => run.end());

const columns: ColumnPlace[] = [
  { id: 'user', widthPx: 200, pinned: true },
  { id: 'public.plan', widthPx: null, pinned: false },
];
const pro = { name: 'Pro plan', query: 'public.plan:pro', sort: '-lastActiveAt', columns } as const;

test('a view is saved, changed, told and removed, and survives a restart', async () => {
  const told: string[][] = [];
  run.api.views.onChanged(({ views }) => told.push(views.map(({ name }) => name)));
  const saved = await run.api.views.save({ ...pro, name: '  Pro plan ' });
  expect(saved).toMatchObject(pro);
  await run.api.views.save({ name: 'banned', query: 'banned', sort: 'name' });
  const renamed = await run.api.views.save({ ...pro, viewId: saved.viewId, name: 'PRO plan' });
  expect(renamed.viewId).toBe(saved.viewId);

  run = await run.restart();
  const { views } = await run.api.views.list();
  expect(views.map(({ name, columns: kept }) => [name, kept])).toEqual([
    ['banned', null],
    ['PRO plan', columns],
  ]);
  await run.api.views.remove({ viewId: saved.viewId });
  expect((await run.api.views.list()).views.map(({ name }: SavedView) => name)).toEqual(['banned']);
  expect(told).toEqual([['Pro plan'], ['banned', 'Pro plan'], ['banned', 'PRO plan']]);
  await expect(run.api.views.remove({ viewId: saved.viewId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(run.api.views.save({ ...pro, viewId: saved.viewId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('two views never have one name, in any case; a name is one to eighty characters', async () => {
  await run.api.views.save({ ...pro, name: 'Größe' });
  await expect(run.api.views.save({ ...pro, name: 'GRÖßE' })).rejects.toMatchObject({
    code: 'conflict',
    failure: { fields: { name: 'Another view has this name' } },
  });
  await expect(run.api.views.save({ ...pro, name: '  ' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(run.api.views.save({ ...pro, name: 'x'.repeat(81) })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect((await run.api.views.list()).views).toHaveLength(1);
});

test('a layout is kept per list, and goes with its instance', async () => {
  const demo = await run.api.instances.addDemo();
  const list = demo.instanceId;
  expect(await run.api.layouts.get({ list })).toEqual({ columns: null });
  await run.api.layouts.set({ list, columns });
  run = await run.restart();
  expect(await run.api.layouts.get({ list })).toEqual({ columns });

  const twice = [columns[0], columns[0]] as ColumnPlace[];
  await expect(run.api.layouts.set({ list, columns: twice })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await run.api.layouts.set({ list, columns: null });
  expect(await run.api.layouts.get({ list })).toEqual({ columns: null });

  await run.api.layouts.set({ list, columns });
  await run.api.instances.remove({ instanceId: list });
  await expect(run.api.layouts.get({ list })).rejects.toMatchObject({ code: 'not_found' });
});

test('a damaged app database is set aside for the views as for the history of writes', async () => {
  await run.api.views.save(pro);
  run = await run.restart();
  // Closed by the restart and not opened yet, as nobody has asked anything.
  await writeFile(
    join(run.dataDir, 'profile', 'app.db'),
    'no database at all, but long enough to look at'.repeat(99),
  );
  expect(await run.api.views.list()).toEqual({ views: [] });
  await run.api.views.save(pro);
  expect((await run.api.audit.list({})).notice).toContain('saved views');
  expect(
    (await readdir(join(run.dataDir, 'profile'))).some((name) => name.startsWith('app.db.corrupt-')),
  ).toBe(true);
});
