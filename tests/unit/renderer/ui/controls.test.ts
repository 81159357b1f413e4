/** Buttons, fields, checkboxes and the splitter, as the keyboard and a screen reader meet them. */
import { mount } from '@vue/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { h, nextTick } from 'vue';
import UiButton from '../../../../renderer/ui/UiButton.vue';
import UiField from '../../../../renderer/ui/UiField.vue';
import UiInput from '../../../../renderer/ui/UiInput.vue';
import UiProgress from '../../../../renderer/ui/UiProgress.vue';
import UiSplitter from '../../../../renderer/ui/UiSplitter.vue';

test('a pending button hears no press, and keeps its focus', async () => {
  const onClick = vi.fn();
  const button = mount(UiButton, { props: { pending: true }, attrs: { onClick }, slots: { default: 'Go' } });
  await button.trigger('click');
  expect(onClick).not.toHaveBeenCalled();
  expect(button.attributes('disabled')).toBeUndefined();
  expect(button.attributes('aria-busy')).toBe('true');
  await button.setProps({ pending: false });
  await button.trigger('click');
  expect(onClick).toHaveBeenCalledOnce();
});

test('a field ties its label, hint and error to the input', async () => {
  const field = mount(UiField, {
    props: { label: 'Name', hint: 'As you like.', error: null as string | null },
    slots: { default: () => h(UiInput, { modelValue: '' }) },
  });
  const input = field.get('input');
  expect(field.get('label').attributes('for')).toBe(input.attributes('id'));
  expect(input.attributes('aria-invalid')).toBeUndefined();
  await field.setProps({ error: 'Too long.' });
  expect(input.attributes('aria-invalid')).toBe('true');
  const described = (input.attributes('aria-describedby') ?? '').split(' ');
  expect(described.map((id) => field.get(`#${id}`).text())).toEqual(['Too long.', 'As you like.']);
  expect(field.get('[role=alert]').text()).toBe('Too long.');
});

test('progress without a total has no value to read out', async () => {
  const bar = mount(UiProgress, { props: { value: 3, total: null as number | null, label: 'Sync' } });
  expect(bar.attributes('aria-valuenow')).toBeUndefined();
  await bar.setProps({ total: 12 });
  expect(bar.attributes('aria-valuenow')).toBe('25');
  await bar.setProps({ value: 20 });
  expect(bar.attributes('aria-valuenow')).toBe('100');
});

describe('the splitter', () => {
  async function setUp() {
    const splitter = mount(UiSplitter, {
      props: {
        open: true,
        width: 372,
        'onUpdate:width': (width: number) => splitter.setProps({ width }),
      },
    });
    // Its listeners are there once the element is.
    await nextTick();
    return { splitter, handle: splitter.get('[role=separator]') };
  }

  test('obeys the arrow keys, within its bounds', async () => {
    const { splitter, handle } = await setUp();
    await handle.trigger('keydown', { key: 'ArrowLeft' });
    expect(splitter.props('width')).toBe(380);
    await handle.trigger('keydown', { key: 'ArrowRight', shiftKey: true });
    expect(splitter.props('width')).toBe(340);
    await handle.trigger('keydown', { key: 'ArrowRight', shiftKey: true });
    expect(splitter.props('width')).toBe(320);
    await handle.trigger('keydown', { key: 'End' });
    expect(splitter.props('width')).toBe(560);
    expect(handle.attributes('aria-valuenow')).toBe('560');
  });

  test('tells the width once, when a row of changes has ended', async () => {
    vi.useFakeTimers();
    try {
      const { splitter, handle } = await setUp();
      await handle.trigger('keydown', { key: 'ArrowLeft' });
      await handle.trigger('keydown', { key: 'ArrowLeft' });
      expect(splitter.emitted('settled')).toBeUndefined();
      vi.advanceTimersByTime(400);
      expect(splitter.emitted('settled')).toEqual([[388]]);
    } finally {
      vi.useRealTimers();
    }
  });
});
