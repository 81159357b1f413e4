/**
 * Every screen, in either theme and either size: accessible by axe's rules, nothing wider than the window. Pictures
 * are left in test-results/screens, to be looked at by people.
 */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { walkActivity } from './walks/activity.ts';
import { walkApp } from './walks/app.ts';
import { walkCreateUser } from './walks/create-user.ts';
import { walkUserPage } from './walks/user-page.ts';
import { walkEditUser } from './walks/edit-user.ts';
import { walkIdentifiers } from './walks/identifiers.ts';
import { walkManyImages } from './walks/many-images.ts';
import { walkOrganizations } from './walks/organizations.ts';
import { walkSecurity } from './walks/security.ts';
import { walkProfileImage } from './walks/profile-image.ts';
import { walkSessions } from './walks/sessions.ts';
import { walkMetadata } from './walks/metadata.ts';
import { walkTotpEnrolment } from './walks/totp-enrolment.ts';
import type { Walk } from './walks/walk.ts';

test.use({
  clerkUsers: 300,
  clerkEnvironment: 'production',
  demoOptions: { users: 60, environment: 'production' },
});

const walks: Record<string, Walk> = {
  'around the users': walkApp,
  'one user': walkUserPage,
  'the history of writes': walkActivity,
  'editing and blocking a user': walkEditUser,
  'a new user': walkCreateUser,
  identifiers: walkIdentifiers,
  organizations: walkOrganizations,
  sessions: walkSessions,
  security: walkSecurity,
  metadata: walkMetadata,
  'an enrolment in TOTP': walkTotpEnrolment,
  'a profile image': walkProfileImage,
  'many profile pictures': walkManyImages,
};

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What axe reports although it is as it should be. */
const accepted = [
  {
    rule: 'scrollable-region-focusable',
    // The table around it takes the focus, and its keys scroll: see "is walked through by keyboard alone".
    target: /\.scroller/,
  },
];
/** Colours differ by theme and layouts by size: screen by screen in turn, as most of a screen is in others, too. */
const looked = [
  { theme: 'light', width: 1024, height: 700, axe: true },
  { theme: 'dark', width: 1440, height: 900, axe: true },
] as const;
/** For people, who want to see every screen in all four: `SCREENS=all`. */
const others = [
  { theme: 'light', width: 1440, height: 900, axe: false },
  { theme: 'dark', width: 1024, height: 700, axe: false },
] as const;
const everyLook = [...looked, ...others];
function looksAt(screen: number): readonly (typeof everyLook)[number][] {
  return process.env['SCREENS'] === 'all' ? everyLook : [looked[screen % 2 === 0 ? 0 : 1]];
}

for (const [name, walk] of Object.entries(walks)) {
  test(`screens are accessible and fit: ${name}`, async ({ roster, clerk, demo }) => {
    test.setTimeout(240_000);
    const problems: string[] = [];
    let screens = 0;
    const stop = async (screen: string) => {
      problems.push(...(await problemsOf(roster, screen, looksAt(screens))));
      screens += 1;
    };
    await walk({ roster, clerk, demo, stop });
    expect(problems).toEqual([]);
  });
}

/** Looks at the screen, and leaves pictures of it. */
async function problemsOf(
  roster: Roster,
  screen: string,
  looks: ReturnType<typeof looksAt>,
): Promise<string[]> {
  const { page } = roster;
  const problems: string[] = [];
  for (const { theme, width, height, axe } of looks) {
    await page.emulateMedia({ colorScheme: theme });
    await roster.setWindowSize(width, height);
    const at = `${theme}-${width}x${height}`;
    await page.screenshot({ path: `test-results/screens/${at}/${screen}.png`, animations: 'disabled' });
    const overflowPx = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflowPx > 0) problems.push(`${screen} ${at}: ${overflowPx} px wider than the window`);
    if (!axe) continue;
    // Without frames there is nothing to put together in a page of its own, which took longer than the rules.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .withTags(rules)
      .analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        if (accepted.some((one) => one.rule === id && one.target.test(target.join(' ')))) continue;
        problems.push(`${screen} ${at}: ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`);
      }
    }
  }
  return problems;
}
