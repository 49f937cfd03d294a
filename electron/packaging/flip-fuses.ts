import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/** Marks the fuse wire inside every Electron binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** What the installed app can no longer be talked into. Every fuse is named: a new one in Electron fails the packing. */
export const fuses = {
  // ringdesk.exe as a bare Node would run any script in our name
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

export interface PackedApp {
  appOutDir: string
  electronPlatformName: string
  packager: { appInfo: { productFilename: string }; executableName?: string }
}

/** electron-builder's afterPack hook. Tells whether the fuses were set: a stub binary, for packing checks, has none. */
export async function setFuses(packed: PackedApp): Promise<boolean> {
  const binary = findBinary(packed)
  if (!(await readFile(binary)).includes(SENTINEL)) {
    console.warn(`fuses: NOT set, ${binary} is no Electron binary: what was packed here is not for shipping`)
    return false
  }
  const isApple = packed.electronPlatformName === 'darwin'
  await flipFuses(binary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: isApple,
    ...fuses,
    // Linux has no integrity check for archives
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: packed.electronPlatformName !== 'linux',
  })
  return true
}

function findBinary({ appOutDir, electronPlatformName, packager }: PackedApp): string {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`)
  if (electronPlatformName === 'darwin')
    return join(appOutDir, `${name}.app`, 'Contents/Frameworks/Electron Framework.framework/Electron Framework')
  return join(appOutDir, packager.executableName ?? name)
}
