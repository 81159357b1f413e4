/** A secret is masked, not filled in by the browser, and gone from the page when the field is. */
import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import UiSecretInput from '../../../../renderer/ui/UiSecretInput.vue';

const secret = 'sk_test_not_a_real_key';
const value = ref('');

const Form = defineComponent({
  setup: () => () =>
    h('div', [
      h(UiSecretInput, {
        modelValue: value.value,
        'onUpdate:modelValue': (next: string) => (value.value = next),
      }),
      h('button', { class: 'elsewhere' }),
    ]),
});

function setUp() {
  value.value = '';
  const form = mount(Form, { attachTo: document.body });
  const input = form.get('input');
  const toggle = form.get('button[aria-label]');
  return { form, input, toggle };
}

test('is masked, and asks every filler to stay away', () => {
  const { input } = setUp();
  expect(input.attributes()).toMatchObject({ type: 'password', autocomplete: 'off', spellcheck: 'false' });
});

test('shows itself on request, until the focus leaves', async () => {
  const { form, input, toggle } = setUp();
  expect(toggle.attributes('disabled')).toBeDefined();
  await input.setValue(secret);
  await toggle.trigger('click');
  expect(input.attributes('type')).toBe('text');
  await input.trigger('focusout', { relatedTarget: toggle.element });
  expect(input.attributes('type')).toBe('text');
  await input.trigger('focusout', { relatedTarget: form.get('.elsewhere').element });
  expect(input.attributes('type')).toBe('password');
});

test('emptied, it masks what is typed next', async () => {
  const { input, toggle } = setUp();
  await input.setValue(secret);
  await toggle.trigger('click');
  await input.setValue('');
  expect(input.attributes('type')).toBe('password');
});

test('the element that is taken off the page holds nothing any more', async () => {
  const { form, input } = setUp();
  await input.setValue(secret);
  const element = input.element as HTMLInputElement;
  form.unmount();
  expect(element.value).toBe('');
});
