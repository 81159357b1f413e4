/** Where files can be dropped and where not, and what becomes of them. Events are as a browser makes them. */
import { bridge, instance as acme } from '../users/fake-bridge.ts';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, h, ref, useTemplateRef } from 'vue';
import { useDialogsStore } from '../../../../renderer/features/shell/dialogs-store.ts';
import {
  usePictureDrop,
  usePictureDropGuard,
} from '../../../../renderer/features/shell/profile-image/picture-drops.ts';
import {
  usePictureRequests,
  type PicturedUser,
} from '../../../../renderer/features/shell/profile-image/picture-requests.ts';
import { usePicturePaste } from '../../../../renderer/features/shell/profile-image/usePictureMenu.ts';
import { notify } from '../../../../renderer/ui/notify.ts';

const said = vi.spyOn(notify, 'said').mockImplementation(() => undefined);
let pinia: Pinia;
/** Whose the place is, and why it takes nothing. */
const user = ref<PicturedUser | null>(null);
const refused = ref<string | null>(null);

const jane = { instanceId: acme.instanceId, userId: 'user_1', name: 'Jane Doe', hasImage: true };

const Page = defineComponent(() => {
  const place = { user: () => user.value, refused: () => refused.value };
  usePictureDropGuard();
  usePicturePaste(place);
  const lit = usePictureDrop(useTemplateRef<HTMLElement>('place'), place);
  return () =>
    h('main', [
      h('div', { ref: 'place', id: 'place', 'data-lit': lit.value }, [h('b', { id: 'inside' }, 'inside')]),
      h('input', { id: 'elsewhere' }),
    ]);
});

beforeEach(async () => {
  bridge.reset();
  said.mockClear();
  pinia = createPinia();
  setActivePinia(pinia);
  user.value = jane;
  refused.value = null;
  mount(Page, { attachTo: document.body, global: { plugins: [pinia] } });
  await flushPromises();
});
afterEach(() => {
  disposePinia(pinia);
});

const picture = new File(['x'], 'a.png');

interface Held {
  types: string[];
  dropEffect: string;
  items: unknown[];
}

function held(files: File[], types = ['Files']): Held {
  const items = files.map((file) => ({
    kind: 'file',
    webkitGetAsEntry: () => null,
    getAsFile: () => file,
  }));
  return { types, dropEffect: 'copy', items };
}

function fire(name: string, at: string, data = held([picture]), related: Element | null = null): Event {
  const event = new MouseEvent(name, { bubbles: true, cancelable: true, relatedTarget: related });
  Object.defineProperty(event, 'dataTransfer', { value: data });
  document.querySelector(at)?.dispatchEvent(event);
  return event;
}

const isLit = async () => {
  await flushPromises();
  return document.querySelector('#place')?.getAttribute('data-lit') === 'true';
};

test('a place lights up for as long as a file is above it or what is in it', async () => {
  const data = held([picture]);
  expect(fire('dragover', '#inside', data).defaultPrevented).toBe(true);
  expect(data.dropEffect).toBe('copy');
  expect(await isLit()).toBe(true);
  // From one part of it to another.
  fire('dragenter', '#place');
  fire('dragleave', '#inside', held([picture]), document.querySelector('#place'));
  expect(await isLit()).toBe(true);
  fire('dragover', '#elsewhere');
  expect(await isLit()).toBe(false);
  fire('dragover', '#place');
  fire('dragleave', '#place');
  expect(await isLit()).toBe(false);
});

test('a file that is dropped there is for the user; the light goes out', async () => {
  fire('dragover', '#inside');
  expect(fire('drop', '#inside').defaultPrevented).toBe(true);
  expect(await isLit()).toBe(false);
  expect(usePictureRequests().current).toEqual({ user: jane, file: picture });
});

test('a file that is dropped elsewhere is refused, and never left to the browser', async () => {
  const data = held([picture]);
  expect(fire('dragover', '#elsewhere', data).defaultPrevented).toBe(true);
  expect(data.dropEffect).toBe('none');
  expect(fire('drop', '#elsewhere').defaultPrevented).toBe(true);
  await flushPromises();
  expect(usePictureRequests().current).toBeNull();
});

test('text that is dragged is none of it', async () => {
  expect(fire('dragover', '#inside', held([], ['text/plain'])).defaultPrevented).toBe(false);
  expect(fire('drop', '#elsewhere', held([], ['text/plain'])).defaultPrevented).toBe(false);
  expect(await isLit()).toBe(false);
});

test('where nothing can be changed, it lights up to say why, and takes nothing', async () => {
  refused.value = 'Acme is read-only.';
  const data = held([picture]);
  fire('dragover', '#inside', data);
  expect(data.dropEffect).toBe('none');
  expect(await isLit()).toBe(true);
  fire('drop', '#inside');
  await flushPromises();
  expect(usePictureRequests().current).toBeNull();
});

test('a place without a user is no place', async () => {
  user.value = null;
  const data = held([picture]);
  fire('dragover', '#inside', data);
  expect(data.dropEffect).toBe('none');
  expect(await isLit()).toBe(false);
});

test('several files, and those of a folder, go to whoever matches them', async () => {
  const requests = usePictureRequests();
  const dialogs = useDialogsStore();
  fire('drop', '#inside', held([picture, picture]));
  await flushPromises();
  expect(requests.current).toBeNull();
  expect(dialogs.current).toEqual({
    kind: 'many-images',
    instanceId: acme.instanceId,
    files: [picture, picture],
  });

  const file = (name: string) => ({
    isFile: true,
    isDirectory: false,
    name,
    fullPath: `/team/${name}`,
    file: (resolve: (one: File) => void) => resolve(new File(['x'], name)),
  });
  const folder = (name: string, inside: object[]) => ({
    isFile: false,
    isDirectory: true,
    name,
    createReader() {
      const portions = [inside.slice(0, 2), inside.slice(2), []];
      return { readEntries: (resolve: (some: object[]) => void) => resolve(portions.shift() ?? []) };
    },
  });
  const tree = folder('team', [
    file('a.png'),
    file('.DS_Store'),
    file('b.png'),
    folder('more', [file('c.png')]),
  ]);
  const item = { kind: 'file', webkitGetAsEntry: () => tree, getAsFile: () => null };
  fire('drop', '#inside', { ...held([]), items: [item] });
  await flushPromises();
  const asked = dialogs.current;
  const files = asked?.kind === 'many-images' ? asked.files : [];
  expect(files.map(({ name }) => name)).toEqual(['a.png', 'b.png', 'c.png']);
});

function paste(at: string, files: File[]): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'clipboardData', { value: { files } });
  document.querySelector(at)?.dispatchEvent(event);
  return event;
}

test('a picture is pasted anywhere but into a field, and says why where it cannot be', () => {
  const requests = usePictureRequests();
  expect(paste('#elsewhere', [picture]).defaultPrevented).toBe(false);
  expect(paste('body', []).defaultPrevented).toBe(false);
  expect(requests.current).toBeNull();
  refused.value = 'Acme is read-only.';
  paste('body', [picture]);
  expect(requests.current).toBeNull();
  expect(said).toHaveBeenCalledWith('Acme is read-only.');
  refused.value = null;
  expect(paste('body', [picture]).defaultPrevented).toBe(true);
  expect(requests.current).toEqual({ user: jane, file: picture });
});
