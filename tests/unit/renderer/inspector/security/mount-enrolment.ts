/** The dialog of an enrolment in TOTP, mounted alone, and core as it answers. Import it first. */
import { bridge } from '../../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { disposePinia, type Pinia } from 'pinia';
import { vi } from 'vitest';
import EnrolmentDialog from '../../../../../renderer/features/inspector/security/enrolment/EnrolmentDialog.vue';
import { codeAt } from '../../../../../renderer/features/inspector/security/enrolment/live-code.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeEmail, makeUser } from '../make-user.ts';
import { labelled, press, startStores, submitDialog, typeInto } from '../mount-tab.ts';

export { bridge, Refusal } from '../../users/fake-bridge.ts';

export const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const codes = [...'23456789ab'].map((first) => `${first}k7m2xq9wd`);
const email = makeEmail('jane@acme.test');

export const jane = makeUser('user_1', {
  firstName: 'Jane',
  emailAddresses: [email],
  primaryEmailAddressId: email.id,
});
export const enrolledJane: User = { ...jane, totpEnabled: true, backupCodeEnabled: true };

let app: VueWrapper | null = null;
let pinia: Pinia;

/** By the clock as it stands, which tests hold still. */
export const rightCode = () => codeAt(secret, Date.now());

export function holdTheClock(): void {
  vi.useFakeTimers({
    toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
    now: Date.UTC(2026, 10, 21, 12),
  });
  bridge.reset();
  bridge.answers['totp.clock'] = () => ({ skewMs: 200, measuredAt: 1 });
  bridge.answers['totp.makeBackupCodes'] = () => ({ codes });
  bridge.answers['totp.prepare'] = () => ({
    enrolmentId: 'enr_1',
    secret,
    uri: `otpauth://totp/x?secret=${secret}`,
  });
  bridge.answers['totp.check'] = ({ code }) =>
    code === rightCode() ? { valid: true, skewSteps: 0 } : { valid: false };
  bridge.answers['totp.discard'] = () => ({});
  bridge.answers['totp.commit'] = () => enrolledJane;
}

export async function openEnrolment(user = jane, more: Partial<Instance> = {}): Promise<VueWrapper> {
  const stores = await startStores(more);
  pinia = stores.pinia;
  app = mount(EnrolmentDialog, {
    props: { instance: stores.instance, user },
    attachTo: document.body,
    global: { plugins: [pinia] },
  });
  await flushPromises();
  return app;
}

/** Past the names. */
export async function openScan(user = jane, more: Partial<Instance> = {}): Promise<VueWrapper> {
  const opened = await openEnrolment(user, more);
  await submitDialog();
  return opened;
}

export async function typeCode(code: string): Promise<void> {
  await typeInto(labelled('Type the code from the device'), code);
}

export async function setUnchecked(user = jane, more: Partial<Instance> = {}): Promise<VueWrapper> {
  const opened = await openScan(user, more);
  await press(/without checking$/);
  return opened;
}

export function endEnrolment(): void {
  app?.unmount();
  app = null;
  disposePinia(pinia);
  document.body.replaceChildren();
  vi.useRealTimers();
}
