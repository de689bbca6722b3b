import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import b24ui from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('./widgets', import.meta.url))

/** The card field is the one page a rep opens fifty times a day: it has a build of its own and no kit. */
const leanPage = 'feedback-field'

function pages(): Record<string, string> {
  const names = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== leanPage && existsSync(`${root}/${entry.name}/index.html`))
    .map(entry => entry.name)
  return Object.fromEntries(names.map(name => [name, `${root}/${name}/index.html`]))
}

/**
 * Builds the widgets into `dist/widgets/<page>/index.html`.
 * `--mode lean` builds the card field alone; any other mode builds every other page with the vendor's kit.
 */
export default defineConfig(({ mode }) => {
  const isLean = mode === 'lean'
  return {
    root,
    base: '/widgets/',
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    plugins: isLean
      ? [vue()]
      : [vue(), b24ui({ root: fileURLToPath(new URL('.', import.meta.url)), router: false, prose: false, mdc: false, colorMode: false, autoImport: { dts: false }, components: { dts: false, dirs: [] } })],
    build: {
      outDir: '../dist/widgets',
      emptyOutDir: false,
      assetsDir: isLean ? 'lean' : 'assets',
      modulePreload: { polyfill: false },
      target: 'es2022',
      rollupOptions: { input: isLean ? { [leanPage]: `${root}/${leanPage}/index.html` } : pages() },
    },
  }
})
