/** The avatar: initials until a picture is there, and whenever one does not work. */
import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import UiAvatar from '../../../../renderer/ui/UiAvatar.vue';

const mounted = (src: string | null) =>
  mount(UiAvatar, { props: { name: 'Ada Byron', seed: 'user_1', src } });

test('shows initials without a picture', () => {
  const avatar = mounted(null);
  expect(avatar.text()).toBe('AB');
  expect(avatar.find('img').exists()).toBe(false);
});

test('shows the initials until the picture has loaded', async () => {
  const avatar = mounted('data:image/png;base64,AA');
  expect(avatar.text()).toBe('AB');
  expect(avatar.get('img').attributes()).toMatchObject({ src: 'data:image/png;base64,AA', alt: '' });
  await avatar.get('img').trigger('load');
  expect(avatar.text()).toBe('');
});

test('a new picture of the same person takes the old one’s place without initials between', async () => {
  const avatar = mounted('data:image/png;base64,AA');
  const { element } = avatar.get('img');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ src: 'data:image/png;base64,BB' });
  expect(avatar.text()).toBe('');
  expect(avatar.get('img').element).toBe(element);
});

test('another person’s picture begins with the initials', async () => {
  const avatar = mounted('data:image/png;base64,AA');
  const { element } = avatar.get('img');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ name: 'Bo', seed: 'user_2', src: 'data:image/png;base64,BB' });
  expect(avatar.text()).toBe('B');
  expect(avatar.get('img').element).not.toBe(element);
});

test('shows the initials when the picture is broken, or is taken away', async () => {
  const avatar = mounted('data:image/png;base64,AA');
  await avatar.get('img').trigger('load');
  await avatar.setProps({ src: 'data:image/png;base64,broken' });
  await avatar.get('img').trigger('error');
  expect(avatar.text()).toBe('AB');
  expect(avatar.find('img').exists()).toBe(false);

  await avatar.setProps({ src: 'data:image/png;base64,CC' });
  await avatar.get('img').trigger('load');
  expect(avatar.text()).toBe('');
  await avatar.setProps({ src: null });
  expect(avatar.text()).toBe('AB');
});
