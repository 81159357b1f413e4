/** The dialog of one picture: what it shows, what it sends, and how it ends. The thread's answers are the test's. */
import { bridge, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import ProfileImageDialog from '../../../../renderer/features/profile-image/ProfileImageDialog.vue';
import type {
  Request,
  Response,
} from '../../../../renderer/features/profile-image/picture/worker-messages.ts';
import { notify, type NoticeAction } from '../../../../renderer/ui/notify.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import { button, buttons, dialog, press, startStores, submitDialog } from '../inspector/mount-tab.ts';
import { makeUser } from '../inspector/make-user.ts';

const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);

let opened: VueWrapper | null = null;
let jobs: Request['job'][];
let answers: Record<string, Response['answer'] | null>;

/** Answers as the test says; null: never. */
class FakeWorker extends EventTarget {
  static last: FakeWorker | null = null;
  constructor() {
    super();
    FakeWorker.last = this;
  }
  postMessage({ id, job }: Request): void {
    jobs.push(job);
    const answer = answers[job.what];
    if (answer) this.dispatchEvent(new MessageEvent('message', { data: { id, answer } satisfies Response }));
  }
  terminate(): void {
    FakeWorker.last = null;
  }
}

const blob = new Blob(['bytes'], { type: 'image/jpeg' });
const facts = { kind: 'jpeg', width: 1200, height: 600, animated: false, hasLocation: true } as const;
const bitmap = { width: 1200, height: 600, close: () => undefined };

vi.stubGlobal('Worker', FakeWorker);
vi.stubGlobal('createImageBitmap', async () => bitmap);
vi.stubGlobal(
  'URL',
  Object.assign(URL, { createObjectURL: () => 'blob:view', revokeObjectURL: () => undefined }),
);
vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

beforeEach(() => {
  bridge.reset();
  done.mockClear();
  failed.mockClear();
  jobs = [];
  answers = {
    view: { ...facts, view: blob },
    prepare: {
      blob,
      contentType: 'image/jpeg',
      width: 600,
      height: 600,
      locationRemoved: true,
      animated: false,
      converted: false,
    },
  };
  bridge.answers['images.original'] = () => ({ contentType: 'image/png', base64: 'b2xk' });
  bridge.answers['users.setProfileImage'] = () => makeUser('user_1');
});
afterEach(() => {
  opened?.unmount();
  opened = null;
  FakeWorker.last?.dispatchEvent(new Event('error'));
  document.body.replaceChildren();
});

async function open(more: Partial<Instance> = {}, hasImage = true) {
  const { pinia, instance } = await startStores(more);
  const wrapper = mount(ProfileImageDialog, {
    props: {
      instance,
      user: { id: 'user_1', name: 'Jane Doe', hasImage },
      file: new File(['x'], 'me.jpg'),
    },
    attachTo: document.body,
    global: { plugins: [pinia] },
  });
  opened = wrapper;
  await flushPromises();
  return wrapper;
}

const callsOf = (method: string) => bridge.calls.filter((call) => call.method === method);
/** Reading a blob takes turns of the event loop. */
const until = (check: () => void) => vi.waitFor(check);

test('shows whose picture it is and where, and that the location goes', async () => {
  await open({ environment: 'production', color: 'teal' });
  expect(dialog().textContent).toContain('Picture of Jane Doe');
  expect(dialog().textContent).toContain('production');
  expect(dialog().textContent).toContain('Location removed');
  expect(dialog().getAttribute('data-instance-color')).toBe('teal');
  const previews = [...dialog().querySelectorAll('[data-preview]')].map((one) =>
    one.getAttribute('data-preview'),
  );
  expect(previews).toEqual(['256 round', '64 round', '64 square', '32 round', '32 square']);
});

test('cuts where the keys have put the crop, and sends it once, with the way back', async () => {
  const wrapper = await open();
  const area = dialog().querySelector('[role=application]');
  for (const key of ['ArrowLeft', 'ArrowLeft', '+', 'r']) {
    area?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await flushPromises();
  }
  await submitDialog();
  await until(() => expect(wrapper.emitted('close')).toHaveLength(1));
  const prepared = jobs.find((job) => job.what === 'prepare');
  expect(prepared?.crop?.rotate).toBe(90);
  expect(prepared?.crop?.size).toBeCloseTo(600 / 1.15);
  expect(callsOf('users.setProfileImage')).toHaveLength(1);
  expect(callsOf('users.setProfileImage')[0]?.input).toMatchObject({
    userId: 'user_1',
    contentType: 'image/jpeg',
    base64: btoa('bytes'),
  });
  expect(done).toHaveBeenCalledWith('Jane Doe has the new picture.', expect.anything());
  (done.mock.calls[0]?.[1] as NoticeAction).onClick();
  await until(() => expect(callsOf('users.setProfileImage')).toHaveLength(2));
  expect(callsOf('users.setProfileImage')[1]?.input).toMatchObject({
    contentType: 'image/png',
    base64: 'b2xk',
  });
});

test('sends the original uncut; without a former picture, Undo removes it', async () => {
  bridge.answers['images.original'] = () => null;
  bridge.answers['users.deleteProfileImage'] = () => makeUser('user_1');
  const wrapper = await open({}, false);
  const original = dialog().querySelector<HTMLInputElement>('input[value=original]');
  original?.click();
  await flushPromises();
  await submitDialog();
  await until(() => expect(wrapper.emitted('close')).toHaveLength(1));
  expect(jobs.find((job) => job.what === 'prepare')).toMatchObject({ crop: null });
  (done.mock.calls[0]?.[1] as NoticeAction).onClick();
  await until(() => expect(callsOf('users.deleteProfileImage')).toHaveLength(1));
});

test('says so when there is no way back', async () => {
  bridge.answers['images.original'] = () => new Refusal('not_found', 'Not to be had.');
  await open();
  await submitDialog();
  await until(() =>
    expect(done).toHaveBeenCalledWith(
      'Jane Doe has the new picture. The one before could not be kept.',
      undefined,
    ),
  );
});

test('a refusal is said, and sends nothing', async () => {
  answers['view'] = { reason: 'not-an-image', message: 'By its content, this file is not an image.' };
  await open();
  expect(dialog().querySelector('[role=alert]')?.textContent).toContain('not an image. Nothing was sent.');
  expect(buttons('Set picture')).toEqual([]);
  expect(button('Choose another…').disabled).toBe(false);
});

test('is cancelled while it is prepared: nothing was sent', async () => {
  answers['prepare'] = null;
  const wrapper = await open();
  await submitDialog();
  expect(dialog().textContent).toContain('Preparing the picture…');
  await press('Cancel');
  expect(dialog().textContent).toContain('Cancelled. Nothing was changed.');
  expect(callsOf('users.setProfileImage')).toEqual([]);
  expect(wrapper.emitted('close')).toBeUndefined();
});

test('is cancelled on its way, and tells what the core says of it', async () => {
  let answer: (value: unknown) => void = () => undefined;
  bridge.answers['users.setProfileImage'] = () => new Promise((resolve) => (answer = resolve));
  const wrapper = await open();
  await submitDialog();
  await until(() => expect(dialog().textContent).toContain('Sending it to'));
  await press('Cancel');
  const { callId } = callsOf('users.setProfileImage')[0]?.input as { callId: string };
  expect(callsOf('app.cancel').at(-1)?.input).toEqual({ callId });
  expect(dialog().textContent).toContain('Cancelling…');
  answer(new Refusal('outcome_unknown', 'It left, and no answer came.'));
  await until(() => expect(wrapper.emitted('close')).toHaveLength(1));
  expect(failed.mock.calls[0]?.[0]).toBe('It is not known whether this was done.');
  expect(callsOf('users.get').at(-1)?.input).toMatchObject({ userId: 'user_1' });
});

test('stays open with the reason when Clerk refuses', async () => {
  bridge.answers['users.setProfileImage'] = () => new Refusal('rejected', 'Clerk says no.');
  await open();
  await submitDialog();
  await until(() =>
    expect(dialog().textContent).toContain('The picture of Jane Doe was not changed. Clerk says no.'),
  );
  expect(failed).not.toHaveBeenCalled();
  expect(button('Set picture').disabled).toBe(false);
});

test('can be looked at, and not set, where nothing may be changed', async () => {
  await open({ protection: 'read-only' });
  expect(button('Set picture').disabled).toBe(true);
  expect(dialog().textContent).toContain('read-only in Roster');
  await submitDialog();
  expect(jobs.map(({ what }) => what)).toEqual(['view']);
});
