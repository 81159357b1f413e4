/** Giving an enrolment to somebody else: what is asked of the desktop app, and what is said of it. */
import { bridge, Refusal } from '../users/fake-bridge.ts';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import HandOver from '../../../../renderer/features/inspector/security/enrolment/HandOver.vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';

const uri = 'otpauth://totp/Acme:jane?secret=JBSWY3DPEHPK3PXP&issuer=Acme';
const secrets = { state: 'available', persistent: true, backend: 'memory', reason: null } as const;

function open(host: 'electron' | 'browser', backupCodes: string[] = ['one', 'two']): VueWrapper {
  const pinia = createPinia();
  useAppStore(pinia).info = { version: '0', host, platform: 'test', secrets };
  return mount(HandOver, { props: { uri, backupCodes }, global: { plugins: [pinia] } });
}
const press = (view: VueWrapper, label: string) =>
  view
    .findAll('button')
    .find((button) => button.text().startsWith(label))
    ?.trigger('click');

beforeEach(() => bridge.reset());

test('a PDF holds the codes, too, and where it went is said', async () => {
  bridge.answers['handover.saveSheet'] = () => ({ savedTo: '/home/ada/TOTP.pdf' });
  const view = open('electron');
  await press(view, 'Save as PDF');
  await vi.waitFor(() => expect(view.text()).toContain('Saved to /home/ada/TOTP.pdf'));
  expect(bridge.callsOf('handover.saveSheet')).toEqual([{ uri, backupCodes: ['one', 'two'] }]);
});

test('without codes none are sent, and none can be saved', async () => {
  bridge.answers['handover.printSheet'] = () => ({ printed: false });
  const view = open('electron', []);
  await press(view, 'Print');
  await vi.waitFor(() => expect(bridge.callsOf('handover.printSheet')).toEqual([{ uri }]));
  expect(view.text()).not.toContain('Given to the printer');
  expect(view.text()).not.toContain('Save codes');
});

test('a failure says what was not done', async () => {
  bridge.answers['handover.saveCodes'] = () => new Refusal('disk_full', 'The disk is full.');
  const view = open('electron');
  await press(view, 'Save codes');
  await vi.waitFor(() => expect(view.text()).toContain('The backup codes were not saved.'));
  expect(view.text()).toContain('The disk is full.');
});

test('two presses ask once', async () => {
  let answer = (): void => undefined;
  bridge.answers['handover.saveSheet'] = () =>
    new Promise((resolve) => (answer = () => resolve({ savedTo: null })));
  const view = open('electron');
  await press(view, 'Save as PDF');
  await press(view, 'Print');
  expect(bridge.calls.filter(({ method }) => method.startsWith('handover.'))).toHaveLength(1);
  answer();
});

test('a browser tab has no way to, and says where there is one', () => {
  const view = open('browser');
  expect(view.findAll('button')).toHaveLength(0);
  expect(view.text()).toContain('In the desktop app');
});
