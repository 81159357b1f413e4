/** The dialog for a new user, as a person meets it: what is sent, what is refused, and what is not lost. */
import { bridge, instance, instanceId, makeStatus, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import CreateUserDialog from '../../../../renderer/features/create-user/CreateUserDialog.vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { createAppRouter } from '../../../../renderer/router.ts';
import { makeUser } from '../inspector/make-user.ts';
import { letTimePass } from '../let-time-pass.ts';

let mounted: VueWrapper | null = null;
/** Ids of the users that were to be opened. */
let wentTo: unknown[] = [];
const jane = makeUser('user_jane', { firstName: 'Jane', lastName: 'Doe' });

beforeEach(() => {
  bridge.reset();
  bridge.answers['users.create'] = () => jane;
  bridge.answers['directory.get'] = () => null;
});
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
});

async function show(): Promise<VueWrapper> {
  const pinia = createPinia();
  setActivePinia(pinia);
  useDirectoryStore();
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  await flushPromises();
  wentTo = [];
  const router = createAppRouter();
  // Where to, not what is there: that is loaded when it is needed.
  router.beforeEach((to) => {
    if (to.params.userId) wentTo.push(to.params.userId);
    return false;
  });
  mounted = mount(CreateUserDialog, {
    props: { instanceId },
    attachTo: document.body,
    global: { plugins: [pinia, router] },
  });
  await flushPromises();
  return mounted;
}

function all<T extends Element = HTMLElement>(selector: string): T[] {
  return [...document.querySelectorAll<T>(selector)];
}

function find<T extends Element = HTMLElement>(selector: string): T {
  const [found] = all<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

function button(words: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>('button').find((one) => one.textContent?.trim() === words);
  if (!found) throw new Error(`There is no button "${words}".`);
  return found;
}

async function press(words: string): Promise<void> {
  letTimePass();
  button(words).click();
  await flushPromises();
}

async function type(selector: string, text: string): Promise<void> {
  const input = find<HTMLInputElement>(selector);
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}

async function submit(): Promise<void> {
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

const text = () => document.body.textContent ?? '';
const email = '[data-field=emailAddress] input';
const password = '[data-field=password] input';
const firstName = '[data-field=firstName] input';
const willSend = () => find('[role=region]').textContent ?? '';
const isUnfolded = (title: string) =>
  all('button[aria-expanded]')
    .find((one) => one.textContent?.includes(title))
    ?.getAttribute('aria-expanded') === 'true';

test('sends only what was given, and opens who was created', async () => {
  const dialog = await show();
  expect(document.activeElement).toBe(find(firstName));
  expect(text()).toContain('production');
  await type(firstName, 'Jane');
  await type(email, 'jane@example.com');
  await type(password, 'correct horse battery');
  expect(willSend()).toContain('jane@example.com');
  expect(willSend()).toContain('••••••••');
  expect(willSend()).not.toContain('correct');
  await submit();
  expect(bridge.callsOf('users.create')).toEqual([
    {
      instanceId,
      user: { firstName: 'Jane', emailAddress: ['jane@example.com'], password: 'correct horse battery' },
    },
  ]);
  expect(dialog.emitted('close')).toHaveLength(1);
  expect(wentTo).toEqual(['user_jane']);
});

test('two presses send once', async () => {
  let answer: (value: unknown) => void = () => undefined;
  bridge.answers['users.create'] = () => new Promise((resolve) => (answer = resolve));
  await show();
  await type(email, 'jane@example.com');
  await submit();
  await submit();
  expect(bridge.callsOf('users.create')).toHaveLength(1);
  answer(jane);
  await flushPromises();
});

test('nothing is sent that is certainly wrong: it is unfolded, with the focus on the first', async () => {
  await show();
  await submit();
  expect(text()).toContain('Nothing is filled in');
  await type('[data-field=publicMetadata] textarea', '{"a": }');
  await submit();
  expect(isUnfolded('Metadata')).toBe(true);
  expect(isUnfolded('Profile')).toBe(false);
  expect(text()).toContain('Line 1, column');
  expect(document.activeElement).toBe(find('[data-field=publicMetadata] textarea'));
  expect(bridge.callsOf('users.create')).toEqual([]);
  await type('[data-field=publicMetadata] textarea', '{"a": 1}');
  expect(text()).not.toContain('Line 1, column');
});

test('a taken address is said at its line until it is another', async () => {
  bridge.answers['users.create'] = () =>
    new Refusal(
      'rejected',
      'A user has this e-mail address already.',
      { 'user.emailAddress': 'Taken.' },
      {
        clerkCode: 'form_identifier_exists',
        traceId: 'trace_7',
      },
    );
  const dialog = await show();
  await type(email, 'jane@example.com');
  await submit();
  expect(find(email).getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(find(email));
  expect(text()).toContain('Taken.');
  expect(text()).toContain('trace_7');
  await type(email, 'jane@example.org');
  expect(text()).not.toContain('Taken.');
  expect(dialog.emitted('close')).toBeUndefined();
});

test('an answer that never came: nothing is sent again before somebody has looked', async () => {
  bridge.answers['users.create'] = () => new Refusal('outcome_unknown', 'The request left.');
  bridge.answers['audit.list'] = () => ({
    entries: [
      { entryId: 'e2', method: 'users.ban' },
      { entryId: 'e1', method: 'users.create' },
    ],
    nextCursor: null,
    notice: null,
  });
  bridge.answers['audit.check'] = () => ({ entry: {}, user: null });
  await show();
  await type(email, 'jane@example.com');
  await submit();
  expect(text()).toContain('It may have been created.');
  expect(button('Create user').disabled).toBe(true);
  await submit();
  expect(bridge.callsOf('users.create')).toHaveLength(1);
  await press('Check');
  expect(bridge.callsOf('audit.check')).toEqual([{ entryId: 'e1' }]);
  expect(text()).toContain('most likely not created');
  expect(button('Create user').disabled).toBe(false);
});

test('an answer that never came: found, it can be opened', async () => {
  bridge.answers['users.create'] = () => new Refusal('outcome_unknown', 'The request left.');
  bridge.answers['audit.list'] = () => ({
    entries: [{ entryId: 'e1', method: 'users.create' }],
    nextCursor: null,
    notice: null,
  });
  bridge.answers['audit.check'] = () => ({ entry: {}, user: jane });
  const dialog = await show();
  await type(email, 'jane@example.com');
  await submit();
  await press('Check');
  expect(text()).toContain('It was created: Jane Doe');
  expect(button('Create user').disabled).toBe(true);
  await press('Open');
  expect(dialog.emitted('close')).toHaveLength(1);
  expect(wentTo).toEqual(['user_jane']);
});

test('another one: without what the last was known by, with what was chosen', async () => {
  const dialog = await show();
  await type(email, 'jane@example.com');
  await type(password, 'correct horse battery');
  await type('[data-field=locale] input', 'en-GB');
  const another = find<HTMLInputElement>('footer input[type=checkbox]');
  another.click();
  await submit();
  expect(dialog.emitted('close')).toBeUndefined();
  expect(find<HTMLInputElement>(email).value).toBe('');
  expect(find<HTMLInputElement>(password).value).toBe('');
  expect(find<HTMLInputElement>('[data-field=locale] input').value).toBe('en-GB');
  expect(document.activeElement).toBe(find(firstName));
});

test('input is not thrown away without asking, once', async () => {
  const dialog = await show();
  await type(firstName, 'Jane');
  await press('Cancel');
  expect(dialog.emitted('close')).toBeUndefined();
  expect(document.activeElement).toBe(button('Keep editing'));
  await press('Keep editing');
  expect(find<HTMLInputElement>(firstName).value).toBe('Jane');
  await press('Cancel');
  await press('Discard');
  expect(dialog.emitted('close')).toHaveLength(1);
});

test('an untouched form closes at once', async () => {
  const dialog = await show();
  await press('Cancel');
  expect(dialog.emitted('close')).toHaveLength(1);
});

test('read-only says so and sends nothing', async () => {
  bridge.answers['instances.list'] = () => [{ ...instance, protection: 'read-only' }];
  await show();
  await type(email, 'jane@example.com');
  expect(text()).toContain('read-only in Roster');
  expect(button('Create user').disabled).toBe(true);
  await submit();
  expect(bridge.callsOf('users.create')).toEqual([]);
});

test('the connection that breaks while the form is open keeps what was filled in', async () => {
  await show();
  await type(email, 'jane@example.com');
  const offline = { state: 'offline', since: null, message: null } as const;
  bridge.emit('directory.onChanged', { instanceId, status: makeStatus({ connection: offline }) });
  await flushPromises();
  expect(find<HTMLInputElement>(email).value).toBe('jane@example.com');
  expect(text()).toContain('Offline: nothing can be changed');
  expect(button('Create user').disabled).toBe(true);
});

test('a generated password is taken whole, and leaves with the dialog', async () => {
  const dialog = await show();
  await press('Generate');
  const { value } = find<HTMLInputElement>(password);
  expect(value).toHaveLength(20);
  expect(document.activeElement).toBe(find(password));
  dialog.unmount();
  mounted = null;
  expect(document.documentElement.outerHTML).not.toContain(value);
});
