/** A call as a component sees it: what shows when, what is dropped, and what is ended with the component. */
import { bridge } from '../users/fake-bridge.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import { useCall, type CallOptions } from '../../../../renderer/composables/useCall.ts';
import { fail } from '../../../../shared/failure.ts';

interface Pending {
  input: { text: string; callId?: string };
  answer: (value: string) => void;
  refuse: (error: unknown) => void;
}

function setUp(options?: CallOptions) {
  const sent: Pending[] = [];
  const scope = effectScope();
  const call = scope.run(() =>
    useCall(
      (input: Pending['input']) =>
        new Promise<string>((answer, refuse) => {
          sent.push({ input, answer, refuse });
        }),
      options,
    ),
  );
  if (!call) throw new Error('The scope did not run.');
  return { sent, scope, call };
}

const cancelled = () => bridge.callsOf('app.cancel').map(({ callId }) => callId);

beforeEach(() => {
  bridge.reset();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('is pending at once, slow after 300 ms, and neither once it has answered', async () => {
  const { sent, call } = setUp();
  const running = call.run({ text: 'a' });
  expect([call.pending.value, call.slow.value]).toEqual([true, false]);
  vi.advanceTimersByTime(299);
  expect(call.slow.value).toBe(false);
  vi.advanceTimersByTime(1);
  expect(call.slow.value).toBe(true);
  sent[0]?.answer('done');
  expect(await running).toBe('done');
  expect([call.pending.value, call.slow.value, call.value.value]).toEqual([false, false, 'done']);
});

test('a quick call is never slow', async () => {
  const { sent, call } = setUp();
  const running = call.run({ text: 'a' });
  sent[0]?.answer('done');
  await running;
  vi.advanceTimersByTime(1000);
  expect(call.slow.value).toBe(false);
});

test('a failure is kept until the next run, beside the last answer', async () => {
  const { sent, call } = setUp();
  const first = call.run({ text: 'a' });
  sent[0]?.answer('old');
  await first;
  const second = call.run({ text: 'b' });
  sent[1]?.refuse(fail('offline', 'There is no connection.'));
  expect(await second).toBeUndefined();
  expect(call.failure.value).toMatchObject({ code: 'offline' });
  expect(call.value.value).toBe('old');
  void call.run({ text: 'c' });
  expect(call.failure.value).toBeNull();
});

test('a defect becomes a failure without its text', async () => {
  vi.stubGlobal('reportError', vi.fn());
  const { sent, call } = setUp();
  const running = call.run({ text: 'a' });
  sent[0]?.refuse(new TypeError('secret details'));
  await running;
  expect(call.failure.value?.code).toBe('internal');
  expect(call.failure.value?.message).not.toContain('secret details');
  vi.unstubAllGlobals();
});

test('an overtaken call changes nothing, whether it answers or fails', async () => {
  const { sent, call } = setUp();
  const runs = [call.run({ text: 'a' }), call.run({ text: 'b' }), call.run({ text: 'c' })];
  sent[0]?.refuse(fail('offline', 'Too late.'));
  sent[2]?.answer('latest');
  sent[1]?.answer('too late');
  expect(await Promise.all(runs)).toEqual([undefined, undefined, 'latest']);
  expect(call.value.value).toBe('latest');
  expect(call.failure.value).toBeNull();
});

test('an abortable call is ended when it is overtaken, reset, or its component goes', () => {
  const { sent, scope, call } = setUp({ abortable: true });
  void call.run({ text: 'a' });
  expect(cancelled()).toEqual([]);
  void call.run({ text: 'b' });
  call.reset();
  void call.run({ text: 'c' });
  scope.stop();
  const ids = sent.map(({ input }) => input.callId);
  expect(new Set(ids).size).toBe(3);
  expect(cancelled()).toEqual(ids);
});

test('what has answered is not ended any more', async () => {
  const { sent, scope, call } = setUp({ abortable: true });
  const running = call.run({ text: 'a' });
  sent[0]?.answer('done');
  await running;
  scope.stop();
  expect(cancelled()).toEqual([]);
});

test('a write is never ended half-way: it carries no id', () => {
  const { sent, scope, call } = setUp();
  void call.run({ text: 'a' });
  void call.run({ text: 'b' });
  scope.stop();
  expect(sent.map(({ input }) => 'callId' in input)).toEqual([false, false]);
  expect(cancelled()).toEqual([]);
});
