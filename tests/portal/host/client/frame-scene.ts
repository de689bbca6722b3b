import type { LiveFrame } from './app-frame.ts'

/** The place a frame stands in: what its commands may do to the page around it. */
export interface FrameScene {
  heightPx: number
  /** Called once the frame is filled; undefined when the portal refused to open it. */
  onReady?: (frame: LiveFrame | undefined) => void
  setTitle: (title: string) => void
  /** Closes what the frame stands in; nothing where it cannot be closed. */
  close: () => void
  /** Draws card or list anew. */
  reloadData: () => Promise<void>
  /** Hidden input of a field; absent where there is no field being edited. */
  valueInput?: () => HTMLInputElement | null
  /** After `setInstallFinish`. */
  installFinished: () => void
}
