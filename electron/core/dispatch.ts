/**
 * The border of the core: finds the call, validates its input, runs its handler, answers with an
 * envelope. Knows no handler by name, and never throws.
 */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { contract } from '../../shared/contract.ts';
import type { Call, Contract } from '../../shared/contract-kit.ts';
import { AppError, fail, type Envelope, type Failure } from '../../shared/failure.ts';
import type { CallContext } from './call-context.ts';
import type { Logger } from './ports.ts';

type Handler = (input: unknown, context: CallContext) => Promise<unknown>;
export type HandlerTable = Record<string, Record<string, Handler>>;

export interface Dispatcher {
  dispatch(method: string, input: unknown): Promise<Envelope>;
  /** Ends the running calls of that id. False when there is none. */
  cancel(callId: string): boolean;
  /** Ends all running calls and refuses new ones. */
  close(): void;
}

/** Own properties only: `toString.call` or `__proto__` are no calls. */
function findCall(method: string): Call | null {
  const [group, member, ...rest] = method.split('.');
  if (group === undefined || member === undefined || rest.length > 0) return null;
  const groups: Contract = contract;
  if (!Object.hasOwn(groups, group)) return null;
  const members = groups[group];
  if (members === undefined || !Object.hasOwn(members, member)) return null;
  const found = members[member];
  return found === undefined || found.kind === 'event' ? null : found;
}

function findHandler(handlers: HandlerTable, method: string): Handler | undefined {
  const [group = '', member = ''] = method.split('.');
  const members = Object.hasOwn(handlers, group) ? handlers[group] : undefined;
  return members !== undefined && Object.hasOwn(members, member) ? members[member] : undefined;
}

function invalidInput(error: z.ZodError): Failure {
  // No prototype: a path may be named `__proto__`.
  const fields = Object.create(null) as Record<string, string>;
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[path === '' ? key : `${path}.${key}`] = 'Not a field of this call';
    } else {
      fields[path === '' ? 'input' : path] ??= issue.message;
    }
  }
  const names = Object.keys(fields);
  return {
    code: 'invalid_input',
    message: `Nothing was done: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''} ${
      names.length === 1 ? 'is' : 'are'
    } not as this call needs.`,
    fields: { ...fields },
  };
}

export function createDispatcher(handlers: HandlerTable, logger: Logger): Dispatcher {
  const running = new Map<string, Set<AbortController>>();
  const controllers = new Set<AbortController>();
  let closed = false;

  function toFailure(error: unknown, method: string, signal: AbortSignal): Failure {
    if (error instanceof AppError) return error.failure;
    if (signal.aborted) {
      return { code: 'cancelled', message: 'Cancelled. Nothing more was done.' };
    }
    const reference = randomUUID().slice(0, 8);
    logger.error('A call failed unexpectedly', { method, reference, error });
    return {
      code: 'internal',
      message: `Something went wrong inside Roster. It is noted in the log as ${reference}.`,
    };
  }

  async function dispatch(method: string, input: unknown): Promise<Envelope> {
    const call = typeof method === 'string' ? findCall(method) : null;
    const handler = call === null ? undefined : findHandler(handlers, method);
    if (call === null || handler === undefined) {
      return { ok: false, failure: { code: 'unknown_method', message: 'Roster has no such call.' } };
    }
    if (closed) return { ok: false, failure: fail('cancelled', 'Roster is closing.').failure };

    const controller = new AbortController();
    let callId: string | undefined;
    try {
      const parsed = call.input.safeParse(input ?? {});
      if (!parsed.success) return { ok: false, failure: invalidInput(parsed.error) };
      controllers.add(controller);
      callId = callIdOf(parsed.data);
      if (callId !== undefined && method !== 'app.cancel') {
        const peers = running.get(callId) ?? new Set();
        running.set(callId, peers.add(controller));
      }
      return { ok: true, value: await handler(parsed.data, { signal: controller.signal }) };
    } catch (error) {
      return { ok: false, failure: toFailure(error, method, controller.signal) };
    } finally {
      controllers.delete(controller);
      if (callId !== undefined) {
        const peers = running.get(callId);
        peers?.delete(controller);
        if (peers?.size === 0) running.delete(callId);
      }
    }
  }

  return {
    dispatch,
    cancel(callId) {
      const peers = running.get(callId);
      peers?.forEach((controller) => controller.abort());
      return peers !== undefined;
    },
    close() {
      closed = true;
      controllers.forEach((controller) => controller.abort());
    },
  };
}

function callIdOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('callId' in input)) return undefined;
  return typeof input.callId === 'string' ? input.callId : undefined;
}
