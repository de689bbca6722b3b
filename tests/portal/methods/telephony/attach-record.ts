import type { Call as RestCall } from '../../rest/method.ts'
import { Buffer } from 'node:buffer'
import { textOf } from '../../work/input.ts'
import { uploadField, uploadUrl } from '../../work/upload-route.ts'
import { finishedCall, requireTelephony, telephonyRefusal } from './telephony-input.ts'

const fetchTimeoutMs = 10_000
const largestRecordBytes = 100 * 1024 * 1024

/**
 * Hangs a record on a finished call, from its text or from another server; with a name alone it answers where to bring
 * the record in a request of its own. @throws RestError ERROR_CORE
 */
export async function attachRecord(call: RestCall): Promise<{ result: { FILE_ID: number } | { uploadUrl: string, fieldName: string } }> {
  requireTelephony(call)
  const { params, portal } = call
  const address = textOf(params.RECORD_URL)
  if (address === '' && params.FILENAME === undefined)
    throw telephonyRefusal('Required parameters are not set. Request should contain either URL or FILENAME parameter')
  const finished = finishedCall(call, 'Call is not found in the statistic table. It looks like it is not finished yet.')
  const name = textOf(params.FILENAME) || nameInAddress(address)
  if (name === '')
    throw telephonyRefusal('File name is empty')
  if (!/\.(?:wav|mp3)$/i.test(name))
    throw telephonyRefusal('Wrong file extension. Only wav and mp3 are allowed')
  if (address === '' && params.FILE_CONTENT === undefined)
    return { result: { uploadUrl: uploadUrl(portal, { callId: finished.callId, name, userId: call.caller.userId }, call.caller.accessToken), fieldName: uploadField } }
  const bytes = address === '' ? decoded(textOf(params.FILE_CONTENT)) : await fetched(address)
  const file = portal.work.files.add({ name, content: { kind: 'bytes', bytes }, createdBy: call.caller.userId })
  portal.work.calls.attachRecord(finished, file.id)
  return { result: { FILE_ID: file.id } }
}

function nameInAddress(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) ?? '' : ''
}

function decoded(content: string): Buffer {
  if (content === '')
    throw telephonyRefusal('File content is empty.')
  if (!/^[\w+/\s-]+=*$/.test(content))
    throw telephonyRefusal('File content is not properly encoded. Base64 encoding is expected.')
  return Buffer.from(content, 'base64')
}

async function fetched(address: string): Promise<Buffer> {
  const answer = await reach(address)
  if (!answer.ok)
    throw telephonyRefusal(`Server returns HTTP error code ${answer.status}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (bytes.length > largestRecordBytes)
    throw telephonyRefusal('File is too big')
  return bytes
}

async function reach(address: string): Promise<Response> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(fetchTimeoutMs) })
  }
  catch {
    throw telephonyRefusal('Server returns HTTP error code 0')
  }
}
