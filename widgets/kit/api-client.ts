/**
 * Calls our own server as the person who looks. The session token lives in memory only; when the server says that it is
 * over, one new session is opened and the call is made once more.
 */
export interface ApiClient {
  /** @throws ApiError with the server's sentence, or with code `offline` when it cannot be reached */
  get: <Answer>(path: string) => Promise<Answer>
  post: <Answer>(path: string, body: unknown) => Promise<Answer>
  put: <Answer>(path: string, body: unknown) => Promise<Answer>
  /** Fetches a file with its name. @throws ApiError as `get` */
  file: (path: string) => Promise<{ name: string, content: Blob }>
}

/** A refusal that a person can read. */
export class ApiError extends Error {
  readonly code: string
  /** HTTP status; 0 when the server was not reached (`offline`) or did not answer in time (`silent`). */
  readonly status: number
  /** The input that is wrong, when the server names one. */
  readonly field: string | null
  /** The whole answer: some refusals carry what is needed to go on. */
  readonly body: unknown
  constructor(code: string, message: string, status: number, field: string | null = null, body: unknown = null) {
    super(message)
    this.code = code
    this.status = status
    this.field = field
    this.body = body
  }
}

/** What the client needs from outside. */
export interface ApiClientOptions {
  /** Opens a session and answers its token; `isRenewal` asks the portal for a fresh access token first. */
  openSession: (isRenewal: boolean) => Promise<string>
  /** @default the page's own fetch */
  fetch?: typeof fetch
}

/** How long a session and a question may take, ms: the server itself gives up waiting for the portal after fifteen seconds. */
const SESSION_WAIT_MS = 20_000
const QUESTION_WAIT_MS = 40_000

export function createApiClient({ openSession, fetch: send = (...args) => fetch(...args) }: ApiClientOptions): ApiClient {
  let session: Promise<string> | null = null

  /** One opening at a time; a failed one is not remembered. */
  function token(isRenewal: boolean): Promise<string> {
    if (isRenewal || !session) {
      session = openSession(isRenewal)
      session.catch(() => {
        session = null
      })
    }
    return session
  }

  async function ask(method: string, path: string, body?: unknown, isRetry = false): Promise<Response> {
    const answer = await request(send, path, {
      method,
      headers: { authorization: `Bearer ${await token(isRetry)}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // What writes may take its time: giving up would hide whether it was written.
      ...(method === 'GET' && { signal: AbortSignal.timeout(QUESTION_WAIT_MS) }),
    })
    return answer.status === 401 && !isRetry ? ask(method, path, body, true) : answer
  }

  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => read<Answer>(await ask(method, path, body))

  return {
    get: path => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    async file(path) {
      const answer = await ask('GET', path)
      return answer.ok ? { name: fileName(answer), content: await answer.blob() } : read(answer)
    },
  }
}

/** Opens a session with the portal's access token; the answer's `token` goes to `createApiClient`. The server's sentences come in `language`. */
export async function postSession<Answer>(body: { memberId: string, accessToken: string }, language: string): Promise<Answer> {
  return read<Answer>(await request((...args) => fetch(...args), '/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-language': language },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SESSION_WAIT_MS),
  }))
}

/** The name our server gives a file, RFC 6266. */
function fileName(answer: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  return encoded === undefined ? 'file' : decodeURIComponent(encoded)
}

async function request(send: typeof fetch, path: string, init: RequestInit): Promise<Response> {
  try {
    return await send(path, init)
  }
  catch (cause) {
    const isSilent = cause instanceof DOMException && cause.name === 'TimeoutError'
    throw Object.assign(isSilent ? new ApiError('silent', 'The server does not answer.', 0) : new ApiError('offline', 'The server cannot be reached.', 0), { cause })
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null)
  if (response.ok)
    return body as Answer // The server parsed its answer with the same schema before it left.
  const error = isRecord(body) && isRecord(body.error) ? body.error : {}
  throw new ApiError(String(error.code ?? 'failed'), String(error.message ?? ''), response.status, typeof error.field === 'string' ? error.field : null, body)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
