import { openAppSlider } from './app-slider.ts'
import { refreshCard } from './card.ts'
import { send } from './server.ts'
import { orToast } from './toast.ts'

interface RecordAction {
  activityId: number
  type: string
  id: string
  actionParams: unknown
  sliderParams: Record<string, unknown>
  appId: number | null
}

/** Buttons and links of records that applications have drawn: a slider of the application, or an event to it. */
export function wireRecordActions(): void {
  document.addEventListener('click', (event) => {
    const control = (event.target as Element).closest<HTMLElement>('[data-record-action]')
    if (control)
      void orToast(() => act(control, JSON.parse(control.dataset.recordAction ?? '{}') as RecordAction))
  })
}

async function act(control: HTMLElement, action: RecordAction): Promise<void> {
  if (action.type === 'openRestApp' && action.appId !== null) {
    const params = typeof action.actionParams === 'object' && action.actionParams !== null ? action.actionParams as Record<string, unknown> : {}
    await openAppSlider(action.appId, {
      ...params,
      bx24_width: action.sliderParams.width,
      bx24_leftBoundary: action.sliderParams.leftBoundary,
      bx24_title: action.sliderParams.title ?? '',
    })
    return
  }
  if (action.type !== 'restEvent')
    return
  control.setAttribute('aria-busy', 'true')
  control.toggleAttribute('disabled', true)
  try {
    await send('/_host/record-click', { activityId: action.activityId, id: action.id })
    await refreshCard()
  }
  finally {
    control.removeAttribute('aria-busy')
    control.toggleAttribute('disabled', false)
  }
}
