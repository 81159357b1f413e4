/** The dialog of many profile pictures, as a person meets it: looked over, asked about, sent, and left. */
import { bridge, instance, instanceId, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import ManyImagesDialog from '../../../../../renderer/features/profile-image/many/ManyImagesDialog.vue';
import { prepareKey } from '../../../../../renderer/features/profile-image/many/image-runs-store.ts';
import type { PreparedImage } from '../../../../../renderer/features/profile-image/prepare-image.ts';
import { useAppStore } from '../../../../../renderer/features/shell/app-store.ts';
import { useConfirmStore } from '../../../../../renderer/features/shell/confirm-store.ts';
import { useDialogsStore } from '../../../../../renderer/features/shell/dialogs-store.ts';
import { useDirectoryStore } from '../../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../../renderer/features/shell/instances-store.ts';
import { useWrittenUsers } from '../../../../../renderer/features/shell/user-writes.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import { wholeImages } from '../../../../harness/whole-images.ts';
import { makeUser } from '../../inspector/make-user.ts';
import { makeRow } from '../../users/fake-directory.ts';
import { eventually, layOut } from '../../users/mount-app.ts';

let pinia: Pinia;
let mounted: VueWrapper | null = null;
const addresses = new Set<string>();
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const told = vi.spyOn(notify, 'told').mockImplementation(() => undefined);

const calm: Partial<Instance> = { environment: 'development', protection: 'open' };
const rows = {
  jane: [{ as: 'username', user: makeRow('user_jane', { hasImage: true }) }],
  john: [{ as: 'externalId', user: makeRow('user_john') }],
  'john@example.com': [{ as: 'email', user: makeRow('user_john') }],
  both: [
    { as: 'externalId', user: makeRow('user_jane') },
    { as: 'username', user: makeRow('user_john') },
  ],
} as Record<string, unknown[]>;

beforeEach(() => {
  layOut({ width: 900, height: 600 });
  bridge.reset();
  bridge.answers['directory.match'] = ({ names }) => ({
    matches: (names as string[]).map((name) => ({ name, users: rows[name] ?? [] })),
  });
  bridge.answers['users.setProfileImage'] = ({ userId }) => makeUser(String(userId), { hasImage: true });
  pinia = createPinia();
  setActivePinia(pinia);
  done.mockClear();
  told.mockClear();
  addresses.clear();
  let number = 0;
  Object.assign(URL, {
    createObjectURL: () => {
      const address = `blob:${(number += 1)}`;
      addresses.add(address);
      return address;
    },
    revokeObjectURL: (address: string) => addresses.delete(address),
  });
});

afterEach(() => {
  mounted?.unmount();
  mounted = null;
  disposePinia(pinia);
  document.body.replaceChildren();
});

function picture(name: string): File {
  return new File([wholeImages.jpeg.bytes], name);
}

/** There is nothing in jsdom that decodes pictures. */
function prepare(blob: Blob): Promise<PreparedImage> {
  return Promise.resolve({
    blob,
    contentType: 'image/jpeg',
    width: 16,
    height: 16,
    locationRemoved: true,
    animated: false,
    converted: false,
  });
}

async function show(files: File[], more: Partial<Instance> = calm): Promise<VueWrapper> {
  const shown = { ...instance, ...more };
  bridge.answers['instances.list'] = () => [shown];
  useDirectoryStore();
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  await flushPromises();
  mounted = mount(ManyImagesDialog, {
    props: { instance: shown, files },
    attachTo: document.body,
    global: { plugins: [pinia], provide: { [prepareKey as symbol]: prepare } },
  });
  await eventually(() => expect(text()).toMatch(/files? ready|Drop pictures|set in Acme/));
  return mounted;
}

const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';

function button(words: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === words);
  if (!found) throw new Error(`There is no button "${words}" in: ${text()}`);
  return found;
}

async function press(words: string): Promise<void> {
  button(words).click();
  await flushPromises();
}

function rowOf(name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('[role=row]')].find((row) =>
    row.textContent?.includes(name),
  );
  if (!found) throw new Error(`There is no row of ${name}.`);
  return found;
}

test('without files it says how they are to be named', async () => {
  const dialog = await show([]);
  expect(text()).toContain('a user id, external id, e-mail address or username');
  button('Choose a folder…');
  await press('Cancel');
  expect(dialog.emitted('close')).toHaveLength(1);
});

test('says of each file whom it is for, or why it is not sent', async () => {
  await show([
    picture('jane.png'),
    picture('john.jpg'),
    picture('both.png'),
    picture('who.png'),
    new File(['MZ'], 'exe.png'),
  ]);
  expect(rowOf('jane.png').textContent).toMatch(
    /Name of user_jane.*by username.*Ready.*Replaces the picture/,
  );
  expect(rowOf('john.jpg').textContent).toMatch(/Name of user_john.*by external id.*Ready/);
  expect(rowOf('both.png').textContent).toMatch(/Several users.*user_jane.*user_john/);
  expect(rowOf('who.png').textContent).toMatch(/Nobody has this name in the copy of/);
  expect(rowOf('exe.png').textContent).toMatch(/Refused.*not an image/);
  expect(text()).toContain('2 of 5 files ready · 1 replacing a picture · 1 refused · 1 for nobody');
  expect(document.querySelectorAll('[role=row] input[type=checkbox]')).toHaveLength(2);
  button('Set 2 pictures');
});

test('takes thumbnails back when it closes', async () => {
  await show([picture('jane.png'), picture('john.png')]);
  expect(addresses.size).toBe(2);
  mounted?.unmount();
  expect(addresses.size).toBe(0);
});

test('sends neither of two files for one user until one is unticked', async () => {
  await show([picture('john.png'), picture('john@example.com.png')]);
  expect(rowOf('john.png').textContent).toContain('Two files');
  expect(button('Set 0 pictures').disabled).toBe(true);
  const [box] = document.querySelectorAll<HTMLInputElement>('input[type=checkbox]');
  box?.click();
  await flushPromises();
  expect(rowOf('john.png').textContent).toContain('Left out');
  await press('Set 1 picture');
  await eventually(() => expect(text()).toContain('1 profile picture set in Acme.'));
  expect(rowOf('john@example.com.png').textContent).toMatch(/Set.*Location removed\./);
  const calls = bridge.callsOf('users.setProfileImage');
  expect(calls.map(({ userId }) => userId)).toEqual(['user_john']);
  expect(calls[0]).toMatchObject({
    instanceId,
    contentType: 'image/jpeg',
    base64: Buffer.from(wholeImages.jpeg.bytes).toString('base64'),
  });
});

test('asks before it writes to production, and no sends nothing', async () => {
  await show([picture('jane.png'), picture('john.png')], { environment: 'production', protection: 'open' });
  const confirms = useConfirmStore();
  await press('Set 2 pictures…');
  expect(confirms.current).toMatchObject({ title: 'Set 2 profile pictures', guarded: false });
  expect(confirms.current?.consequences.join(' ')).toBe(
    '2 users of Acme get a new profile picture. 1 picture of theirs is replaced, and cannot be put back from here.',
  );
  confirms.settle(null);
  await flushPromises();
  expect(bridge.callsOf('users.setProfileImage')).toEqual([]);
  button('Set 2 pictures…');
});

test('tells what became of each, and tries the refused ones again', async () => {
  const written: string[] = [];
  const scope = effectScope();
  scope.run(() => useWrittenUsers(({ user }) => written.push(user.id)));
  let refuses = true;
  bridge.answers['users.setProfileImage'] = ({ userId }) =>
    refuses && userId === 'user_john'
      ? new Refusal('rejected', 'Clerk says no.', undefined, { traceId: 'trace_9' })
      : makeUser(String(userId), { hasImage: true });
  await show([picture('jane.png'), picture('john.png')]);
  await press('Set 2 pictures');
  await eventually(() => expect(text()).toContain('1 profile picture set in Acme. 1 failed.'));
  expect(rowOf('john.png').textContent).toMatch(/Refused.*trace_9.*Clerk says no\./);
  expect(written).toEqual(['user_jane']);
  refuses = false;
  await press('Try 1 picture again');
  await eventually(() => expect(text()).toContain('2 profile pictures set in Acme.'));
  expect(written).toEqual(['user_jane', 'user_john']);
  expect(bridge.callsOf('users.setProfileImage')).toHaveLength(3);
  expect(done).not.toHaveBeenCalled();
  scope.stop();
});

test('left while it runs, it goes on, and tells how it ended', async () => {
  let answer: (value: unknown) => void = () => undefined;
  bridge.answers['users.setProfileImage'] = () => new Promise((resolve) => (answer = resolve));
  const dialog = await show([picture('john.png')]);
  await press('Set 1 picture');
  await eventually(() => expect(bridge.callsOf('users.setProfileImage')).toHaveLength(1));
  document.querySelector<HTMLElement>('button[aria-label=Close]')?.click();
  await flushPromises();
  expect(dialog.emitted('close')).toBeUndefined();
  expect(text()).toContain('Pictures are still being set');
  await press('Go on in the background');
  expect(dialog.emitted('close')).toHaveLength(1);
  dialog.unmount();
  answer(makeUser('user_john'));
  await eventually(() => expect(done).toHaveBeenCalledTimes(1));
  expect(done.mock.calls[0]?.[0]).toBe('1 profile picture set in Acme.');
  done.mock.calls[0]?.[1]?.onClick();
  expect(useDialogsStore().current).toEqual({ kind: 'many-images', instanceId, files: [] });
  // What it shows then is the run.
  await show([]);
  expect(rowOf('john.png').textContent).toContain('Set');
});

test('files that come while another run goes on are next, not lost', async () => {
  let answer: (value: unknown) => void = () => undefined;
  bridge.answers['users.setProfileImage'] = () => new Promise((resolve) => (answer = resolve));
  const dialog = await show([picture('john.png')]);
  await press('Set 1 picture');
  await eventually(() => expect(bridge.callsOf('users.setProfileImage')).toHaveLength(1));
  await dialog.setProps({ files: [picture('jane.png'), picture('who.png')] });
  expect(text()).toContain('2 more files wait until this run has ended.');
  answer(makeUser('user_john'));
  await eventually(() => expect(text()).toContain('1 profile picture set in Acme.'));
  await press('Go on with 2 files');
  await eventually(() => expect(text()).toContain('1 of 2 files ready'));
});

test('an unknown outcome leads to where it can be checked', async () => {
  bridge.answers['users.setProfileImage'] = () => new Refusal('outcome_unknown', 'No answer came.');
  await show([picture('john.png')]);
  await press('Set 1 picture');
  await eventually(() => expect(rowOf('john.png').textContent).toMatch(/Not known.*No answer came\./));
  await press('Check in Writes…');
  expect(useDialogsStore().current).toEqual({ kind: 'audit' });
});

test('left and cancelled, it sends nothing more, and tells so', async () => {
  const answers: ((value: unknown) => void)[] = [];
  bridge.answers['users.setProfileImage'] = () => new Promise((resolve) => answers.push(resolve));
  for (const name of ['a', 'b', 'c']) rows[name] = [{ as: 'id', user: makeRow(`user_${name}`) }];
  const dialog = await show(['a.png', 'b.png', 'c.png'].map(picture));
  await press('Set 3 pictures');
  await eventually(() => expect(answers).toHaveLength(2));
  document.querySelector<HTMLElement>('button[aria-label=Close]')?.click();
  await flushPromises();
  const cancels = [...document.querySelectorAll('button')].filter((one) =>
    one.textContent?.includes('Cancel the rest'),
  );
  cancels.at(-1)?.click();
  await flushPromises();
  expect(dialog.emitted('close')).toHaveLength(1);
  for (const answer of answers) answer(makeUser('user_a'));
  await eventually(() => expect(told).toHaveBeenCalledTimes(1));
  expect(told.mock.calls[0]?.[0]).toBe('2 profile pictures set in Acme. 1 not sent.');
  expect(bridge.callsOf('users.setProfileImage')).toHaveLength(2);
});

test('sends nothing where nothing may be written, and says why', async () => {
  await show([picture('john.png')], { ...calm, protection: 'read-only' });
  expect(text()).toContain('Acme is read-only in Roster.');
  expect(button('Set 1 picture').disabled).toBe(true);
});

test('says so when the names cannot be looked up, and tries again', async () => {
  const match = bridge.answers['directory.match'];
  bridge.answers['directory.match'] = () => new Refusal('storage', 'The copy cannot be read.');
  const shown = show([picture('john.png')]);
  await eventually(() => expect(text()).toContain('The copy cannot be read.'));
  if (match) bridge.answers['directory.match'] = match;
  await press('Try again');
  await shown;
  expect(rowOf('john.png').textContent).toContain('Ready');
});

test('takes two thousand files, and says that there are more', async () => {
  await show(Array.from({ length: 2001 }, () => new File([], 'empty.png')));
  expect(text()).toContain('There are more than 2,000 files');
  expect(text()).toContain('0 of 2,000 files ready');
  // Those in sight, and some beyond.
  expect(document.querySelectorAll('[role=row]').length).toBeLessThan(40);
  expect(document.querySelector('[role=table]')?.getAttribute('aria-rowcount')).toBe('2001');
});
