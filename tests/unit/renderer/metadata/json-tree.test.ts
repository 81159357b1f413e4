/** The tree of JSON, as the keyboard and a screen reader meet it. */
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { readJson } from '../../../../renderer/ui/json/read-json.ts';
import UiJsonTree from '../../../../renderer/ui/json/UiJsonTree.vue';

const text = JSON.stringify({ plan: 'pro', billing: { city: 'Lisboa', tax: { id: 1 } }, seats: 12 }, null, 2);
let tree: VueWrapper;
const writeText = vi.fn<(text: string) => Promise<void>>();

beforeEach(() => {
  const reading = readJson(text);
  if (!reading.ok) throw new Error('The test is wrong.');
  tree = mount(UiJsonTree, {
    props: { root: reading.node, text, label: 'Public metadata', pathStart: 'public_metadata' },
    attachTo: document.body,
  });
  writeText.mockReset().mockResolvedValue(undefined);
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
});

afterEach(() => tree.unmount());

const items = () => tree.findAll('[role=treeitem]');
const names = () => items().map((item) => (item.attributes('aria-label') ?? '').split(':')[0]);
const focused = () => (document.activeElement?.getAttribute('aria-label') ?? '').split(':')[0];

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
    await nextTick();
    await nextTick();
  }
}

describe('the tree', () => {
  test('says what each row is, how deep, and which of how many', () => {
    expect(tree.get('[role=tree]').attributes('aria-label')).toBe('Public metadata');
    expect(names()).toEqual(['plan', 'billing', 'city', 'tax', 'seats']);
    expect(items()[3]?.attributes()).toMatchObject({
      'aria-label': 'tax: object, 1 key',
      'aria-level': '2',
      'aria-posinset': '2',
      'aria-setsize': '2',
      'aria-expanded': 'false',
    });
    expect(items()[0]?.attributes('aria-expanded')).toBeUndefined();
  });

  test('has one stop for Tab, which moves along', async () => {
    const stops = () => items().filter((item) => item.attributes('tabindex') === '0').length;
    expect(stops()).toBe(1);
    (items()[0]?.element as HTMLElement).focus();
    await press('ArrowDown', 'End');
    expect(focused()).toBe('seats');
    expect(stops()).toBe(1);
  });

  test('opens and closes by the arrows, and goes in and out by them', async () => {
    (items()[0]?.element as HTMLElement).focus();
    await press('ArrowDown', 'ArrowRight');
    expect(focused()).toBe('city');
    await press('ArrowDown');
    await press('ArrowRight', 'ArrowRight');
    expect(focused()).toBe('id');
    await press('ArrowLeft');
    expect(focused()).toBe('tax');
    await press('ArrowLeft', 'ArrowLeft');
    expect(focused()).toBe('billing');
    await press('ArrowLeft');
    expect(names()).toEqual(['plan', 'billing', 'seats']);
    await press('Enter');
    expect(names()).toEqual(['plan', 'billing', 'city', 'tax', 'seats']);
  });

  test('opens all siblings by *, and finds keys by their first letter', async () => {
    (items()[0]?.element as HTMLElement).focus();
    await press('s');
    expect(focused()).toBe('seats');
    await press('Home', 't');
    expect(focused()).toBe('tax');
    await press('*');
    expect(names()).toContain('id');
  });

  test('copies the path and the value of the row with the focus', async () => {
    (items()[0]?.element as HTMLElement).focus();
    await press('ArrowDown', 'ArrowDown');
    const row = () => items().find((item) => item.attributes('tabindex') === '0');
    await row()?.get('button[aria-label="Copy path"]').trigger('click');
    await row()?.get('button[aria-label="Copy value"]').trigger('click');
    expect(writeText.mock.calls).toEqual([['public_metadata.billing.city'], ['Lisboa']]);
  });
});
