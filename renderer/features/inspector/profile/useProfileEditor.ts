/**
 * Editing one user's profile: what is wanted, what would be sent, what stands against it, and how the saving
 * went. The password lives here and nowhere else, until it is sent or given up. Knows no layout.
 */
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { Failure } from '../../../../shared/failure.ts';
import type { User } from '../../../../shared/models/user.ts';
import type { UserUpdate } from '../../../../shared/models/user-input.ts';
import { api } from '../../../api.ts';
import { useCall } from '../../../composables/useCall.ts';
import { notify } from '../../../ui/notify.ts';
import { useDeletedUsers, useUserWrites } from '../../shell/user-writes.ts';
import type { TabProps } from '../tab-props.ts';
import { displayName } from '../user-facts.ts';
import {
  changedFields,
  changesOf,
  isEmpty,
  noExtras,
  sentLines,
  type ProfileExtras,
} from './profile-changes.ts';
import type { ProfileDraft, ProfileField } from './profile-draft.ts';
import {
  beginForm,
  choose,
  conflictsOf,
  takeCurrent,
  type ConflictField,
  type ProfileForm,
} from './profile-merge.ts';
import { problemsIn, problemsOf, type FieldProblems } from './profile-problems.ts';
import { saveOf } from './profile-write.ts';

/** What became of a save whose answer did not come, as far as it is known. */
type Doubt = { sent: UserUpdate; before: User; verdict: 'open' | 'not-done' };

export function useProfileEditor(props: TabProps) {
  const writes = useUserWrites();
  const form = shallowRef<ProfileForm | null>(null);
  const extras = reactive({ ...noExtras });
  /** The user as read last, be it for the screen or right before a save. */
  const latest = shallowRef<User>(props.copy.user);
  const failure = shallowRef<Failure | null>(null);
  const refused = shallowRef<FieldProblems>({});
  const doubt = shallowRef<Doubt | null>(null);
  const deleted = ref(false);
  const reading = useCall(api.users.get, { abortable: true });

  const changes = computed<UserUpdate>(() =>
    form.value ? changesOf(form.value.current, form.value.draft, extras) : {},
  );
  const conflicts = computed(() => (form.value ? conflictsOf(form.value, extras.password) : []));
  const problems = computed<FieldProblems>(() => {
    if (!form.value) return {};
    return {
      ...refused.value,
      ...problemsOf(form.value.current, form.value.draft, latest.value, Date.now()),
    };
  });
  const wrong = computed(() =>
    form.value ? problemsOf(form.value.current, form.value.draft, latest.value, Date.now()) : {},
  );
  const isDirty = computed(() => {
    if (!form.value || deleted.value) return false;
    return extras.password !== '' || changedFields(form.value.current, form.value.draft).length > 0;
  });
  const target = () => ({ instanceId: props.instance.instanceId, userId: props.copy.user.id });
  const pending = computed(() => writes.isPending({ ...target(), method: 'users.update' }));

  function take(user: User): void {
    // What is on screen may be older than what was read for a save.
    if ((user.updatedAt ?? 0) < (latest.value.updatedAt ?? 0)) return;
    latest.value = user;
    if (form.value) form.value = takeCurrent(form.value, user);
  }
  watch(() => props.copy.user, take);
  useDeletedUsers(({ instanceId, userId }) => {
    const mine = target();
    if (instanceId === mine.instanceId && userId === mine.userId) deleted.value = true;
  });

  function begin(): void {
    form.value ??= beginForm(latest.value);
  }

  /** Ends the editing, and forgets what was typed. */
  function end(): void {
    Object.assign(extras, noExtras);
    form.value = null;
    failure.value = null;
    refused.value = {};
    doubt.value = null;
    reading.reset();
  }

  function forgive(field: ConflictField): void {
    const { [field]: _forgiven, ...rest } = refused.value;
    refused.value = rest;
  }

  function set<F extends ProfileField>(field: F, value: ProfileDraft[F]): void {
    if (!form.value) return;
    form.value = { ...form.value, draft: { ...form.value.draft, [field]: value } };
    forgive(field);
  }

  function setExtras(changed: Partial<ProfileExtras>): void {
    Object.assign(extras, changed);
    if (changed.password !== undefined) forgive('password');
  }

  function resolve(field: ConflictField, which: 'mine' | 'current'): void {
    if (!form.value) return;
    if (field === 'password' && which === 'current') extras.password = '';
    form.value = choose(form.value, field, which);
  }

  async function save(): Promise<void> {
    if (!form.value || !isDirty.value || pending.value) return;
    if (conflicts.value.length > 0 || Object.keys(wrong.value).length > 0) return;
    failure.value = null;
    refused.value = {};
    doubt.value = null;
    let sent: { changes: UserUpdate; before: User } | null = null;
    const saved = { ...extras };
    const result = await writes.run(
      saveOf({
        instance: props.instance,
        user: latest.value,
        form: form.value,
        extras: saved,
        onRead: take,
        onSend: (left, before) => (sent = { changes: left, before }),
      }),
    );
    if (result.status === 'done') finish(result.value, saved.password);
    else if (result.status === 'failed') fail(result.failure, sent);
  }

  /** Closes the form, unless something was typed since. */
  function finish(user: User, password: string): void {
    take(user);
    if (extras.password === password) Object.assign(extras, noExtras);
    if (!isDirty.value) end();
  }

  function fail(why: Failure, sent: { changes: UserUpdate; before: User } | null): void {
    // The conflicts themselves say it, each at its field.
    if (why.code === 'conflict' && conflicts.value.length > 0) return;
    failure.value = why;
    refused.value = problemsIn(why);
    if (why.code === 'outcome_unknown' && sent)
      doubt.value = { sent: sent.changes, before: sent.before, verdict: 'open' };
  }

  /** Reads the user, and says whether the save in doubt was done. */
  async function check(): Promise<void> {
    const open = doubt.value;
    if (!open || !form.value) return;
    const user = await reading.run(target());
    if (!user || doubt.value !== open) return;
    take(user);
    const { password, ...fields } = open.sent;
    const isThere =
      isEmpty(pickUnmet(fields, user)) &&
      (password === undefined || user.passwordLastUpdatedAt !== open.before.passwordLastUpdatedAt);
    if (!isThere) {
      failure.value = null;
      doubt.value = { ...open, verdict: 'not-done' };
      return;
    }
    notify.done(`${displayName(user)} is saved: Clerk has what was sent.`);
    finish(user, password ?? extras.password);
  }

  /** What was sent and is not so. */
  function pickUnmet(fields: UserUpdate, user: User): UserUpdate {
    if (!form.value) return {};
    const now = changesOf(takeCurrent(form.value, user).current, form.value.draft, noExtras);
    return Object.fromEntries(Object.entries(now).filter(([field]) => field in fields));
  }

  return reactive({
    form,
    extras,
    latest,
    failure,
    problems,
    conflicts,
    doubt,
    pending,
    isDirty,
    lines: computed(() => sentLines(changes.value, latest.value)),
    maySave: computed(
      () => isDirty.value && conflicts.value.length === 0 && Object.keys(wrong.value).length === 0,
    ),
    checking: reading.pending,
    checkFailure: reading.failure,
    begin,
    end,
    set,
    setExtras,
    resolve,
    save,
    check,
  });
}

export type ProfileEditor = ReturnType<typeof useProfileEditor>;
