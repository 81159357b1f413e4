/**
 * The steps of an enrolment in TOTP, from the names to a secret that is set: which one it is at, what may be done
 * there, and what became of it. The secret lives here, for ten minutes at a time, and goes with the component.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { AppError, assertNever, type Failure } from '../../../../../shared/failure.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { api } from '../../../../api.ts';
import { failureOf } from '../../../../composables/failure-of.ts';
import { useCall } from '../../../../composables/useCall.ts';
import { notify } from '../../../../ui/notify.ts';
import { useSecretLifetime } from '../../../shell/secret-lifetime.ts';
import { useUserWrites, type WriteResult } from '../../../shell/user-writes.ts';
import { useWriteAccess } from '../../../shell/write-access.ts';
import { displayName } from '../../user-facts.ts';
import {
  questionWords,
  type CloseWarning,
  type EnrolmentStep,
  type Had,
  type OverReason,
} from './enrolment-words.ts';
import { readAfterUnknown } from './read-after-unknown.ts';
import { useEnrolmentNames } from './useEnrolmentNames.ts';

export const backupCodeCount = 10;

export interface Prepared {
  enrolmentId: string;
  secret: string;
  uri: string;
  /** As the app on the device shows them. */
  issuer: string;
  label: string;
  /** Set with the secret; null: none are. */
  backupCodes: string[] | null;
}

/** What a look at the user, or at a code, has told about a secret of which it was not known. */
export type FoundOut = 'set' | 'not-set';

function hadBy(user: User): Had {
  return { totp: user.totpEnabled, backupCodes: user.backupCodeEnabled };
}

/** It may have been done: nothing certain came back. Or core knows that this is so, and did not send it again. */
function isUnclear({ code }: Failure): boolean {
  return ['outcome_unknown', 'conflict', 'internal', 'server_error', 'bad_response', 'timeout'].includes(
    code,
  );
}

/** The enrolment, not the user: of whom Clerk would have said it, with a status. */
function isOver({ code, status }: Failure): boolean {
  return code === 'not_found' && status === undefined;
}

export function useEnrolment(props: { instance: Instance; user: User }) {
  const writes = useUserWrites();
  const access = useWriteAccess(() => props.instance.instanceId);
  const clock = useCall(api.totp.clock);
  const names = useEnrolmentNames(props);
  const name = computed(() => displayName(props.user));

  const step = ref<EnrolmentStep>('names');
  const withBackupCodes = ref(!props.user.backupCodeEnabled);
  const had = shallowRef<Had>(hadBy(props.user));
  const made = shallowRef<Prepared | null>(null);
  const pending = ref<'preparing' | 'setting' | 'reading' | null>(null);
  /** Why the last thing that was tried was not done. */
  const failure = shallowRef<Failure | null>(null);
  /** Why it is not known whether the secret was set. */
  const unclear = shallowRef<Failure | null>(null);
  /** The user was read, which did not tell: it has had TOTP before. */
  const readInVain = ref(false);
  const foundOut = ref<FoundOut | null>(null);
  const overReason = ref<OverReason>('expired');
  const codesKept = ref(false);
  const warned = ref(false);
  /** A code that was made for a secret that is not used any more may be on the device. */
  const leftBehind = ref(false);

  /** On its way, or of unknown outcome, or set: what is read now may show what this has done. */
  let sent = false;
  let expiredMeanwhile = false;
  let alive = true;

  function askClock(): void {
    void clock.run({ instanceId: props.instance.instanceId });
  }

  function go(next: EnrolmentStep): void {
    step.value = next;
    failure.value = null;
    warned.value = false;
  }

  /** Here and in core. */
  function forget(): void {
    const enrolmentId = made.value?.enrolmentId;
    made.value = null;
    expiredMeanwhile = false;
    if (enrolmentId !== undefined) discard(enrolmentId);
  }

  function discard(enrolmentId: string): void {
    // Core forgets it by itself in ten minutes at the latest.
    api.totp.discard({ enrolmentId }).catch(() => undefined);
  }

  async function prepare(): Promise<void> {
    if (pending.value !== null || !access.value.allowed) return;
    const chosen = names.read();
    if (chosen === null) return;
    pending.value = 'preparing';
    failure.value = null;
    const { instanceId } = props.instance;
    try {
      const backupCodes = withBackupCodes.value
        ? (await api.totp.makeBackupCodes({ count: backupCodeCount })).codes
        : null;
      const answer = await api.totp.prepare({ instanceId, userId: props.user.id, ...chosen });
      if (!alive) return discard(answer.enrolmentId);
      made.value = { ...answer, ...chosen, backupCodes };
      foundOut.value = null;
      leftBehind.value = false;
      askClock();
      go('scan');
    } catch (error) {
      failure.value = failureOf(error);
      names.takeFailure(failure.value);
    } finally {
      pending.value = null;
    }
  }

  /** To other names, and with that to another secret. */
  function backToNames(): void {
    if (pending.value !== null) return;
    leftBehind.value = true;
    forget();
    go('names');
  }

  async function set(): Promise<void> {
    const one = made.value;
    if (one === null || pending.value !== null || !access.value.allowed) return;
    const { enrolmentId, backupCodes } = one;
    pending.value = 'setting';
    failure.value = null;
    warned.value = false;
    const result = await writes.run<User>({
      instanceId: props.instance.instanceId,
      userId: props.user.id,
      method: 'totp.commit',
      askWhenWanted: questionWords(name.value, had.value, backupCodes !== null),
      send: async (confirmation) => {
        sent = true;
        try {
          return await api.totp.commit({
            enrolmentId,
            ...(backupCodes ? { backupCodes } : {}),
            ...confirmation,
          });
        } catch (error) {
          if (error instanceof AppError && !isUnclear(error.failure)) noteNotSent();
          throw error;
        }
      },
      done: null,
      failed: `TOTP was not set for ${name.value}.`,
      quietFailure: true,
      quietUnknown: true,
    });
    pending.value = null;
    if (alive) takeResult(result);
    else tellResult(result);
  }

  /** Who has gone elsewhere meanwhile does not see the dialog any more. */
  function tellResult(result: WriteResult<User>): void {
    if (result.status === 'done') {
      notify.told(
        `TOTP was set for ${name.value} when its dialog was gone already. If the code was not scanned before, replace it.`,
      );
    } else if (result.status === 'failed') {
      const became = isUnclear(result.failure) ? 'It is not known whether TOTP was set' : 'TOTP was not set';
      notify.failed(`${became} for ${name.value}.`, result.failure);
    }
  }

  function takeResult(result: WriteResult<User>): void {
    if (result.status === 'done') {
      // Core has forgotten it.
      go('done');
      return;
    }
    if (result.status === 'failed' && isUnclear(result.failure)) {
      go('unknown');
      unclear.value = result.failure;
      readInVain.value = false;
      expiredMeanwhile = false;
      return;
    }
    if (expiredMeanwhile || (result.status === 'failed' && isOver(result.failure))) end();
    else if (result.status === 'failed') failure.value = result.failure;
  }

  function noteNotSent(): void {
    // Of one that was unknown before, it still is.
    if (step.value === 'unknown') return;
    sent = false;
    had.value = hadBy(props.user);
  }

  function end(): void {
    forget();
    overReason.value = step.value === 'unknown' ? 'expired-unknown' : 'expired';
    go('over');
  }

  /** Of what the write has set, what the user had not before: that is what tells. Null when all of it was there. */
  function told(user: User): FoundOut | null {
    if (!had.value.totp) return user.totpEnabled ? 'set' : 'not-set';
    if (!had.value.backupCodes && made.value?.backupCodes) return user.backupCodeEnabled ? 'set' : 'not-set';
    return null;
  }

  async function readUser(): Promise<void> {
    if (pending.value !== null || step.value !== 'unknown') return;
    pending.value = 'reading';
    failure.value = null;
    try {
      const { instanceId } = props.instance;
      const user = await readAfterUnknown({ instanceId, userId: props.user.id });
      if (!alive || made.value === null) return;
      const found = told(user);
      if (found === null) readInVain.value = true;
      else settle(found);
    } catch (error) {
      failure.value = failureOf(error);
    } finally {
      pending.value = null;
    }
  }

  /** It is known now what became of the secret. */
  function settle(found: FoundOut): void {
    foundOut.value = found;
    unclear.value = null;
    if (found === 'not-set') {
      sent = false;
      go('scan');
      return;
    }
    if (made.value) discard(made.value.enrolmentId);
    go('done');
  }

  function expire(): void {
    // What is on its way is shown until it is known what became of it.
    if (pending.value === 'setting') expiredMeanwhile = true;
    else if (step.value === 'done') forget();
    else end();
  }

  function beginAgain(): void {
    leftBehind.value = overReason.value === 'expired';
    sent = false;
    had.value = hadBy(props.user);
    unclear.value = null;
    go('names');
  }

  const closeWarning = computed<CloseWarning | null>(() => {
    switch (step.value) {
      case 'names':
      case 'over':
        return null;
      case 'scan':
        return 'nothing-set';
      case 'unknown':
        return 'unknown';
      case 'done':
        return made.value?.backupCodes && !codesKept.value ? 'codes' : null;
      default:
        return assertNever(step.value);
    }
  });

  /** What cannot be had again is not lost by a slip of the hand; once is enough to say so. */
  function mayClose(): boolean {
    if (pending.value === 'setting') return false;
    if (closeWarning.value === null || warned.value) return true;
    warned.value = true;
    return false;
  }

  watch(
    () => props.user,
    (user) => {
      if (!sent) had.value = hadBy(user);
    },
  );
  // One for each step: what is of unknown outcome is kept for ten minutes more, in core as well.
  for (const at of ['scan', 'unknown', 'done'] as const) {
    useSecretLifetime(() => step.value === at && made.value !== null, expire);
  }
  onScopeDispose(() => {
    alive = false;
    forget();
  });
  askClock();

  return {
    access,
    name,
    names,
    withBackupCodes,
    had,
    step,
    made,
    pending,
    failure,
    unclear,
    readInVain,
    foundOut,
    overReason,
    leftBehind,
    skewMs: computed(() => clock.value.value?.skewMs ?? null),
    /** Said before it is closed for good. */
    warning: computed(() => (warned.value ? closeWarning.value : null)),
    prepare,
    backToNames,
    set,
    readUser,
    settle,
    enrolmentGone: end,
    beginAgain,
    noteCodesKept: () => (codesKept.value = true),
    mayClose,
  };
}

export type Enrolment = ReturnType<typeof useEnrolment>;
