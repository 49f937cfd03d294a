import type { Configuration } from 'electron-builder'
import { setFuses } from './flip-fuses.ts'

/** Vite bundles everything but the encrypted SQLite, so that is the only package inside. */
const sqlite = 'node_modules/better-sqlite3-multiple-ciphers'

/** Installers: `npm run pack`, on a machine that can reach the downloads of Electron and of the installer tools. */
const config: Configuration = {
  appId: 'app.ringdesk.desktop',
  productName: 'Ringdesk',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  copyright: 'Ringdesk contributors, Apache-2.0',
  directories: { output: 'release', buildResources: 'assets' },
  files: [
    'dist/electron/**',
    'dist/renderer/**',
    'dist/media/**',
    '!**/*.map',
    'package.json',
    '!node_modules/**',
    `${sqlite}/{package.json,LICENSE,lib/**}`,
    `${sqlite}/prebuilds/\${platform}*`,
  ],
  // a native add-on cannot be loaded from inside an archive
  asar: true,
  asarUnpack: [`${sqlite}/prebuilds/**`],
  // the add-on is N-API: the same file serves Node and Electron
  npmRebuild: false,
  afterPack: async (context) => {
    await setFuses(context)
  },
  publish: null,
  protocols: [{ name: 'Phone number', schemes: ['tel', 'callto', 'sip'] }],
  extraMetadata: {
    author: 'Ringdesk contributors',
    homepage: 'https://ringdesk.example',
    scripts: {},
    devDependencies: {},
  },
  win: { target: 'nsis', icon: 'assets/icon.ico' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    installerLanguages: ['en_US', 'zh_CN', 'zh_TW'],
    deleteAppDataOnUninstall: false,
  },
  mac: { target: 'dmg', icon: 'assets/icon.icns', category: 'public.app-category.business', hardenedRuntime: true },
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'assets/icons',
    category: 'Office',
    executableName: 'ringdesk',
    maintainer: 'Ringdesk contributors <contributors@ringdesk.example>',
    synopsis: 'Call-center agent desktop',
  },
}

export default config
