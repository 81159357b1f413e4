/** Keeps the system's side of the theme (window colour, menus, `prefers-color-scheme`) as the settings say. */
import { nativeTheme } from 'electron';
import type { Core } from '../core/create-core.ts';
import { settingsSchema } from '../../shared/models/app.ts';
import type { WindowState } from './window-state.ts';

/** Remembers the theme in `state`, which is written with the window's place: the next start needs it at once. */
export async function followTheme(core: Core, state: WindowState): Promise<void> {
  const apply = (settings: unknown) => {
    const parsed = settingsSchema.safeParse(settings);
    if (!parsed.success) return;
    state.theme = parsed.data.theme;
    nativeTheme.themeSource = parsed.data.theme;
  };
  core.subscribe('settings.onChanged', apply);
  const answer = await core.dispatch('settings.get', {});
  if (answer.ok) apply(answer.value);
}
