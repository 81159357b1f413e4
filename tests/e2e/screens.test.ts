/**
 * Every screen, in both themes and two sizes: accessible by axe's rules, nothing wider than the window. A
 * picture of each is left in test-results/screens, to be looked at by people.
 */

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { walkScreens } from './walk-screens.ts';

test.use({ clerkUsers: 300, clerkEnvironment: 'production' });

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What axe reports although it is as it should be. */
const accepted = [
  {
    rule: 'scrollable-region-focusable',
    // The table around it takes the focus, and its keys scroll: see "is walked through by keyboard alone".
    target: /\.scroller/,
  },
];
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

for (const theme of ['light', 'dark'] as const) {
  test(`screens are accessible and fit, ${theme}`, async ({ roster, clerk }) => {
    test.setTimeout(240_000);
    const { page } = roster;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const problems: string[] = [];

    await walkScreens(roster, clerk, async (name) => {
      for (const { width, height } of sizes) {
        await roster.setWindowSize(width, height);
        const at = `${theme}-${width}x${height}`;
        await page.screenshot({ path: `test-results/screens/${at}/${name}.png`, animations: 'disabled' });
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        for (const { id, nodes } of violations) {
          for (const { target, failureSummary } of nodes) {
            if (accepted.some((one) => one.rule === id && one.target.test(target.join(' ')))) continue;
            problems.push(`${name} ${at}: ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`);
          }
        }
        const overflowPx = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflowPx > 0) problems.push(`${name} ${at}: ${overflowPx} px wider than the window`);
      }
    });

    expect(problems).toEqual([]);
  });
}
