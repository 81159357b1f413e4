import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract.ts';
import { createApi } from '../../../shared/create-api.ts';
import { AppError, fail, type Envelope } from '../../../shared/failure.ts';
import { createDispatcher, type HandlerTable } from '../../../electron/core/dispatch.ts';
import type { Logger } from '../../../electron/core/ports.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

function dispatcherWith(handlers: HandlerTable, logger: Logger = silent) {
  return createDispatcher(handlers, logger);
}

function failureOf(envelope: Envelope) {
  if (envelope.ok) throw new Error('expected a failure');
  return envelope.failure;
}

describe('dispatch', () => {
  it('answers unknown_method for anything that is not an own call of the contract', async () => {
    const { dispatch } = dispatcherWith({ instances: { list: async () => [] } });
    for (const method of [
      '',
      'instances',
      'instances.',
      'instances.list.x',
      'instances.onChanged',
      'instances.toString',
      'constructor.name',
      '__proto__.toString',
      'users.ban', // in the contract, but this core has no handler for it
    ]) {
      expect(failureOf(await dispatch(method, {})).code, method).toBe('unknown_method');
    }
    expect(failureOf(await dispatch(7 as never, {})).code).toBe('unknown_method');
    expect(await dispatch('instances.list', undefined)).toEqual({ ok: true, value: [] });
  });

  it('names each wrong field by its path, and runs nothing', async () => {
    let ran = 0;
    const { dispatch } = dispatcherWith({ users: { create: async () => ++ran } });
    const failure = failureOf(
      await dispatch('users.create', {
        instanceId: 'a',
        user: { emailAddress: 'x', nickname: 'y' },
        extra: 1,
      }),
    );
    expect(failure.code).toBe('invalid_input');
    expect(Object.keys(failure.fields ?? {}).sort()).toEqual(['extra', 'user.emailAddress', 'user.nickname']);
    expect(ran).toBe(0);
  });

  it('hands metadata to the handler untouched', async () => {
    const metadata = JSON.parse('{"snake_case":1,"camelCase":{"a-b":[null]},"__proto__":{"x":true}}');
    let seen: unknown;
    const { dispatch } = dispatcherWith({
      users: {
        updateMetadata: async (input) => {
          seen = (input as { publicMetadata: unknown }).publicMetadata;
        },
      },
    });
    await dispatch('users.updateMetadata', { instanceId: 'a', userId: 'u', publicMetadata: metadata });
    expect(JSON.stringify(seen)).toBe(JSON.stringify(metadata));
  });

  it('refuses metadata that is not JSON', async () => {
    const { dispatch } = dispatcherWith({ users: { updateMetadata: async () => null } });
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    for (const publicMetadata of [
      loop,
      { at: new Map([[1, () => 1]]), f: () => 1 },
      { n: Number.NaN },
      [1],
    ]) {
      const answer = await dispatch('users.updateMetadata', { instanceId: 'a', userId: 'u', publicMetadata });
      expect(failureOf(answer).fields).toHaveProperty('publicMetadata');
    }
  });

  it('turns what is not an AppError into internal with a log reference, and keeps its text inside', async () => {
    const logged: string[] = [];
    const { dispatch } = dispatcherWith(
      {
        instances: {
          list: async () => {
            throw new Error('sk_live_leak at /home/jane');
          },
        },
      },
      {
        ...silent,
        error(message: string, details?: Record<string, unknown>) {
          logged.push(`${message} ${String(details?.['reference'])}`);
        },
      },
    );
    const failure = failureOf(await dispatch('instances.list', {}));
    expect(failure.code).toBe('internal');
    expect(JSON.stringify(failure)).not.toContain('leak');
    expect(JSON.stringify(failure)).not.toContain('jane');
    const reference = /log as (\w+)/.exec(failure.message)?.[1];
    expect(logged).toEqual([expect.stringContaining(String(reference))]);
  });

  it('passes an AppError as it is', async () => {
    const { dispatch } = dispatcherWith({
      instances: {
        list: async () => {
          throw fail('rate_limited', 'Wait.', { retryAfterMs: 5 });
        },
      },
    });
    expect(failureOf(await dispatch('instances.list', {}))).toEqual({
      code: 'rate_limited',
      message: 'Wait.',
      retryAfterMs: 5,
    });
  });

  it('cancels by call id, and only the calls of that id', async () => {
    const { dispatch, cancel } = dispatcherWith({
      users: {
        count: (_, { signal }) =>
          new Promise((resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
            setTimeout(() => resolve({ total: 1 }), 20);
          }),
      },
    });
    const first = dispatch('users.count', { instanceId: 'a', callId: 'one' });
    const second = dispatch('users.count', { instanceId: 'a', callId: 'two' });
    expect(cancel('one')).toBe(true);
    expect(cancel('three')).toBe(false);
    expect(failureOf(await first).code).toBe('cancelled');
    expect((await second).ok).toBe(true);
    expect(cancel('one')).toBe(false);
  });

  it('ends everything when closed', async () => {
    const { dispatch, close } = dispatcherWith({
      users: {
        count: (_, { signal }) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('aborted'))),
          ),
      },
    });
    const running = dispatch('users.count', { instanceId: 'a' });
    close();
    expect(failureOf(await running).code).toBe('cancelled');
    expect(failureOf(await dispatch('users.count', { instanceId: 'a' })).code).toBe('cancelled');
  });
});

describe('createApi', () => {
  it('rebuilds the failure that crossed as plain data', async () => {
    const api = createApi({
      invoke: async () =>
        structuredClone({ ok: false, failure: { code: 'busy', message: 'Wait.', traceId: 't' } }),
      subscribe: () => () => undefined,
    });
    const error = await api.users.count({ instanceId: 'a' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).failure).toEqual({ code: 'busy', message: 'Wait.', traceId: 't' });
  });

  it('tells events from calls', () => {
    const subscribed: string[] = [];
    const api = createApi({
      invoke: async () => ({ ok: true, value: [] }),
      subscribe: (event) => {
        subscribed.push(event);
        return () => undefined;
      },
    });
    api.directory.onCounted(() => undefined);
    expect(subscribed).toEqual(['directory.onCounted']);
  });

  it('fails plainly when the other side answers nonsense', async () => {
    const api = createApi({ invoke: async () => undefined, subscribe: () => () => undefined });
    await expect(api.instances.list()).rejects.toMatchObject({ failure: { code: 'internal' } });
  });
});

it('no output or event of the contract can carry a key', () => {
  // Three outputs carry a secret on purpose, each once and on request: see product promises.
  const allowed = new Set(['users.createTotp', 'users.listOAuthAccessTokens', 'totp.prepare']);
  const named = /secret(?!s$)|password(?!Enabled|LastUpdatedAt)|token|key(?!chain)/i;
  const ofTheCall = new Set(['passkeys']);
  const found: string[] = [];
  const walk = (schema: unknown, path: string, seen = new Set<unknown>()) => {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
    seen.add(schema);
    const { def } = (schema as { _zod?: { def: Record<string, unknown> } })._zod ?? {};
    if (def === undefined) return;
    const shape = def['shape'] as Record<string, unknown> | undefined;
    for (const [name, inner] of Object.entries(shape ?? {})) {
      if (named.test(name) && !ofTheCall.has(name)) found.push(`${path}.${name}`);
      walk(inner, `${path}.${name}`, seen);
    }
    for (const inner of ['innerType', 'element', 'in', 'out', 'left', 'right']) walk(def[inner], path, seen);
    for (const option of (def['options'] as unknown[] | undefined) ?? []) walk(option, path, seen);
  };
  let walked = 0;
  for (const [group, members] of Object.entries(contract)) {
    for (const [name, member] of Object.entries(members)) {
      const path = `${group}.${name}`;
      if (allowed.has(path)) continue;
      walk(member.kind === 'event' ? member.payload : member.output, path);
      walked += 1;
    }
  }
  expect(found).toEqual([]);
  expect(walked).toBeGreaterThan(40);

  // The search itself works: it finds what is meant.
  walk(contract.users.createTotp.output, 'createTotp');
  walk(contract.users.listOAuthAccessTokens.output, 'listOAuthAccessTokens');
  expect(found).toEqual(expect.arrayContaining(['createTotp.secret', 'listOAuthAccessTokens.tokens.token']));
});
