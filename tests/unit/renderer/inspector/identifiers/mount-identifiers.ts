/** A tab that changes the user, as a window shows it: real stores, and the question before a write beside it. */
import { bridge, instance } from '../../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { vi } from 'vitest';
import { defineComponent, h, shallowRef, type Component, type ShallowRef } from 'vue';
import IdentifiersTab from '../../../../../renderer/features/inspector/identifiers/IdentifiersTab.vue';
import { useAppStore } from '../../../../../renderer/features/shell/app-store.ts';
import { useConfirmStore } from '../../../../../renderer/features/shell/confirm-store.ts';
import ConfirmWriteDialog from '../../../../../renderer/features/shell/ConfirmWriteDialog.vue';
import { useDirectoryStore } from '../../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../../renderer/features/shell/instances-store.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { letTimePass } from '../../let-time-pass.ts';

export interface MountedTab {
  app: VueWrapper;
  user: ShallowRef<User>;
  /** Of a section by its name. */
  section(name: string): HTMLElement;
  button(name: string | RegExp, within?: Element): HTMLButtonElement;
  press(name: string | RegExp, within?: Element): Promise<void>;
  /** Opens the menu of an entry and chooses. */
  choose(entry: string, item: string): Promise<void>;
  dialog(): HTMLElement | null;
}

function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? element.textContent.trim();
}

export function mountIdentifiers(start: User, more: Partial<Instance> = {}): Promise<MountedTab> {
  return mountUserTab(IdentifiersTab, start, more);
}

export async function mountUserTab(
  tab: Component,
  start: User,
  more: Partial<Instance> = {},
): Promise<MountedTab> {
  const pinia = createPinia();
  setActivePinia(pinia);
  const inUse: Instance = { ...instance, protection: 'open', ...more };
  bridge.answers['instances.list'] = () => [inUse];
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  useDirectoryStore();

  const user = shallowRef(start);
  const confirms = useConfirmStore();
  const Harness = defineComponent(() => () => [
    h(tab, { instance: inUse, copy: { user: user.value, fetchedAt: 0 } }),
    confirms.current ? h(ConfirmWriteDialog, { question: confirms.current }) : null,
  ]);
  const app = mount(Harness, { attachTo: document.body, global: { plugins: [pinia] } });
  await flushPromises();

  function button(name: string | RegExp, within: Element = document.body): HTMLButtonElement {
    const fits = (words: string): boolean => (typeof name === 'string' ? words === name : name.test(words));
    const found = [...within.querySelectorAll('button')].filter((each) => fits(nameOf(each)));
    const [only] = found;
    if (found.length !== 1 || !only) throw new Error(`${found.length} buttons are called ${String(name)}`);
    return only;
  }

  return {
    app,
    user,
    button,
    section(name) {
      const found = document.querySelector<HTMLElement>(`section[aria-label="${name}"]`);
      if (!found) throw new Error(`There is no section ${name}`);
      return found;
    },
    async press(name, within) {
      letTimePass();
      button(name, within).click();
      await flushPromises();
    },
    async choose(entry, item) {
      const trigger = button(`Actions on ${entry}`);
      trigger.focus();
      trigger.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      await flushPromises();
      const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
      const wanted = items.find((each) => each.textContent.trim() === item);
      if (!wanted) throw new Error(`The menu has no ${item}, but ${items.map(nameOf).join(', ')}`);
      if (wanted.hasAttribute('data-disabled')) throw new Error(`${item} is disabled`);
      letTimePass();
      wanted.click();
      // The menu runs what was chosen once it is gone and has given the focus back.
      await vi.waitFor(() => {
        if (document.querySelector('[role=menu]')) throw new Error('The menu is still there');
      });
      await new Promise((resolve) => setTimeout(() => setTimeout(() => setTimeout(resolve))));
      await flushPromises();
    },
    dialog: () => document.querySelector<HTMLElement>('[role=dialog]'),
  };
}
