/** The inspector: the mirror's copy at once, a fresh one behind it, and the truth about either. */
import { bridge, instanceId, makeStatus, Refusal, type Answer } from '../users/fake-bridge.ts';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import type { Router } from 'vue-router';
import { freshAfterMs } from '../../../../renderer/features/inspector/useInspectedUser.ts';
import { makeRow } from '../users/fake-directory.ts';
import { eventually, layOut, mountApp } from '../users/mount-app.ts';
import { makeEmail, makeUser } from './make-user.ts';

let app: VueWrapper;
let router: Router;

const mirrored =
  (name: string, fetchedAt = Date.now() - 120_000): Answer =>
  (input) => ({
    ...makeUser(String(input.userId), { firstName: name }),
    fetchedAt,
  });
const live =
  (name: string): Answer =>
  (input) =>
    makeUser(String(input.userId), { firstName: name });

/** An answer that comes when the test says so. */
function held(answer: Answer): { answer: Answer; release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return {
    answer: async (input) => {
      await released;
      return answer(input);
    },
    release: () => release(),
  };
}

beforeEach(() => {
  bridge.reset();
  layOut({ width: 1300, height: 640 });
  bridge.answers['directory.query'] = () => ({
    rows: [makeRow('u1'), makeRow('u2')],
    nextCursor: null,
    total: 2,
  });
  bridge.answers['directory.get'] = mirrored('Mirrored');
  bridge.answers['users.get'] = live('Fresh');
});

afterEach(() => app.unmount());

async function inspect(userId = 'u1'): Promise<void> {
  ({ app, router } = await mountApp(`/instances/${instanceId}/users/${userId}`));
  await eventually(() => expect(app.find('aside').exists()).toBe(true));
}

const inspector = () => app.get('aside');
const heading = () => inspector().find('h2').text();
const refreshButton = () =>
  inspector()
    .findAll('button')
    .find((button) => button.text() === 'Refresh');

test('shows the mirror’s copy with its age, then the fresh one', async () => {
  const fresh = held(live('Fresh'));
  bridge.answers['users.get'] = fresh.answer;
  await inspect();
  await eventually(() => expect(heading()).toBe('Mirrored'));
  expect(inspector().text()).toContain('2 min ago');
  await eventually(() => expect(bridge.callsOf('users.get')).toHaveLength(1));
  const tabs = inspector().get('[role=tablist]').element;
  fresh.release();
  await eventually(() => expect(heading()).toBe('Fresh'));
  expect(inspector().text()).toContain('just now');
  expect(inspector().get('[role=tablist]').element).toBe(tabs);
});

test('a mirror that answers late does not undo the fresh copy', async () => {
  const late = held(mirrored('Mirrored'));
  bridge.answers['directory.get'] = late.answer;
  await inspect();
  await eventually(() => expect(heading()).toBe('Fresh'));
  late.release();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heading()).toBe('Fresh');
});

test('shows the user’s picture', async () => {
  bridge.answers['directory.get'] = (input) => ({
    ...makeUser(String(input.userId), { hasImage: true, imageUrl: 'https://img.clerk.com/1' }),
    fetchedAt: Date.now(),
  });
  bridge.answers['users.get'] = () => new Refusal('offline');
  await inspect('u2');
  await eventually(() =>
    expect(inspector().get('header img').attributes('src')).toContain(`/avatar/${instanceId}/u2?v=`),
  );
});

test('offline it says which copy it shows', async () => {
  bridge.answers['users.get'] = () => new Refusal('offline');
  await inspect();
  await eventually(() => expect(inspector().text()).toMatch(/Offline\.\s*This is the copy read 2 min ago/));
  expect(heading()).toBe('Mirrored');
});

test('when Clerk refuses, it says what Clerk said', async () => {
  bridge.answers['users.get'] = () => new Refusal('unauthorized', 'Clerk refused the key.');
  await inspect();
  await eventually(() => expect(inspector().text()).toContain('Clerk refused the key.'));
  expect(heading()).toBe('Mirrored');
});

test('a user who was deleted elsewhere is shown as such', async () => {
  bridge.answers['users.get'] = () => new Refusal('not_found');
  await inspect();
  await eventually(() => expect(inspector().text()).toContain('Clerk has no such user any more.'));
  expect(heading()).toBe('Mirrored');
});

test('a user whom the mirror does not have comes from the API', async () => {
  bridge.answers['directory.get'] = () => new Refusal('not_found');
  await inspect();
  await eventually(() => expect(heading()).toBe('Fresh'));
});

test('a user whom nobody has', async () => {
  bridge.answers['directory.get'] = () => new Refusal('not_found');
  bridge.answers['users.get'] = () => new Refusal('not_found');
  await inspect();
  await eventually(() => expect(inspector().text()).toContain('There is no such user'));
});

test('a user who cannot be read at all, and the way to try again', async () => {
  bridge.answers['directory.get'] = () => new Refusal('storage', 'The disk said no.');
  bridge.answers['users.get'] = () => new Refusal('offline', 'There is no network.');
  await inspect();
  await eventually(() => expect(inspector().text()).toContain('There is no network.'));
  bridge.answers['users.get'] = live('Fresh');
  await inspector()
    .findAll('button')
    .find((button) => button.text() === 'Try again')
    ?.trigger('click');
  await eventually(() => expect(heading()).toBe('Fresh'));
});

describe('another user', () => {
  test('does not show what was asked about the one before', async () => {
    const first = held(live('Late'));
    const second = held(live('Second'));
    bridge.answers['directory.get'] = () => new Refusal('not_found');
    bridge.answers['users.get'] = (input) => (input.userId === 'u1' ? first : second).answer(input);
    await inspect('u1');
    await eventually(() => expect(bridge.callsOf('users.get')).toHaveLength(1));
    await router.push(`/instances/${instanceId}/users/u2`);
    await nextTick();
    const { callId } = bridge.callsOf('users.get')[0] ?? {};
    expect(bridge.callsOf('app.cancel')).toContainEqual({ callId });
    first.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(inspector().text()).not.toContain('Late');
    second.release();
    await eventually(() => expect(heading()).toBe('Second'));
  });

  test('who is only passed by costs no request', async () => {
    await inspect('u1');
    await eventually(() => expect(heading()).toBe('Fresh'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (const id of ['u2', 'u3', 'u4', 'u5']) {
        await router.replace(`/instances/${instanceId}/users/${id}`);
        await vi.advanceTimersByTimeAsync(freshAfterMs - 1);
      }
      await vi.advanceTimersByTimeAsync(1);
    } finally {
      vi.useRealTimers();
    }
    await eventually(() => expect(heading()).toBe('Fresh'));
    expect(bridge.callsOf('users.get').map(({ userId }) => userId)).toEqual(['u1', 'u5']);
  });
});

describe('while it is open', () => {
  test('a newer copy in the mirror is taken over', async () => {
    await inspect();
    await eventually(() => expect(heading()).toBe('Fresh'));
    bridge.answers['directory.get'] = mirrored('Newer', Date.now() + 1000);
    bridge.emit('directory.onChanged', { instanceId, userIds: ['u1'], status: makeStatus() });
    await eventually(() => expect(heading()).toBe('Newer'));
  });

  test('changes of others are not looked at', async () => {
    await inspect();
    await eventually(() => expect(heading()).toBe('Fresh'));
    const before = bridge.callsOf('directory.get').length;
    bridge.emit('directory.onChanged', { instanceId, userIds: ['u2'], status: makeStatus() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bridge.callsOf('directory.get')).toHaveLength(before);
  });

  test('one who leaves the mirror is asked for once, and said to be gone', async () => {
    await inspect();
    await eventually(() => expect(heading()).toBe('Fresh'));
    bridge.answers['directory.get'] = () => new Refusal('not_found');
    bridge.answers['users.get'] = () => new Refusal('not_found');
    bridge.emit('directory.onChanged', { instanceId, userIds: null, status: makeStatus() });
    await eventually(() => expect(inspector().text()).toContain('Clerk has no such user any more.'));
    bridge.emit('directory.onChanged', { instanceId, userIds: null, status: makeStatus() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bridge.callsOf('users.get')).toHaveLength(2);
  });

  test('one who left the mirror while offline is not asked for with every change', async () => {
    await inspect();
    await eventually(() => expect(heading()).toBe('Fresh'));
    bridge.answers['directory.get'] = () => new Refusal('not_found');
    bridge.answers['users.get'] = () => new Refusal('offline');
    for (let change = 0; change < 3; change += 1) {
      bridge.emit('directory.onChanged', { instanceId, userIds: null, status: makeStatus() });
      await eventually(() => expect(bridge.callsOf('directory.get')).toHaveLength(2 + change));
      await eventually(() => expect(inspector().text()).toContain('Offline.'));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(bridge.callsOf('users.get')).toHaveLength(2);
  });

  test('Refresh reads it again', async () => {
    await inspect();
    await eventually(() => expect(heading()).toBe('Fresh'));
    bridge.answers['users.get'] = live('Fresher');
    await refreshButton()?.trigger('click');
    await eventually(() => expect(heading()).toBe('Fresher'));
  });

  test('Escape closes it', async () => {
    await inspect();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await eventually(() => expect(router.currentRoute.value.params.userId).toBeFalsy());
  });
});

describe('it says', () => {
  const show = async (more: Parameters<typeof makeUser>[1]) => {
    bridge.answers['users.get'] = (input) => makeUser(String(input.userId), more);
    bridge.answers['directory.get'] = () => new Refusal('not_found');
    await inspect();
    await eventually(() => expect(inspector().find('section[aria-label=Profile]').exists()).toBe(true));
  };

  test('what a ban and a lock mean', async () => {
    await show({ banned: true, locked: true, lockoutExpiresInSeconds: 3600 });
    expect(inspector().get('[role=alert]').text()).toMatch(/Banned\s*All sessions have ended/);
    expect(inspector().text()).toMatch(/Locked\s*For 60 more minutes/);
  });

  test('which address is the primary one and which is verified', async () => {
    const second = makeEmail('b@example.com', { verification: null });
    await show({
      emailAddresses: [makeEmail('a@example.com'), second],
      primaryEmailAddressId: 'idn_a@example.com',
    });
    const [first, other] = inspector().findAll('[aria-label="E-mail addresses"] li');
    expect(first?.text()).toMatch(/a@example\.com\s*Primary\s*Verified/);
    expect(other?.text()).toMatch(/b@example\.com\s*Unverified/);
  });

  test('what is in long metadata only when asked', async () => {
    const long = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`key${at}`, at]));
    await show({ publicMetadata: long, privateMetadata: { plan: 'pro' } });
    const card = () => inspector().get('section[aria-label="Public metadata"]');
    expect(card().text()).not.toContain('key39');
    await card().get('button[aria-expanded=false]').trigger('click');
    expect(card().text()).toContain('"key39": 39');
    expect(inspector().get('section[aria-label="Private metadata"]').text()).toContain('"plan": "pro"');
    expect(inspector().get('section[aria-label="Unsafe metadata"]').text()).toContain('Empty');
  });

  test('what the API sent, to the letter', async () => {
    const raw = JSON.parse('{"id":"u1","__proto__":{"a":1},"public_metadata":{"snake_case":null}}') as never;
    await show({ raw });
    const tab = inspector()
      .findAll('[role=tab]')
      .find((one) => one.text() === 'JSON');
    await tab?.trigger('mousedown', { button: 0 });
    await eventually(() => expect(inspector().find('pre').exists()).toBe(true));
    expect(inspector().get('[aria-label="The user as the API sent it"]').text()).toBe(
      JSON.stringify(raw, null, 2),
    );
  });
});
