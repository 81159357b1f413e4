/** Pasting a picture from the menu: from the desktop app, or from the browser where that lets it. */
import { bridge, instance as acme } from '../users/fake-bridge.ts';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent } from 'vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { usePictureRequests } from '../../../../renderer/features/shell/profile-image/picture-requests.ts';
import { usePictureMenu } from '../../../../renderer/features/shell/profile-image/usePictureMenu.ts';
import { notify } from '../../../../renderer/ui/notify.ts';

const said = vi.spyOn(notify, 'said').mockImplementation(() => undefined);
const jane = { instanceId: acme.instanceId, userId: 'user_1', name: 'Jane Doe', hasImage: true };
let pinia: Pinia;

beforeEach(() => {
  bridge.reset();
  said.mockClear();
  pinia = createPinia();
  setActivePinia(pinia);
});
afterEach(() => disposePinia(pinia));

async function paste(host: 'electron' | 'browser'): Promise<File | null> {
  const secrets = { state: 'available', persistent: true, backend: 'memory', reason: null } as const;
  useAppStore().info = { version: '0', host, platform: 'test', secrets };
  mount(
    defineComponent(() => {
      const item = usePictureMenu()
        .items(jane, true)
        .find((one) => 'label' in one && one.label === 'Paste a picture');
      if (item && 'onSelect' in item) item.onSelect?.();
      return () => null;
    }),
    { global: { plugins: [pinia] } },
  );
  await flushPromises();
  return usePictureRequests().current?.file ?? null;
}

test('in the desktop app the core hands it over', async () => {
  bridge.answers['images.clipboard'] = () => ({ contentType: 'image/png', base64: btoa('\x89PNG') });
  const file = await paste('electron');
  expect(file?.type).toBe('image/png');
  expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
    new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
  );
});

test('that there is none is said', async () => {
  bridge.answers['images.clipboard'] = () => null;
  expect(await paste('electron')).toBeNull();
  expect(said).toHaveBeenCalledWith('There is no picture on the clipboard.');
});

test('a browser that does not let it is said to want the keys', async () => {
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { read: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
  });
  expect(await paste('browser')).toBeNull();
  expect(said).toHaveBeenCalledWith(expect.stringContaining('while the user is open'));
  expect(bridge.callsOf('images.clipboard')).toEqual([]);
});
