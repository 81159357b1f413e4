/**
 * Protection: what may be done to an instance, decided here for every write and for the calls that
 * change something on the way. Guards against accidents; knows neither the API nor the screen.
 */
import { randomBytes } from 'node:crypto';
import { fail } from '../../../shared/failure.ts';
import type { Instance, InstanceId } from '../../../shared/models/instance.ts';
import type { Clock } from '../ports.ts';

/** How long a confirmation is good for. */
export const confirmationLifetimeMs = 120_000;

export interface Attempt {
  instance: Instance;
  /** The contract's call, e.g. `users.delete`. */
  method: string;
  userIds: string[];
  destructive: boolean;
  confirmation: string | undefined;
}

interface Token {
  instanceId: InstanceId;
  method: string;
  users: string;
  expiresAt: number;
}

export interface Protection {
  /**
   * Throws AppError `read_only`, `confirmation_required` or `confirmation_invalid`, or returns the
   * function that spends the confirmation. Spend it in the same turn as the call is begun.
   */
  authorise(attempt: Attempt): () => void;
  /** To be asked again right before a request leaves: the mode may have changed while it waited. */
  assertWritable(instance: Instance): void;
  confirm(input: { instance: Instance; method: string; userIds: string[]; typedName: string }): {
    confirmation: string;
    expiresAt: number;
  };
  /** Makes every token of the instance worthless: its mode has changed, or it is gone. */
  revoke(instanceId: InstanceId): void;
}

/** The same users in another order are the same users. */
function usersKey(userIds: string[]): string {
  return JSON.stringify([...new Set(userIds)].sort());
}

export function createProtection(clock: Clock): Protection {
  const tokens = new Map<string, Token>();

  function assertWritable(instance: Instance): void {
    if (instance.protection === 'read-only') {
      throw fail(
        'read_only',
        `Nothing was changed: ${instance.name} is read-only in Roster. To change something, set its protection to guarded or open first.`,
      );
    }
  }

  return {
    assertWritable,

    authorise({ instance, method, userIds, destructive, confirmation }) {
      assertWritable(instance);
      if (instance.protection === 'open' || !destructive) return () => undefined;
      if (confirmation === undefined) {
        throw fail(
          'confirmation_required',
          `Nothing was changed: ${instance.name} is guarded, so this wants a confirmation first.`,
        );
      }
      const token = tokens.get(confirmation);
      const good =
        token !== undefined &&
        token.expiresAt > clock.now() &&
        token.instanceId === instance.instanceId &&
        token.method === method &&
        token.users === usersKey(userIds);
      if (!good) {
        throw fail(
          'confirmation_invalid',
          'Nothing was changed: this confirmation was used already, is older than two minutes, or was given for something else. Confirm again.',
        );
      }
      return () => tokens.delete(confirmation);
    },

    confirm({ instance, method, userIds, typedName }) {
      assertWritable(instance);
      if (typedName.trim() !== instance.name) {
        throw fail('invalid_input', 'The name typed is not the name of this instance.', {
          fields: { typedName: `Type ${instance.name} exactly as it stands here` },
        });
      }
      const now = clock.now();
      for (const [confirmation, token] of tokens) {
        if (token.expiresAt <= now) tokens.delete(confirmation);
      }
      const confirmation = randomBytes(24).toString('base64url');
      const expiresAt = now + confirmationLifetimeMs;
      tokens.set(confirmation, {
        instanceId: instance.instanceId,
        method,
        users: usersKey(userIds),
        expiresAt,
      });
      return { confirmation, expiresAt };
    },

    revoke(instanceId) {
      for (const [confirmation, token] of tokens) {
        if (token.instanceId === instanceId) tokens.delete(confirmation);
      }
    },
  };
}
