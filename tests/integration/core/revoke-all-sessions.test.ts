/** All sessions of a user are revoked one by one: told as it goes, cancellable, and each of them noted. */
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/failure.ts';
import { brokenConnection, createWatchedWire, refusal } from '../../harness/watched-wire.ts';
import { startWithInstance } from '../../harness/test-core.ts';

type Test = Awaited<ReturnType<typeof startWithInstance>>;

let test: Test | undefined;
afterEach(async () => {
  await test?.end();
  test = undefined;
});

const userId = 'user_1';
const codeFrom = (task: Promise<unknown>) =>
  task.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

function wireSession(id: string, status: string) {
  return { object: 'session', id, user_id: userId, client_id: 'client_1', status };
}

/** A Clerk whose sessions are these, e.g. `['one', 'two']` or, with a status, `['one:ended']`. */
async function setUp(ids: string[]) {
  const wire = createWatchedWire();
  const sessions = ids.map((id) => id.split(':')).map(([id = '', status = 'active']) => ({ id, status }));
  wire.when(/^GET \/sessions$/, (_pass, path) => {
    const { searchParams } = new URL(path, 'http://x');
    expect(searchParams.get('user_id')).toBe(userId);
    const offset = Number(searchParams.get('offset'));
    const data = sessions.slice(offset, offset + Number(searchParams.get('limit')));
    return Response.json({
      data: data.map(({ id, status }) => wireSession(id, status)),
      total_count: sessions.length,
    });
  });
  wire.when(/^POST \/sessions\/.*\/revoke$/, (_pass, path) =>
    Response.json(wireSession(path.split('/')[2] ?? '', 'revoked')),
  );
  test = await startWithInstance({}, { fetch: wire.fetch });
  const { api, instanceId } = test;
  const progress: unknown[] = [];
  api.users.onSessionsRevoked(({ done, total, callId }) => progress.push([done, total, callId]));
  const entries = async () =>
    (await api.audit.list({ instanceId })).entries.map(({ method, state }) => `${method} ${state}`);
  const revoked = () =>
    wire.sent.flatMap((line) => /^POST \/sessions\/(.*)\/revoke$/.exec(line)?.slice(1) ?? []);
  return { ...test, wire, instanceId, api, progress, entries, revoked };
}

describe('revoking all sessions', () => {
  it('revokes what is open, one after the other, tells how far it is, and notes each', async () => {
    const { api, instanceId, wire, progress, entries, revoked } = await setUp([
      'one',
      'over:ended',
      'two:pending',
      'gone:revoked',
      'three',
    ]);
    let atOnce = 0;
    wire.when(/revoke$/, async (_pass, path) => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await Promise.resolve();
      atOnce -= 1;
      return Response.json(wireSession(path.split('/')[2] ?? '', 'revoked'));
    });
    const value = await api.users.revokeAllSessions({ instanceId, userId, callId: 'call-1' });
    expect(value).toEqual({ revoked: 3, total: 3, cancelled: false, failed: [] });
    expect(revoked()).toEqual(['one', 'two', 'three']);
    expect(progress).toEqual([0, 1, 2, 3].map((done) => [done, 3, 'call-1']));
    expect(await entries()).toEqual(Array(3).fill('users.revokeSession done'));
  });

  it('reads to the last page', async () => {
    const ids = Array.from({ length: 1001 }, (_, index) => `s${index}${index === 1000 ? '' : ':ended'}`);
    const { api, instanceId, wire, revoked } = await setUp(ids);
    await api.users.revokeAllSessions({ instanceId, userId });
    expect(wire.countOf(/^GET \/sessions/)).toBe(3);
    expect(revoked()).toEqual(['s1000']);
  });

  it('has nothing to do where none is open', async () => {
    const { api, instanceId, progress } = await setUp(['over:expired']);
    expect(await api.users.revokeAllSessions({ instanceId, userId })).toMatchObject({ revoked: 0, total: 0 });
    expect(progress).toEqual([[0, 0, null]]);
  });

  it('collects what failed and goes on; a session that is gone counts as revoked', async () => {
    const { api, instanceId, wire, progress, entries } = await setUp([
      'one',
      'gone',
      'lost',
      'refused',
      'five',
    ]);
    wire.when(/gone\/revoke/, () => refusal(404, 'resource_not_found'));
    wire.when(/lost\/revoke/, () => Promise.reject(brokenConnection()));
    wire.when(/refused\/revoke/, () =>
      Response.json(
        { errors: [{ code: 'x', message: 'No.', long_message: 'No.' }], clerk_trace_id: 'trace_1' },
        { status: 400 },
      ),
    );
    const value = await api.users.revokeAllSessions({ instanceId, userId });
    expect(value).toMatchObject({ revoked: 3, total: 5, cancelled: false });
    expect(value.failed).toEqual([
      { sessionId: 'lost', message: expect.stringMatching(/may or may not/) },
      { sessionId: 'refused', message: expect.stringMatching(/Nothing was changed/), traceId: 'trace_1' },
    ]);
    expect(progress.at(-1)).toEqual([5, 5, null]);
    expect((await entries()).sort()).toEqual([
      'users.revokeSession done',
      'users.revokeSession done',
      'users.revokeSession refused',
      'users.revokeSession refused',
      'users.revokeSession unknown',
    ]);
  });

  it('ends between two when it is cancelled: the one on its way is waited for, and stays revoked', async () => {
    const { api, instanceId, wire, entries, revoked } = await setUp(['one', 'two', 'three']);
    wire.when(/two\/revoke/, async (_pass, path) => {
      await api.app.cancel({ callId: 'call-1' });
      return Response.json(wireSession(path.split('/')[2] ?? '', 'revoked'));
    });
    const value = await api.users.revokeAllSessions({ instanceId, userId, callId: 'call-1' });
    expect(value).toEqual({ revoked: 2, total: 3, cancelled: true, failed: [] });
    expect(revoked()).toEqual(['one', 'two']);
    expect(await entries()).toEqual(Array(2).fill('users.revokeSession done'));
  });

  it('ends a wait for the next turn at once when it is cancelled', async () => {
    const { api, instanceId, wire, revoked } = await setUp(['one', 'two']);
    wire.when(/two\/revoke/, () => new Response('{}', { status: 429, headers: { 'retry-after': '50' } }));
    api.app.onBudgetChanged(({ pausedUntil }) => {
      if (pausedUntil !== null) void api.app.cancel({ callId: 'call-1' });
    });
    const value = await api.users.revokeAllSessions({ instanceId, userId, callId: 'call-1' });
    expect(value).toEqual({ revoked: 1, total: 2, cancelled: true, failed: [] });
    expect(revoked()).toEqual(['one', 'two']);
  });

  it('tries no more once the instance is read-only, and says so of each that is left', async () => {
    const { api, instanceId, wire, revoked } = await setUp(['one', 'two', 'three']);
    wire.when(/one\/revoke/, async () => {
      await api.instances.update({ instanceId, protection: 'read-only' });
      return Response.json(wireSession('one', 'revoked'));
    });
    const value = await api.users.revokeAllSessions({ instanceId, userId });
    expect(value).toMatchObject({ revoked: 1, total: 3, cancelled: false });
    expect(value.failed.map(({ sessionId }) => sessionId)).toEqual(['two', 'three']);
    expect(value.failed[1]?.message).toMatch(/read-only/);
    expect(revoked()).toEqual(['one']);
  });

  it('fails as a whole where none was tried for a reason that holds for all', async () => {
    const { api, instanceId, wire, entries, revoked } = await setUp(['one', 'two']);
    wire.when(/revoke$/, () => refusal(401, 'clerk_key_invalid'));
    expect(await codeFrom(api.users.revokeAllSessions({ instanceId, userId }))).toBe('unauthorized');
    expect(revoked()).toEqual(['one']);
    expect(await entries()).toEqual(['users.revokeSession refused']);
  });

  it('is busy while it runs already, and leaves a single revocation on its way alone', async () => {
    const { api, instanceId, wire, revoked } = await setUp(['one', 'two']);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    wire.when(/two\/revoke/, async () => {
      await held;
      return Response.json(wireSession('two', 'revoked'));
    });
    const single = api.users.revokeSession({ instanceId, userId, sessionId: 'two' });
    while (revoked().length === 0) await new Promise((resolve) => setImmediate(resolve));
    const all = api.users.revokeAllSessions({ instanceId, userId });
    expect(await codeFrom(api.users.revokeAllSessions({ instanceId, userId }))).toBe('busy');
    expect((await all).failed).toEqual([
      { sessionId: 'two', message: expect.stringMatching(/on its way already/) },
    ]);
    release();
    await single;
    expect(revoked().sort()).toEqual(['one', 'two']);
  });
});
