/**
 * Creating a user, from the draft to the answer: checks, sends once, puts problems to their fields, and after
 * an answer that never came finds out what became of it. Holds secrets only as long as its component lives.
 */
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue';
import type { Failure } from '../../../shared/failure.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { UserCreate } from '../../../shared/models/user-input.ts';
import type { User } from '../../../shared/models/user.ts';
import { api } from '../../api.ts';
import { failureOf } from '../../composables/failure-of.ts';
import { draftToUser } from './draft-to-user.ts';
import { problemsOf, type FieldProblems } from './draft-problems.ts';
import { fieldOf } from './form-sections.ts';
import { problemsIn } from './refused-fields.ts';
import { clearIdentity, emptyDraft, type UserDraft } from './user-draft.ts';

/** An answer that never came: `open` until somebody has looked. */
export type Doubt =
  | { verdict: 'open'; message: string; checkable: boolean }
  | { verdict: 'found'; user: User }
  | { verdict: 'not-found' };

interface Refused {
  problems: FieldProblems;
  /** What each field was when it was refused: once it is another, the refusal is no longer about it. */
  values: Map<string, string>;
}

/** What was typed, and not which line of a list it was typed into. */
function textOf(draft: UserDraft): string {
  return JSON.stringify(draft, (name, value: unknown) => (name === 'key' ? undefined : value));
}

/** What Roster can look a user up by. */
function canBeFound(user: UserCreate): boolean {
  return [user.emailAddress?.[0], user.phoneNumber?.[0], user.username, user.externalId].some(Boolean);
}

export function useCreateUser(instanceId: () => InstanceId) {
  const draft = reactive(emptyDraft());
  const pending = ref(false);
  const checking = ref(false);
  const failure = shallowRef<Failure | null>(null);
  const checkFailure = shallowRef<Failure | null>(null);
  const doubt = shallowRef<Doubt | null>(null);
  const refused = shallowRef<Refused | null>(null);
  /** Fields that were left: their problems may be said before anything is sent. */
  const touched = reactive(new Set<string>());
  const attempted = ref(false);
  /** What the form was like when it was opened or cleared. */
  const untouchedDraft = ref(textOf(draft));

  const localProblems = computed(() => problemsOf(draft));
  const valueOf = (path: string): string => JSON.stringify(draft[fieldOf(path) as keyof UserDraft]);

  const problems = computed<FieldProblems>(() => {
    const local = Object.entries(localProblems.value).filter(
      ([path]) => attempted.value || touched.has(fieldOf(path)),
    );
    const clerks = Object.entries(refused.value?.problems ?? {}).filter(
      ([path]) => refused.value?.values.get(path) === valueOf(path),
    );
    return { ...Object.fromEntries(clerks), ...Object.fromEntries(local) };
  });
  const user = computed(() => draftToUser(draft));
  const isDirty = computed(() => textOf(draft) !== untouchedDraft.value);
  const isEmpty = computed(() => Object.keys(user.value).length === 0);

  /** The user, or null: then `problems`, `failure` or `doubt` say why. */
  async function send(): Promise<User | null> {
    if (pending.value || (doubt.value !== null && doubt.value.verdict !== 'not-found')) return null;
    attempted.value = true;
    failure.value = null;
    doubt.value = null;
    refused.value = null;
    if (Object.keys(localProblems.value).length > 0 || isEmpty.value) return null;
    pending.value = true;
    const sent = user.value;
    try {
      return await api.users.create({ instanceId: instanceId(), user: sent });
    } catch (error) {
      fail(failureOf(error), sent);
      return null;
    } finally {
      pending.value = false;
    }
  }

  function fail(why: Failure, sent: UserCreate): void {
    if (why.code === 'outcome_unknown') {
      doubt.value = { verdict: 'open', message: why.message, checkable: canBeFound(sent) };
    }
    failure.value = why;
    const found = problemsIn(why, draft);
    refused.value = {
      problems: found,
      values: new Map(Object.keys(found).map((path) => [path, valueOf(path)])),
    };
  }

  /** Looks the user up at Clerk, by way of the journal, which thereby knows it too. */
  async function check(): Promise<void> {
    if (checking.value) return;
    checking.value = true;
    checkFailure.value = null;
    try {
      const { entries } = await api.audit.list({ instanceId: instanceId(), state: 'unknown', limit: 100 });
      const entry = entries.find(({ method }) => method === 'users.create');
      if (entry === undefined) {
        checkFailure.value = {
          code: 'not_found',
          message:
            'The journal no longer has it as unknown: it has been checked elsewhere. Look at the list.',
        };
        return;
      }
      const found = (await api.audit.check({ entryId: entry.entryId })).user;
      failure.value = null;
      doubt.value = found === null ? { verdict: 'not-found' } : { verdict: 'found', user: found };
    } catch (error) {
      checkFailure.value = failureOf(error);
    } finally {
      checking.value = false;
    }
  }

  function touch(field: string): void {
    if (Object.hasOwn(draft, field)) touched.add(field);
  }

  /** Ready for the next one, with what was chosen for the last. */
  function next(): void {
    clearIdentity(draft);
    touched.clear();
    attempted.value = false;
    failure.value = null;
    refused.value = null;
    doubt.value = null;
    untouchedDraft.value = textOf(draft);
  }

  onScopeDispose(() => Object.assign(draft, emptyDraft()));

  return reactive({
    draft,
    user,
    problems,
    failure,
    checkFailure,
    doubt,
    pending,
    checking,
    isDirty,
    isEmpty,
    attempted,
    send,
    check,
    touch,
    next,
  });
}

export type CreateUser = ReturnType<typeof useCreateUser>;
