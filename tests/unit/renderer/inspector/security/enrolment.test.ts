/** Enrolling in TOTP step by step: what is shown, and what is sent when. */
import {
  bridge,
  codes,
  endEnrolment,
  enrolledJane,
  holdTheClock,
  jane,
  openEnrolment,
  openScan,
  Refusal,
  rightCode,
  setUnchecked,
  typeCode,
} from './mount-enrolment.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useConfirmStore } from '../../../../../renderer/features/shell/confirm-store.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import { button, labelled, press, submitDialog, typeInto } from '../mount-tab.ts';

const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);
beforeEach(() => {
  failed.mockClear();
  holdTheClock();
});
afterEach(endEnrolment);

const text = () => document.body.textContent;
const commits = () => bridge.callsOf('totp.commit');

describe('the names', () => {
  test('are prefilled as core would choose them, and sent as typed', async () => {
    await openEnrolment();
    expect(labelled('Issuer').value).toBe('Acme');
    expect(labelled('Account name').value).toBe('jane@acme.test');
    await typeInto(labelled('Issuer'), ' Acme GmbH ');
    await submitDialog();
    expect(bridge.callsOf('totp.prepare')).toEqual([
      { instanceId: 'one', userId: 'user_1', issuer: 'Acme GmbH', label: 'jane@acme.test' },
    ]);
    expect(text()).toContain('Acme GmbH');
  });

  test('that will not do are said at their fields, and nothing is made', async () => {
    await openEnrolment();
    await typeInto(labelled('Issuer'), 'a:b');
    await typeInto(labelled('Account name'), '  ');
    await submitDialog();
    expect(labelled('Issuer').getAttribute('aria-invalid')).toBe('true');
    expect(text()).toContain('Must not contain a colon');
    expect(text()).toContain('Must not be empty');
    expect(bridge.callsOf('totp.prepare')).toEqual([]);
  });

  test('that core refuses, too', async () => {
    bridge.answers['totp.prepare'] = () => new Refusal('invalid_input', 'No.', { label: 'Too odd' });
    await openScan();
    expect(labelled('Account name').getAttribute('aria-invalid')).toBe('true');
    expect(text()).toContain('No secret was made. No.');
  });

  test('stand beside what is replaced, and backup codes are left alone then', async () => {
    await openEnrolment(enrolledJane);
    expect(text()).toContain('Replace TOTP of Jane');
    expect(text()).toContain('The codes of the old app stop working once it is set.');
    expect(text()).toContain('New ones replace them');
    await submitDialog();
    expect(bridge.callsOf('totp.makeBackupCodes')).toEqual([]);
    await press('Replace without checking');
    expect(commits()).toEqual([{ enrolmentId: 'enr_1' }]);
  });

  test('warn of a clock with which every code would be wrong', async () => {
    bridge.answers['totp.clock'] = () => ({ skewMs: -90_000, measuredAt: 1 });
    await openScan();
    expect(text()).toContain('behind Clerk’s');
  });

  test('are of no use where nothing may be written', async () => {
    await openEnrolment(jane, { protection: 'read-only' });
    expect(button('Show the QR code').disabled).toBe(true);
    expect(text()).toContain('read-only');
    await submitDialog();
    expect(bridge.callsOf('totp.prepare')).toEqual([]);
  });
});

describe('a code of the device', () => {
  test('is compared before anything can be set, spaces and all', async () => {
    await openScan();
    expect(document.querySelector('[data-live-code]')?.textContent.replace(' ', '')).toBe(rightCode());
    expect(button('Set for Jane').disabled).toBe(true);
    await typeCode('123 4');
    expect(bridge.callsOf('totp.check')).toEqual([]);
    await typeCode(rightCode().replace(/^.../, '$& '));
    expect(bridge.callsOf('totp.check')).toEqual([{ enrolmentId: 'enr_1', code: rightCode() }]);
    expect(text()).toContain('Right: the device makes the same codes.');
    expect(button('Set for Jane').disabled).toBe(false);
    expect(commits()).toEqual([]);
  });

  test('that is wrong says what to try, and sets nothing', async () => {
    await openScan();
    await typeCode(rightCode());
    await typeCode('000000');
    expect(text()).toContain('Wait for the next code');
    expect(labelled('Type the code from the device').getAttribute('aria-invalid')).toBe('true');
    expect(button('Set for Jane').disabled).toBe(true);
    button('Set for Jane').click();
    await flushPromises();
    expect(commits()).toEqual([]);
  });

  test('that was typed over meanwhile counts for nothing', async () => {
    await openScan();
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['totp.check'] = () => new Promise((resolve) => (answer = resolve));
    await typeCode('111111');
    await typeCode('11111');
    answer({ valid: true, skewSteps: 0 });
    await flushPromises();
    expect(button('Set for Jane').disabled).toBe(true);
  });

  test('is asked for once more by Enter, which sends nothing', async () => {
    await openScan();
    await typeCode('12');
    labelled('Type the code from the device').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await flushPromises();
    expect(text()).toContain('A code has six digits.');
    await typeCode(rightCode());
    labelled('Type the code from the device').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await submitDialog();
    expect(commits()).toEqual([]);
  });
});

describe('setting', () => {
  test('sends the secret and the backup codes once, and shows the codes this once', async () => {
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['totp.commit'] = () => new Promise((resolve) => (answer = resolve));
    const app = await openScan();
    await typeCode(rightCode());
    await press('Set for Jane');
    await press('Set for Jane');
    await press('Close');
    expect(commits()).toEqual([{ enrolmentId: 'enr_1', backupCodes: codes }]);
    expect(app.emitted('close')).toBeUndefined();
    expect(text()).not.toContain(codes[0]);
    answer(enrolledJane);
    await flushPromises();
    // The screen around it shows the user as written.
    await app.setProps({ user: enrolledJane });
    expect(text()).toContain('TOTP is set for Jane');
    expect(text()).not.toContain('old app');
    for (const code of codes) expect(text()).toContain(code);
  });

  test('without codes that were copied warns before it closes, once', async () => {
    const app = await setUnchecked();
    await press('Done');
    expect(text()).toContain('The backup codes were not copied');
    expect(app.emitted('close')).toBeUndefined();
    await press('Close without the backup codes');
    expect(app.emitted('close')).toHaveLength(1);
  });

  test('with codes that were copied closes at once', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (words: string) => Promise.resolve(void copied.push(words)) },
    });
    const app = await setUnchecked();
    await press('Copy all backup codes');
    expect(copied).toEqual([codes.join('\n')]);
    await press('Done');
    expect(app.emitted('close')).toHaveLength(1);
  });

  test('that is refused says so, and leaves the secret to try again', async () => {
    bridge.answers['totp.commit'] = () =>
      new Refusal('rejected', 'The instance has no TOTP.', undefined, { traceId: 'trace_1', status: 422 });
    await setUnchecked();
    expect(text()).toContain('TOTP was not set for Jane. The instance has no TOTP.');
    expect(text()).toContain('trace_1');
    expect(failed).not.toHaveBeenCalled();
    bridge.answers['totp.commit'] = () => enrolledJane;
    await press('Set without checking');
    expect(text()).toContain('TOTP is set for Jane');
  });

  test('asks in its own words where core wants a confirmation', async () => {
    bridge.answers['totp.commit'] = ({ confirmation }) =>
      confirmation === 'token' ? enrolledJane : new Refusal('confirmation_required');
    await setUnchecked(enrolledJane, { protection: 'guarded' });
    const confirms = useConfirmStore();
    expect(confirms.current).toMatchObject({
      method: 'totp.commit',
      userId: 'user_1',
      guarded: true,
      title: 'Replace TOTP of Jane',
    });
    confirms.settle({ confirmation: 'token' });
    await flushPromises();
    expect(commits()).toHaveLength(2);
    expect(text()).toContain('The codes of the old app do not work any more.');
  });

  test('is verified with a code of the secret only: Clerk counts the others', async () => {
    await setUnchecked();
    bridge.answers['users.verifyTotp'] = () => ({ verified: true, codeType: 'totp' });
    await typeInto(labelled('Current code from the device'), '000000');
    await press('Verify against Clerk');
    expect(text()).toContain('so it was not sent');
    expect(bridge.callsOf('users.verifyTotp')).toEqual([]);
    await typeInto(labelled('Current code from the device'), rightCode());
    await press('Verify against Clerk');
    expect(bridge.callsOf('users.verifyTotp')).toMatchObject([{ userId: 'user_1', code: rightCode() }]);
    expect(text()).toContain('Clerk accepts the codes of the device.');
  });
});
