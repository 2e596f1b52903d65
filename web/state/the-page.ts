/** The page in this window: the one place where the store meets the real pool and the real address bar. */
import { createSimPool } from '../worker/sim-pool.ts'
import { createAddress } from './address.ts'
import { createPage } from './page.ts'

const page = createPage(createSimPool(), createAddress())

export const { actions, usePage } = page
