/** What the host page is told about a frame it is going to fill. */
export interface OpenedFrame {
  /** Handler with DOMAIN, PROTOCOL, LANG and APP_SID in its query. */
  action: string
  /** The form that is posted into the frame. */
  fields: Record<string, string>
  /** The answer to `getInitData`. */
  initData: Record<string, unknown>
  /** The answer to `getInterface`. */
  interface: { command: string[], event: string[] }
}

/** Opens a frame as the browser of an employee does. @throws Error when the portal refuses */
export async function openFrame(url: string, userId: number, request: { appId?: number, widgetId?: number, install?: boolean, options?: object }): Promise<OpenedFrame> {
  const response = await fetch(`${url}/_host/frames`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cookie': `portal_user=${userId}` },
    body: JSON.stringify({ options: {}, ...request }),
  })
  if (response.status !== 200)
    throw new Error(`The frame was refused: ${response.status} ${await response.text()}`)
  return await response.json() as OpenedFrame
}
