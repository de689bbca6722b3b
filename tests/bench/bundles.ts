import type { PageSize } from '../support/measure-bundles.ts'
import { fileURLToPath } from 'node:url'
import { buildWidgets } from '../../widgets/build-widgets.ts'
import { measureBundles } from '../support/measure-bundles.ts'

/** `npm run bench -- bundles --json`: what each page costs on the wire. */
export async function run(): Promise<Record<string, PageSize>> {
  await buildWidgets()
  return measureBundles(fileURLToPath(new URL('../../dist/widgets', import.meta.url)))
}
