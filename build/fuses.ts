/**
 * Sets Electron's fuses in the packed binary, before it is signed: what nobody may switch on from outside
 * by a flag or an environment variable. Called by electron-builder.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';

/** Every fuse there is. A new one in a later Electron stops the packing until it is decided here. */
export const fuses: Record<FuseV1Options, boolean> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // There is no such snapshot, and without one the app would not start.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page comes from app://, never from file://.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, electronPlatformName, packager } = context;
  // A universal macOS app is put together from two halves that come by here first: only the whole is flipped.
  if (appOutDir.endsWith('-temp')) return;
  const name =
    electronPlatformName === 'darwin'
      ? `${packager.appInfo.productFilename}.app`
      : electronPlatformName === 'win32'
        ? `${packager.appInfo.productFilename}.exe`
        : 'roster';
  await setFuses(join(appOutDir, name), { resetAdHocDarwinSignature: electronPlatformName === 'darwin' });
}

/** `executable` is the binary, or the `.app` on macOS. */
export async function setFuses(
  executable: string,
  { resetAdHocDarwinSignature = false }: { resetAdHocDarwinSignature?: boolean } = {},
): Promise<void> {
  if (!existsSync(executable)) throw new Error(`There is no ${executable} to set the fuses of`);
  const wire = await getCurrentFuseWire(executable);
  // An Electron that does not know a fuse yet refuses to be told of it; one that knows more is refused by us.
  const known = Object.entries(fuses).filter(([fuse]) => fuse in wire);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature,
    ...(Object.fromEntries(known) as Record<FuseV1Options, boolean>),
  });
}
