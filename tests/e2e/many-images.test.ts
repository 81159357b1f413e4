/** Many profile pictures at once: matched by file name, looked over, sent, and told of one by one. */

import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import {
  chooseFiles,
  fileRow,
  isPictureless,
  noPicture,
  openManyImages,
  pictureFile,
} from './many-images-page.ts';
import { openSynced } from './roster-page.ts';

test.use({ demoOptions: { users: 60 } });

const refusal = {
  errors: [{ message: 'no', long_message: 'This picture is not wanted.', code: 'form_param_invalid' }],
  clerk_trace_id: 'trace_of_422',
};

/** The newest without a picture, of whom each has what is asked for, and nobody is taken twice. */
async function pickUsers(
  { api }: Roster,
  instanceId: InstanceId,
  wanted: ((user: User) => boolean)[],
): Promise<User[]> {
  const { rows } = await api.directory.query({ instanceId, limit: 500 });
  const left: User[] = [];
  for (const { id, hasImage } of rows) {
    if (!hasImage) left.push(await api.directory.get({ instanceId, userId: id }));
  }
  return wanted.map((isWanted) => {
    const at = left.findIndex((user) => isPictureless(user) && isWanted(user));
    const [user] = at < 0 ? [] : left.splice(at, 1);
    if (!user) throw new Error('The demo has no such user');
    return user;
  });
}

function pictured({ api }: Roster, instanceId: InstanceId, users: User[]): Promise<boolean[]> {
  return Promise.all(
    users.map(async ({ id: userId }) => (await api.users.get({ instanceId, userId })).hasImage),
  );
}

test('six files find whom they are for, and each says what became of it', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'guarded' });
  const users = await pickUsers(roster, instanceId, [
    ({ username }) => username !== null,
    ({ externalId }) => externalId !== null,
    ({ emailAddresses }) => emailAddresses.length > 0,
    () => true,
  ]);
  const [byUsername, byExternalId, byEmail, byId] = users as [User, User, User, User];
  const emailAddress = byEmail.emailAddresses.at(-1)?.emailAddress ?? '';
  const names = [
    `${byUsername.username}.png`,
    `${byExternalId.externalId}.jpg`,
    `${emailAddress.toUpperCase()}.jpeg`,
    `${byId.id}.webp`,
  ] as const;

  const dialog = await openManyImages(page);
  await chooseFiles(page, dialog, [
    ...names.map(pictureFile),
    pictureFile('nobody-of-this-name.png'),
    noPicture(`${byId.id}.gif`),
  ]);
  await expect(dialog.getByText('4 of 6 files ready')).toBeVisible();
  const ways = ['by username', 'by external id', 'by e-mail address', 'by user id'];
  for (const [index, name] of names.entries()) {
    await expect(fileRow(dialog, name)).toContainText(ways[index] ?? '');
    await expect(fileRow(dialog, name)).toContainText('Ready');
  }
  await expect(fileRow(dialog, 'nobody-of-this-name.png')).toContainText(
    /Nobody has this name in the copy of /,
  );
  await expect(fileRow(dialog, `${byId.id}.gif`)).toContainText('not an image');
  await dialog.getByText('Problems 2').click();
  await expect(dialog.getByRole('row')).toHaveCount(1 + 2);
  await dialog.getByText('All 6').click();

  demo.faults.add(
    { kind: 'respond', status: 422, body: refusal },
    { operation: 'SetUserProfileImage', when: ({ path }) => path.includes(byEmail.id) },
  );
  await dialog.getByRole('button', { name: 'Set 4 pictures…' }).click();
  const question = page.getByRole('dialog', { name: 'Set 4 profile pictures' });
  await expect(question).toContainText('4 users of Acme get a new profile picture.');
  expect(demo.stats.byOperation['SetUserProfileImage'] ?? 0).toBe(0);
  await question.getByRole('button', { name: 'Set 4 pictures' }).click();

  await expect(dialog.getByText('3 profile pictures set in Acme. 1 failed.')).toBeVisible();
  const refused = fileRow(dialog, names[2]);
  await expect(refused).toContainText('Refused');
  await expect(refused).toContainText('This picture is not wanted.');
  await expect(refused).toContainText('trace_of_422');
  await expect(fileRow(dialog, names[3])).toContainText('Set');
  expect(await pictured(roster, instanceId, users)).toEqual([true, true, false, true]);

  await dialog.getByRole('button', { name: 'Try 1 picture again' }).click();
  await expect(dialog.getByText('4 profile pictures set in Acme.')).toBeVisible();
  expect(await pictured(roster, instanceId, users)).toEqual([true, true, true, true]);
});

test('a run that is cancelled leaves the rest, which is sent later, in the background', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const users = await pickUsers(
    roster,
    instanceId,
    Array.from({ length: 10 }, () => () => true),
  );
  const dialog = await openManyImages(page);
  await chooseFiles(
    page,
    dialog,
    users.map(({ id }) => pictureFile(`${id}.jpg`)),
  );
  const slow = demo.faults.add({ kind: 'latency', ms: 1500 }, { operation: 'SetUserProfileImage' }, 10);
  await dialog.getByRole('button', { name: 'Set 10 pictures' }).click();
  await expect(dialog.getByText(/[1-8] of 10 set/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel the rest' }).click();
  const ended = dialog.getByText(/\d+ profile pictures? set in Acme\. \d+ not sent\./);
  await expect(ended).toBeVisible();
  const [, set] = /(\d+) profile/.exec((await ended.textContent()) ?? '') ?? [];
  const after = await pictured(roster, instanceId, users);
  expect(after.filter(Boolean)).toHaveLength(Number(set));
  await expect(dialog.getByText(`Problems ${10 - Number(set)}`)).toBeVisible();
  await expect(dialog.getByText('Cancelled before it was sent.').first()).toBeVisible();

  slow();
  // One that takes its time keeps the run going while it is left.
  demo.faults.add({ kind: 'latency', ms: 6000 }, { operation: 'SetUserProfileImage' });
  await dialog.getByRole('button', { name: /^Try \d+ pictures? again$/ }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Profile pictures sent' })).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Pictures are still being set' });
  await question.getByRole('button', { name: 'Go on in the background' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('10 profile pictures set in Acme.')).toBeVisible();
  expect(await pictured(roster, instanceId, users)).toEqual(users.map(() => true));
});
