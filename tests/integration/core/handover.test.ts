import { afterEach, describe, expect, test } from 'vitest';
import type { Desk, FileToSave } from '../../../electron/core/ports.ts';
import { makeTotp } from '../../../electron/core/totp/authenticator.ts';
import { wholeImages } from '../../harness/whole-images.ts';
import { startTestCore, type TestCore } from '../../harness/test-core.ts';

let running: TestCore | null = null;
afterEach(async () => {
  await running?.end();
  running = null;
});

const { uri, secret } = makeTotp({ issuer: 'Acme', label: '../jane:/doe@example.com'.replaceAll(':', '') });
const backupCodes = ['abcde23456', 'fghjk34567'];

interface Noted {
  pages: string[];
  files: FileToSave[];
  hidden: boolean[];
}

async function withDesk(answers: Partial<Desk> = {}): Promise<{ api: TestCore['api']; noted: Noted }> {
  const noted: Noted = { pages: [], files: [], hidden: [] };
  const desk: Desk = {
    async renderPdf(html) {
      noted.pages.push(html);
      return Buffer.from('%PDF-1.7');
    },
    async print(html) {
      noted.pages.push(html);
      return true;
    },
    async save(file) {
      noted.files.push(file);
      return `/chosen/${file.name}`;
    },
    clipboardPicture: () => Promise.resolve(null),
    hideFromCapture: (on) => noted.hidden.push(on),
    ...answers,
  };
  running = await startTestCore({ desk });
  return { api: running.api, noted };
}

describe('with a desk', () => {
  test('a sheet is laid out and put where the person chose, under a name that any disk takes', async () => {
    const { api, noted } = await withDesk();
    const { savedTo } = await api.handover.saveSheet({ uri, backupCodes });
    expect(savedTo).toBe('/chosen/TOTP of _jane_doe@example.com.pdf');
    expect(noted.pages[0]?.replaceAll(' ', '')).toContain(secret);
    expect(noted.files.map(({ kind }) => kind)).toEqual(['pdf']);
  });

  test('a sheet is printed; codes are saved as text', async () => {
    const { api, noted } = await withDesk();
    expect(await api.handover.printSheet({ uri })).toEqual({ printed: true });
    expect(noted.pages).toHaveLength(1);
    await api.handover.saveCodes({ uri, backupCodes });
    const text = Buffer.from(noted.files[0]?.bytes ?? []).toString('utf8');
    expect(text.split('\n').slice(3, 5)).toEqual(backupCodes);
    expect(text).not.toContain(secret);
  });

  test('thinking better of it is no failure', async () => {
    const { api } = await withDesk({ save: async () => null, print: async () => false });
    expect(await api.handover.saveSheet({ uri })).toEqual({ savedTo: null });
    expect(await api.handover.printSheet({ uri })).toEqual({ printed: false });
  });

  test('a picture on the clipboard is told by its bytes; what is none is not handed out', async () => {
    const { bytes } = wholeImages.png;
    let held: Uint8Array | null = bytes;
    const { api } = await withDesk({ clipboardPicture: () => Promise.resolve(held) });
    expect(await api.images.clipboard()).toEqual({
      contentType: 'image/png',
      base64: Buffer.from(bytes).toString('base64'),
    });
    held = Buffer.from('text');
    expect(await api.images.clipboard()).toBeNull();
    held = null;
    expect(await api.images.clipboard()).toBeNull();
  });

  test('the window is hidden from capture when asked', async () => {
    const { api, noted } = await withDesk();
    await api.app.hideFromCapture({ on: true });
    await api.app.hideFromCapture({ on: false });
    expect(noted.hidden).toEqual([true, false]);
  });
});

test('without a desk it says so, and repeats no secret', async () => {
  running = await startTestCore();
  const { api } = running;
  for (const call of [
    api.handover.saveSheet({ uri, backupCodes }),
    api.handover.printSheet({ uri }),
    api.handover.saveCodes({ uri, backupCodes }),
    api.images.clipboard(),
  ]) {
    const error: unknown = await call.catch((refused: unknown) => refused);
    expect(error).toMatchObject({ failure: { code: 'unknown_method' } });
    expect(JSON.stringify(error)).not.toContain(secret);
  }
  expect(await api.app.hideFromCapture({ on: true })).toEqual({});
});

test('the page hears that the screen was locked', async () => {
  running = await startTestCore();
  let heard = 0;
  running.api.app.onScreenLocked(() => (heard += 1));
  running.core.screenLocked();
  expect(heard).toBe(1);
});
