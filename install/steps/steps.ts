import type { InstallStepDefinition } from '../step.ts'
import { checkPortal } from './check-portal.ts'
import { chooseStages } from './choose-stages.ts'
import { confirmPeople } from './confirm-people.ts'
import { connect } from './connect.ts'
import { createFields } from './create-fields.ts'
import { firstLook } from './first-look.ts'
import { setCard } from './set-card.ts'

/** The seven steps of moving in, in their order; a later one relies on what the earlier ones left. */
export const INSTALL_STEPS: readonly InstallStepDefinition[] = [checkPortal, confirmPeople, chooseStages, createFields, connect, setCard, firstLook]
