/**
 * The one way from the screen to a write on one user: asks where it must be asked, sends once, says how it
 * ended, and offers the way back where there is one. Knows no particular operation.
 */
import { onScopeDispose, shallowReactive } from 'vue';
import type { Failure, FailureCode } from '../../../shared/failure.ts';
import type { User } from '../../../shared/models/user.ts';
import { failureOf } from '../../composables/failure-of.ts';
import { notify } from '../../ui/notify.ts';
import { useConfirmStore, type Confirmation, type Question } from './confirm-store.ts';
import { useDialogsStore } from './dialogs-store.ts';
import { useInstancesStore } from './instances-store.ts';

export interface UserWrite<T = unknown> {
  instanceId: string;
  /** The contract's call, e.g. `users.ban`. */
  method: `users.${string}` | 'totp.commit';
  userId: string;
  /** Asked before anything is sent. Absent: sent at once, unless core wants a confirmation. */
  ask?: Question;
  /** Where nothing was asked, and core wants a confirmation: what it is about, in better words than the general ones. */
  askWhenWanted?: Question;
  /** Guarded instances want it confirmed, by core's own rules. Default: what `ask` calls a danger. */
  destructive?: boolean;
  /** Puts the confirmation into the call's input, and calls. Called again only when nothing was sent. */
  send(confirmation: Confirmation): Promise<T>;
  /** Said when it was done, e.g. "Jane Doe is banned." Null: the screen says it itself. */
  done: string | ((value: T) => string) | null;
  /** Said when it was not, e.g. "Jane Doe was not banned." */
  failed: string;
  /** The write that takes it back; null when this one has none. */
  undo?: (value: T) => UserWrite | null;
  /** The form at hand shows the failure itself: no notice of it. */
  quietFailure?: boolean;
  /** The form at hand finds out by itself what became of it when no answer came: no notice of that either. */
  quietUnknown?: boolean;
}

export type WriteResult<T> =
  | { status: 'done'; value: T }
  | { status: 'failed'; failure: Failure }
  /** The person thought better of it. */
  | { status: 'cancelled' }
  /** The same write is on its way already, from this window or another one. Nothing was sent. */
  | { status: 'busy' };

export interface Written {
  instanceId: string;
  user: User;
}

interface Deleted {
  instanceId: string;
  userId: string;
}

/** Begun and not ended: being asked about, or on its way. */
const begun = new Set<string>();
const onTheirWay = shallowReactive(new Set<string>());
const listeners = new Set<(written: Written) => void>();
const deletionListeners = new Set<(deleted: Deleted) => void>();

const wantsConfirmation: ReadonlySet<FailureCode> = new Set([
  'confirmation_required',
  'confirmation_invalid',
]);

function keyOf({ instanceId, method, userId }: Pick<UserWrite, 'instanceId' | 'method' | 'userId'>): string {
  return JSON.stringify([instanceId, method, userId]);
}

function isUser(value: unknown): value is User {
  return typeof value === 'object' && value !== null && 'raw' in value && 'emailAddresses' in value;
}

/** Hears of each user that a write of this window brought back: newer than anything shown. */
export function useWrittenUsers(listener: (written: Written) => void): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}

/** For writes that are not one user's own, and say how they ended themselves. */
export function tellWrittenUser(written: Written): void {
  for (const listener of listeners) listener(written);
}

/** Hears of each user that a write of this window has deleted, before anybody is told. */
export function useDeletedUsers(listener: (deleted: Deleted) => void): void {
  deletionListeners.add(listener);
  onScopeDispose(() => deletionListeners.delete(listener));
}

export function useUserWrites() {
  const confirms = useConfirmStore();
  const dialogs = useDialogsStore();
  const instances = useInstancesStore();

  async function question(write: UserWrite, guarded: boolean): Promise<Confirmation | null> {
    const instance = instances.find(write.instanceId);
    if (!instance) return null;
    const general: Question = {
      title: 'Confirm this change',
      consequences: [`${instance.name} is guarded: this change takes something away.`],
      action: 'Go on',
      danger: true,
    };
    const asked = write.ask ?? write.askWhenWanted ?? general;
    return confirms.ask({ ...asked, instance, method: write.method, userId: write.userId, guarded });
  }

  /** One call. Core knows whether another window has the same on its way. */
  async function attempt<T>(write: UserWrite<T>, confirmation: Confirmation): Promise<WriteResult<T>> {
    const key = keyOf(write);
    onTheirWay.add(key);
    try {
      return { status: 'done', value: await write.send(confirmation) };
    } catch (error) {
      const failure = failureOf(error);
      return failure.code === 'busy' ? { status: 'busy' } : { status: 'failed', failure };
    } finally {
      onTheirWay.delete(key);
    }
  }

  async function sendConfirmed<T>(write: UserWrite<T>): Promise<WriteResult<T>> {
    const isGuarded = instances.find(write.instanceId)?.protection === 'guarded';
    const destructive = write.destructive ?? write.ask?.danger ?? false;
    let confirmation: Confirmation | null = {};
    if (write.ask) {
      confirmation = await question(write as UserWrite, isGuarded && destructive);
      if (confirmation === null) return { status: 'cancelled' };
    }
    const first = await attempt(write, confirmation);
    // Core knows better than the screen what is destructive, and which token is good still. Nothing has left.
    if (first.status !== 'failed' || !wantsConfirmation.has(first.failure.code)) return first;
    confirmation = await question(write as UserWrite, true);
    return confirmation === null ? { status: 'cancelled' } : attempt(write, confirmation);
  }

  function tell<T>(write: UserWrite<T>, result: WriteResult<T>): void {
    if (result.status === 'busy') {
      notify.said(
        'Another window has sent the same change, and waits for the answer. It was not sent again.',
      );
    }
    if (result.status === 'failed') {
      if (result.failure.code === 'outcome_unknown') {
        if (write.quietUnknown) return;
        notify.failed('It is not known whether this was done.', result.failure, {
          label: 'Check',
          onClick: () => dialogs.open({ kind: 'audit' }),
        });
      } else if (!write.quietFailure) {
        notify.failed(write.failed, result.failure);
      }
    }
    if (result.status !== 'done') return;
    const { value } = result;
    const words = typeof write.done === 'function' ? write.done(value) : write.done;
    const undo = write.undo?.(value) ?? null;
    if (words === null) return;
    notify.done(words, undo === null ? undefined : { label: 'Undo', onClick: () => void run(undo) });
  }

  function spread(write: UserWrite, value: unknown): void {
    const { instanceId, userId } = write;
    if (isUser(value)) tellWrittenUser({ instanceId, user: value });
    if (write.method === 'users.delete')
      for (const listener of deletionListeners) listener({ instanceId, userId });
  }

  async function run<T>(write: UserWrite<T>): Promise<WriteResult<T>> {
    const key = keyOf(write);
    // A double click: the first one is being answered, and that is what was meant.
    if (begun.has(key)) return { status: 'busy' };
    begun.add(key);
    try {
      const result = await sendConfirmed(write);
      if (result.status === 'done') spread(write as UserWrite, result.value);
      tell(write, result);
      return result;
    } finally {
      begun.delete(key);
    }
  }

  return {
    run,
    /** Reactive: the button of this write shows that it is on its way. While it is being asked about, it is not. */
    isPending: (write: Pick<UserWrite, 'instanceId' | 'method' | 'userId'>): boolean =>
      onTheirWay.has(keyOf(write)),
  };
}
