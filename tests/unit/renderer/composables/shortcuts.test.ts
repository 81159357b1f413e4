/** Shortcuts of the window: when they act, and when typing or a dialog comes first. */
import { afterEach, expect, test, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { focusSearch, useSearchFocus } from '../../../../renderer/composables/useSearchFocus.ts';
import { useShortcuts } from '../../../../renderer/composables/useShortcuts.ts';

const scopes: EffectScope[] = [];

function within(setUp: () => void): EffectScope {
  const scope = effectScope();
  scope.run(setUp);
  scopes.push(scope);
  return scope;
}

function press(key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body): boolean {
  return !target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );
}

afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop();
  document.body.replaceChildren();
});

test('act once, and take the key', () => {
  const act = vi.fn();
  within(() => useShortcuts({ 'mod+k': act }));
  expect(press('k')).toBe(false);
  expect(press('k', { ctrlKey: true, shiftKey: true })).toBe(false);
  expect(press('k', { ctrlKey: true })).toBe(true);
  expect(act).toHaveBeenCalledOnce();
});

test('with Ctrl they act while someone types, alone they do not', () => {
  const act = vi.fn();
  within(() => useShortcuts({ 'mod+k': act, '/': act }));
  const input = document.body.appendChild(document.createElement('input'));
  press('/', {}, input);
  expect(act).not.toHaveBeenCalled();
  press('k', { ctrlKey: true }, input);
  expect(act).toHaveBeenCalledOnce();
  press('/');
  expect(act).toHaveBeenCalledTimes(2);
});

test('nor while someone types inside a shadow root', () => {
  const act = vi.fn();
  within(() => useShortcuts({ escape: act }));
  const host = document.body.appendChild(document.createElement('div'));
  const input = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('input'));
  press('Escape', { composed: true }, input);
  expect(act).not.toHaveBeenCalled();
  press('Escape', { composed: true }, host);
  expect(act).toHaveBeenCalledOnce();
});

test('an open dialog keeps its keys', () => {
  const act = vi.fn();
  within(() => useShortcuts({ 'mod+k': act }));
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('role', 'dialog');
  dialog.dataset.state = 'open';
  press('k', { ctrlKey: true });
  expect(act).not.toHaveBeenCalled();
});

test('end with their component', () => {
  const act = vi.fn();
  within(() => useShortcuts({ escape: act })).stop();
  press('Escape');
  expect(act).not.toHaveBeenCalled();
});

test('the search field that came last has the focus, until it is gone', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  expect(focusSearch()).toBe(false);
  within(() => useSearchFocus(first));
  const later = within(() => useSearchFocus(second));
  expect(focusSearch()).toBe(true);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  later.stop();
  focusSearch();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});
