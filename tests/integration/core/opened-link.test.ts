/** A link that Roster was opened with: told of, taken once, and forgotten. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../../harness/test-core.ts';

const link = { clerkInstanceId: 'ins_1', userId: 'user_1' };
let test: TestCore;

beforeEach(async () => (test = await startTestCore()));
afterEach(() => test.end());

it('is taken once', async () => {
  expect(await test.api.app.takeLink({})).toEqual({ link: null });
  test.core.openLink(link);
  expect(await test.api.app.takeLink({})).toEqual({ link });
  expect(await test.api.app.takeLink({})).toEqual({ link: null });
});

it('is told of, without saying to whom it leads', async () => {
  const heard: unknown[] = [];
  test.core.subscribe('app.onLinkOpened', (payload) => heard.push(payload));
  test.core.openLink(link);
  expect(heard).toEqual([{}]);
});

it('gives way to a later one that came before it was taken', async () => {
  test.core.openLink(link);
  test.core.openLink({ ...link, userId: 'user_2' });
  expect((await test.api.app.takeLink({})).link?.userId).toBe('user_2');
});
