/** How an enrolment in TOTP ends when it does not simply end well: lost answers, time, and closing. */
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
  secret,
  setUnchecked,
  typeCode,
} from './mount-enrolment.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { notify } from '../../../../../renderer/ui/notify.ts';
import { buttons, labelled, press, submitDialog, typeInto } from '../mount-tab.ts';

const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);
beforeEach(() => {
  failed.mockClear();
  holdTheClock();
});
afterEach(endEnrolment);

const text = () => document.body.textContent;
const commits = () => bridge.callsOf('totp.commit');

describe('an answer that is lost', () => {
  beforeEach(() => {
    bridge.answers['totp.commit'] = () => new Refusal('outcome_unknown', 'The connection broke.');
  });

  test('keeps the secret, and finds that it was set', async () => {
    const app = await setUnchecked();
    expect(text()).toContain('It is not known whether TOTP was set for Jane. The connection broke.');
    expect(text()).toContain('GEZD');
    expect(failed).not.toHaveBeenCalled();
    await press('Close');
    expect(app.emitted('close')).toBeUndefined();
    bridge.answers['users.get'] = () => enrolledJane;
    await press('Read the user again');
    expect(text()).toContain('The secret was set after all.');
    expect(text()).toContain(codes[9]);
  });

  test('or that it was not, with the same secret to set again', async () => {
    await setUnchecked();
    bridge.answers['users.get'] = () => jane;
    await press('Read the user again');
    expect(text()).toContain('It was not set');
    expect(text()).toContain('GEZD');
    expect(bridge.callsOf('totp.discard')).toEqual([]);
    await press('Set without checking');
    expect(commits()).toHaveLength(2);
  });

  test('answers the question of the journal, too', async () => {
    await setUnchecked();
    const entries = [
      { entryId: 'e1', method: 'users.ban' },
      { entryId: 'e2', method: 'totp.commit' },
    ];
    bridge.answers['audit.list'] = () => ({ entries, nextCursor: null, notice: null });
    bridge.answers['audit.check'] = () => ({ entry: entries[1], user: enrolledJane });
    await press('Read the user again');
    expect(bridge.callsOf('audit.check')).toEqual([{ entryId: 'e2' }]);
    expect(text()).toContain('The secret was set after all.');
  });

  test('is not decided while the user cannot be read', async () => {
    await setUnchecked();
    bridge.answers['users.get'] = () => new Refusal('offline', 'No network.');
    await press('Read the user again');
    expect(text()).toContain('It is still not known. No network.');
    expect(text()).toContain('GEZD');
  });

  test('of a user who had TOTP is decided by a code', async () => {
    await setUnchecked(enrolledJane);
    bridge.answers['users.get'] = () => enrolledJane;
    await press('Read the user again');
    expect(text()).toContain('does not tell which secret it is');
    bridge.answers['users.verifyTotp'] = () => ({ verified: false });
    await typeInto(labelled('Current code from the device'), rightCode());
    await press('Verify against Clerk');
    expect(text()).toContain('It was not set');

    await press('Replace without checking');
    await press('Read the user again');
    bridge.answers['users.verifyTotp'] = () => ({ verified: true, codeType: 'totp' });
    await typeInto(labelled('Current code from the device'), rightCode());
    await press('Verify against Clerk');
    expect(text()).toContain('The secret was set after all.');
  });

  test('of a user who had TOTP but no backup codes is told by those', async () => {
    await setUnchecked({ ...enrolledJane, backupCodeEnabled: false });
    bridge.answers['users.get'] = () => enrolledJane;
    await press('Read the user again');
    expect(text()).toContain('The secret was set after all.');
  });

  test('is not mistaken by what the write itself has changed', async () => {
    const app = await setUnchecked();
    // The list was synced meanwhile.
    await app.setProps({ user: enrolledJane });
    bridge.answers['users.get'] = () => enrolledJane;
    await press('Read the user again');
    expect(text()).toContain('The secret was set after all.');
    expect(text()).not.toContain('old app');
  });
});

describe('it is over', () => {
  test('after ten minutes: forgotten here and in core, and begun again', async () => {
    await openScan();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(text()).toContain('This enrolment is over, and nothing was set');
    expect(text()).not.toContain('GEZD');
    expect(bridge.callsOf('totp.discard')).toEqual([{ enrolmentId: 'enr_1' }]);
    await press('Begin again');
    expect(text()).toContain('delete that entry from the device');
    await submitDialog();
    expect(text()).toContain('GEZD');
  });

  test('when the computer is locked', async () => {
    await openScan();
    bridge.emit('app.onScreenLocked', {});
    await flushPromises();
    expect(text()).toContain('This enrolment is over, and nothing was set');
    expect(text()).not.toContain('GEZD');
    expect(bridge.callsOf('totp.discard')).toEqual([{ enrolmentId: 'enr_1' }]);
  });

  test.each(['totp.check', 'totp.commit'])('when core says so to %s', async (method) => {
    bridge.answers[method] = () => new Refusal('not_found');
    await openScan();
    if (method === 'totp.check') await typeCode('123456');
    else await press('Set without checking');
    expect(text()).toContain('This enrolment is over');
  });

  test('not when it is the user whom Clerk does not have', async () => {
    bridge.answers['totp.commit'] = () =>
      new Refusal('not_found', 'No such user.', undefined, { status: 404 });
    await setUnchecked();
    expect(text()).toContain('TOTP was not set for Jane. No such user.');
  });

  test('not while it is on its way', async () => {
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['totp.commit'] = () => new Promise((resolve) => (answer = resolve));
    await setUnchecked();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(text()).toContain('GEZD');
    answer(enrolledJane);
    await flushPromises();
    expect(text()).toContain(codes[0]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(text()).not.toContain(codes[0]);
    expect(text()).toContain('Ten minutes have passed');
  });

  test('ten minutes after a lost answer, and then it says that it is not known', async () => {
    bridge.answers['totp.commit'] = () => new Refusal('outcome_unknown');
    await openScan();
    await vi.advanceTimersByTimeAsync(500_000);
    await press('Set without checking');
    await vi.advanceTimersByTimeAsync(500_000);
    expect(text()).toContain('GEZD');
    await vi.advanceTimersByTimeAsync(100_000);
    expect(text()).not.toContain('GEZD');
    expect(text()).toContain('still not known');
  });
});

describe('closing', () => {
  test('the names asks nothing', async () => {
    const app = await openEnrolment();
    await press('Cancel');
    expect(app.emitted('close')).toHaveLength(1);
  });

  test('a code that was shown says once that nothing was set, and discards it', async () => {
    const app = await openScan();
    await press('Close');
    expect(text()).toContain('Nothing was set. The codes on the device will not work.');
    expect(app.emitted('close')).toBeUndefined();
    await press('Close without setting');
    expect(app.emitted('close')).toHaveLength(1);
    app.unmount();
    await flushPromises();
    expect(bridge.callsOf('totp.discard')).toEqual([{ enrolmentId: 'enr_1' }]);
    expect(commits()).toEqual([]);
  });

  test('before the secret came discards it when it comes', async () => {
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['totp.prepare'] = () => new Promise((resolve) => (answer = resolve));
    const app = await openScan();
    app.unmount();
    answer({ enrolmentId: 'enr_2', secret, uri: 'otpauth://totp/x' });
    await flushPromises();
    expect(bridge.callsOf('totp.discard')).toEqual([{ enrolmentId: 'enr_2' }]);
  });

  test.each([
    [() => enrolledJane, 'TOTP was set for Jane when its dialog was gone'],
    [() => new Refusal('outcome_unknown'), 'It is not known whether TOTP was set for Jane.'],
    [() => new Refusal('forbidden'), 'TOTP was not set for Jane.'],
  ])('while it is on its way is told elsewhere: %#', async (end, words) => {
    const told = vi.spyOn(notify, 'told').mockImplementation(() => undefined);
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['totp.commit'] = () => new Promise((resolve) => (answer = resolve));
    const app = await setUnchecked();
    app.unmount();
    answer(end());
    await flushPromises();
    expect([...told.mock.calls, ...failed.mock.calls].map(([first]) => first).join()).toContain(words);
    told.mockRestore();
  });

  test('going back makes another secret', async () => {
    await openScan();
    await press('Back');
    expect(bridge.callsOf('totp.discard')).toEqual([{ enrolmentId: 'enr_1' }]);
    expect(text()).toContain('delete that entry from the device');
    expect(buttons('Show the QR code')).toHaveLength(1);
  });
});
