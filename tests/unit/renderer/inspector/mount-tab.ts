/** One tab of a user, mounted alone with real stores, and the words for working it. Import the bridge first. */
import { bridge, instance as acme } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import type { Component } from 'vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import { letTimePass } from '../let-time-pass.ts';

/** The stores, filled from the bridge; `open` unless the test is about protection. */
export async function startStores(
  more: Partial<Instance> = {},
): Promise<{ pinia: Pinia; instance: Instance }> {
  const pinia = createPinia();
  setActivePinia(pinia);
  const instance: Instance = { ...acme, protection: 'open', ...more };
  bridge.answers['instances.list'] = () => [instance];
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  useDirectoryStore();
  await flushPromises();
  return { pinia, instance };
}

export function mountTab(
  tab: Component,
  { pinia, instance, user }: { pinia: Pinia; instance: Instance; user: User },
): VueWrapper {
  return mount(tab, {
    props: { instance, copy: { user, fetchedAt: Date.now() } },
    attachTo: document.body,
    global: { plugins: [pinia] },
  });
}

/** By its visible words or its label, wherever on the page: dialogs are not inside the tab. */
export function button(name: string | RegExp, within: ParentNode = document.body): HTMLButtonElement {
  const found = buttons(name, within)[0];
  if (!found) throw new Error(`There is no button ${String(name)} in: ${document.body.textContent}`);
  return found;
}

export function buttons(name: string | RegExp, within: ParentNode = document.body): HTMLButtonElement[] {
  return [...within.querySelectorAll('button')].filter((one) => {
    const words = one.getAttribute('aria-label') ?? one.textContent.trim();
    return typeof name === 'string' ? words === name : name.test(words);
  });
}

export async function press(name: string | RegExp): Promise<void> {
  letTimePass();
  button(name).click();
  await flushPromises();
}

export function dialog(): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1);
  if (!found) throw new Error('No dialog is open.');
  return found;
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog]') !== null;
}

export async function submitDialog(): Promise<void> {
  dialog()
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

export async function typeInto(input: HTMLInputElement, words: string): Promise<void> {
  input.value = words;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}

export function labelled(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  const input = found === undefined ? null : document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement)) throw new Error(`Nothing is labelled ${label}.`);
  return input;
}
