import { mountFrame } from './app-frame.ts'
import { word } from './boot.ts'
import { openSlider } from './slider.ts'

/**
 * Opens an application's page in a slider. `bx24_width`, `bx24_title`, `bx24_label` and `bx24_leftBoundary` are settings of the
 * slider; everything else becomes PLACEMENT_OPTIONS of the new frame. Resolves when the slider is closed.
 */
export async function openAppSlider(appId: number, params: Record<string, unknown>): Promise<void> {
  const options = Object.fromEntries(Object.entries(params).filter(([name]) => !name.startsWith('bx24_') && name !== 'isRawValue'))
  const width = Number(params.bx24_width)
  const left = Number(params.bx24_leftBoundary)
  await openFrameSlider({ appId, options }, {
    title: String(params.bx24_title ?? ''),
    widthPx: width > 0 ? width : left > 0 ? Math.max(320, window.innerWidth - left) : null,
  })
}

/** Opens any frame in a slider: a widget of a menu, an application's page. Resolves when the slider is closed. */
export async function openFrameSlider(request: Record<string, unknown>, look: { title: string, widthPx: number | null }): Promise<void> {
  const slider = openSlider({
    title: look.title || word('frame.loading'),
    widthPx: look.widthPx,
    fill(body, self) {
      const holder = document.createElement('div')
      holder.className = 'app-frame'
      body.append(holder)
      void mountFrame(holder, request, {
        heightPx: Math.max(320, body.clientHeight),
        onReady: frame => look.title === '' && self.setTitle(frame?.opening.title ?? word('error.frame')),
        setTitle: self.setTitle,
        close: self.close,
        reloadData: async () => { document.dispatchEvent(new CustomEvent('portal:changed')) },
        installFinished: () => location.reload(),
      })
    },
  })
  await slider.closed
}
