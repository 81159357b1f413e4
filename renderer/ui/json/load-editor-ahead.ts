/** Loads the editor before it is shown, so that it comes at once. Knows nothing of what is in it. */

export function loadEditorAhead(): void {
  // Showing it tries again, and says so if that fails, too.
  Promise.all([import('./create-editor.ts'), import('./create-diff.ts')]).catch(() => undefined);
}
