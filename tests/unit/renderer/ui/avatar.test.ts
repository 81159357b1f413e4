/** The avatar: initials until a picture is there, and whenever one does not work. */
import { mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import UiAvatar from '../../../../renderer/ui/UiAvatar.vue';

const mounted = (src: string | null) =>
  mount(UiAvatar, { props: { name: 'Ada Byron', whose: 'user_1', src } });

test('shows initials without a picture', () => {
  const avatar = mounted(null);
  expect(avatar.text()).toBe('AB');
  expect(avatar.find('img').exists()).toBe(false);
});

test('shows the initials until the picture has loaded', async () => {
  const avatar = mounted('/avatar/one/user_1?v=AA');
  expect(avatar.text()).toBe('AB');
  expect(avatar.get('img').attributes()).toMatchObject({ src: '/avatar/one/user_1?v=AA', alt: '' });
  await avatar.get('img').trigger('load');
  expect(avatar.text()).toBe('');
});

test('a new picture of the same person takes the old one’s place without initials between', async () => {
  const avatar = mounted('/avatar/one/user_1?v=AA');
  const { element } = avatar.get('img');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ src: '/avatar/one/user_1?v=BB' });
  expect(avatar.text()).toBe('');
  expect(avatar.get('img').element).toBe(element);
});

test('another person’s picture begins with the initials', async () => {
  const avatar = mounted('/avatar/one/user_1?v=AA');
  const { element } = avatar.get('img');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ name: 'Bo', whose: 'user_2', src: '/avatar/one/user_1?v=BB' });
  expect(avatar.text()).toBe('B');
  expect(avatar.get('img').element).not.toBe(element);
});

test('shows the initials when the picture is broken, or is taken away', async () => {
  const avatar = mounted('/avatar/one/user_1?v=AA');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ src: '/avatar/one/user_1?v=broken' });
  await avatar.get('img').trigger('error');
  expect(avatar.text()).toBe('AB');
  expect(avatar.find('img').exists()).toBe(false);

  await avatar.setProps({ src: '/avatar/one/user_1?v=CC' });
  await avatar.get('img').trigger('load');
  expect(avatar.text()).toBe('');
  await avatar.setProps({ src: null });
  expect(avatar.text()).toBe('AB');
});

test('a picture that the browser has at hand is there without initials before it', async () => {
  const complete = vi.spyOn(HTMLImageElement.prototype, 'complete', 'get').mockReturnValue(true);
  const width = vi.spyOn(HTMLImageElement.prototype, 'naturalWidth', 'get').mockReturnValue(192);
  const avatar = mounted('/avatar/one/user_1?v=AA');
  await nextTick();
  expect(avatar.text()).toBe('');
  complete.mockRestore();
  width.mockRestore();
});

test('a picture that was out of reach is tried again later, and not once the avatar is gone', async () => {
  vi.useFakeTimers();
  const avatar = mounted('/avatar/one/user_1?v=AA');
  await avatar.get('img').trigger('error');
  await vi.advanceTimersByTimeAsync(89_999);
  expect(avatar.find('img').exists()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await avatar.get('img').trigger('error');
  avatar.unmount();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
