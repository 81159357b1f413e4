/** The section Profile in the inspector: what becomes of a form while copies come and saves fail. */
import { bridge, instance, instanceId, makeStatus, Refusal } from '../../users/fake-bridge.ts';
import type { DOMWrapper, VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Router } from 'vue-router';
import { useUnsavedInputStore } from '../../../../../renderer/features/shell/unsaved-input.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeRow } from '../../users/fake-directory.ts';
import { eventually, layOut, mountApp } from '../../users/mount-app.ts';
import { makeUser } from '../make-user.ts';

let app: VueWrapper;
let router: Router;
let clerk: User;
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);

beforeEach(() => {
  bridge.reset();
  done.mockClear();
  failed.mockClear();
  layOut({ width: 1300, height: 640 });
  clerk = makeUser('u1', { firstName: 'Jane', lastName: 'Doe', username: 'jane', updatedAt: 1 });
  bridge.answers['instances.list'] = () => [{ ...instance, protection: 'open' }];
  bridge.answers['directory.query'] = () => ({
    rows: [makeRow('u1'), makeRow('u2')],
    nextCursor: null,
    total: 2,
  });
  bridge.answers['directory.get'] = ({ userId }) => ({ ...clerk, id: String(userId), fetchedAt: Date.now() });
  bridge.answers['users.get'] = ({ userId }) => ({ ...clerk, id: String(userId) });
  bridge.answers['users.update'] = ({ changes }) =>
    (clerk = { ...clerk, ...(changes as object), updatedAt: 9 });
});

afterEach(() => app.unmount());

const section = () => app.get('section[aria-label="Profile"]');
function button(words: string): DOMWrapper<Element> {
  const found = section()
    .findAll('button')
    .find((one) => one.text() === words);
  return found ?? section().find(`button[data-none="${words}"]`);
}
const input = (field: string) => section().get<HTMLInputElement>(`[data-field="${field}"] input`);

async function edit(typed: Record<string, string>): Promise<void> {
  ({ app, router } = await mountApp(`/instances/${instanceId}/users/u1`));
  await eventually(() => expect(app.find('section[aria-label="Profile"]').exists()).toBe(true));
  await eventually(() => expect(bridge.callsOf('users.get')).toHaveLength(1));
  await button('Edit').trigger('click');
  await eventually(() => expect(section().find('form').exists()).toBe(true));
  for (const [field, text] of Object.entries(typed)) await input(field).setValue(text);
}

/** Clerk has something else now, and the mirror hears of it. */
function changeElsewhere(more: Partial<User>): void {
  clerk = { ...clerk, updatedAt: (clerk.updatedAt ?? 0) + 1, ...more };
  bridge.emit('directory.onChanged', { instanceId, userIds: ['u1'], status: makeStatus() });
}

describe('a newer copy', () => {
  test('fills in what is not being edited, and keeps what is', async () => {
    await edit({ firstName: 'Janet' });
    changeElsewhere({ lastName: 'Roe' });
    await eventually(() => expect(input('lastName').element.value).toBe('Roe'));
    expect(input('firstName').element.value).toBe('Janet');
    expect(section().find('[data-conflict]').exists()).toBe(false);
  });

  test('of what is being edited is shown beside it before anything is sent', async () => {
    await edit({ firstName: 'Janet' });
    changeElsewhere({ firstName: 'Janine' });
    await eventually(() => expect(section().find('[data-conflict]').exists()).toBe(true));
    expect(section().get('[data-conflict]').text()).toMatch(/Janet.*Janine/);
    expect(button('Save').attributes('disabled')).toBeDefined();
    await button('Keep yours').trigger('click');
    await button('Save').trigger('click');
    await eventually(() => expect(done).toHaveBeenCalled());
    expect(bridge.callsOf('users.update')).toMatchObject([{ changes: { firstName: 'Janet' } }]);
  });
});

describe('a save', () => {
  test('reads first, and sends only what differs then', async () => {
    await edit({ firstName: 'Janet', lastName: 'Roe' });
    clerk = { ...clerk, lastName: 'Roe', updatedAt: 2 };
    const reads = bridge.callsOf('users.get').length;
    await button('Save').trigger('click');
    await button('Save').trigger('click');
    await eventually(() => expect(done).toHaveBeenCalled());
    expect(bridge.callsOf('users.get')).toHaveLength(reads + 1);
    expect(bridge.callsOf('users.update')).toEqual([
      { instanceId, userId: 'u1', changes: { firstName: 'Janet' } },
    ]);
    await eventually(() => expect(section().find('form').exists()).toBe(false));
  });

  test('of what Clerk has already sends nothing, and says so', async () => {
    await edit({ firstName: 'Janet' });
    clerk = { ...clerk, firstName: 'Janet', updatedAt: 2 };
    await button('Save').trigger('click');
    await eventually(() => expect(done).toHaveBeenCalledWith(expect.stringContaining('already'), undefined));
    expect(bridge.callsOf('users.update')).toHaveLength(0);
  });

  test('leaves what was typed meanwhile to be saved next', async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    bridge.answers['users.update'] = async ({ changes }) => {
      await held;
      return (clerk = { ...clerk, ...(changes as object), updatedAt: 9 });
    };
    await edit({ firstName: 'Janet' });
    await button('Save').trigger('click');
    await eventually(() => expect(bridge.callsOf('users.update')).toHaveLength(1));
    await input('lastName').setValue('Eyre');
    answer();
    await eventually(() => expect(done).toHaveBeenCalled());
    expect(bridge.callsOf('users.update')).toMatchObject([{ changes: { firstName: 'Janet' } }]);
    expect(input('lastName').element.value).toBe('Eyre');
    expect(section().get('[role=group] dl').text()).toMatch(/^last_name\s*"Eyre"$/);
  });

  test('that Clerk does not take over in full is not called more than it is', async () => {
    bridge.answers['users.update'] = () => ({ ...clerk, firstName: 'Janet', updatedAt: 9 });
    await edit({ firstName: 'Janet', externalId: 'crm-1' });
    await button('Save').trigger('click');
    await eventually(() =>
      expect(done).toHaveBeenCalledWith(
        expect.stringMatching(/is saved\. Clerk kept what it had for: external id/),
        expect.anything(),
      ),
    );
  });

  test('that fails keeps the form, with the words at their field', async () => {
    bridge.answers['users.update'] = () =>
      new Refusal('rejected', 'Clerk refused it.', { 'changes.username': 'Taken.' }, { traceId: 'trace_1' });
    await edit({ username: 'other' });
    await button('Save').trigger('click');
    await eventually(() => expect(section().text()).toMatch(/Nothing was saved\.\s*Clerk refused it\./));
    expect(section().text()).toContain('trace_1');
    expect(section().get('[data-field="username"]').text()).toContain('Taken.');
    expect(failed).not.toHaveBeenCalled();
    await input('username').setValue('another');
    expect(section().get('[data-field="username"]').text()).not.toContain('Taken.');
  });
});

describe('on the way elsewhere', () => {
  test('nothing is asked when nothing was changed', async () => {
    await edit({ firstName: 'Janet' });
    await input('firstName').setValue('Jane');
    await router.push(`/instances/${instanceId}/users/u2`);
    expect(router.currentRoute.value.params.userId).toBe('u2');
  });

  test('what was typed stays until the person gives it up', async () => {
    await edit({ firstName: 'Janet' });
    const store = useUnsavedInputStore();
    const refused = router.push(`/instances/${instanceId}/users/u2`);
    await eventually(() => expect(store.question?.subject).toBe('Jane Doe'));
    store.settle(false);
    await refused;
    expect(router.currentRoute.value.params.userId).toBe('u1');
    expect(input('firstName').element.value).toBe('Janet');

    const left = router.push(`/instances/${instanceId}/users/u2`);
    await eventually(() => expect(store.question).not.toBeNull());
    store.settle(true);
    await left;
    expect(router.currentRoute.value.params.userId).toBe('u2');
  });

  test('a second way out asks in place of the first, which is given up', async () => {
    await edit({ firstName: 'Janet' });
    const store = useUnsavedInputStore();
    const first = router.push(`/instances/${instanceId}/users/u2`);
    await eventually(() => expect(store.question).not.toBeNull());
    const second = router.push(`/instances/${instanceId}/users`);
    await first;
    expect(router.currentRoute.value.params.userId).toBe('u1');
    await eventually(() => expect(store.question).not.toBeNull());
    store.settle(true);
    await second;
    expect(router.currentRoute.value.params.userId).toBeFalsy();
  });
});
