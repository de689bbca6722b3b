/** Facts of a failed call that may be logged: no token, no parameter, no full address. */
export interface PortalCallFacts {
  method: string
  /** HTTP status; null when no answer came. */
  status?: number | null
  cause?: unknown
}

/** Any call to a portal that did not bring its result. `code` is stable, the message says what to do. */
export class PortalCallError extends Error {
  readonly code: string
  readonly method: string
  readonly status: number | null

  constructor(code: string, message: string, facts: PortalCallFacts) {
    super(message)
    this.name = new.target.name
    this.code = code
    this.method = facts.method
    this.status = facts.status ?? null
    // Raw causes hold addresses with tokens: reachable for a debugger, invisible for loggers and JSON.
    Object.defineProperty(this, 'cause', { value: facts.cause, enumerable: false })
  }
}

/** The portal understood and said no. */
export class PortalRefusedError extends PortalCallError {
  /** The portal's own code; may be empty for classic methods. */
  readonly portalCode: string
  /** The portal's own words. */
  readonly description: string

  constructor(portalCode: string, description: string, facts: PortalCallFacts) {
    super('portal_refused', `${facts.method}: ${description || portalCode || 'refused without a reason'}`, facts)
    this.portalCode = portalCode
    this.description = description
  }
}

/** The method does not exist on this portal, or its plan does not include it. */
export class MethodMissingError extends PortalRefusedError {}

/** No answer, half an answer or a server fault: the call may or may not have been carried out. */
export class PortalUnreachableError extends PortalCallError {
  constructor(reason: string, facts: PortalCallFacts) {
    super('portal_unreachable', `The portal did not answer ${facts.method} properly (${reason}). It is asked again later.`, facts)
  }
}

/** The stored tokens are dead: an administrator has to open the application once, or install it again. */
export class AccessRevokedError extends PortalCallError {
  constructor(reason: string, facts: PortalCallFacts) {
    super('access_revoked', `The portal no longer accepts our access (${reason}). An administrator must open the application, or install it again.`, facts)
  }
}

/** The token of the person who looks has expired or belongs to nobody: the page asks its frame for a fresh one. */
export class UserTokenRefusedError extends PortalCallError {
  constructor(facts: PortalCallFacts) {
    super('user_token_refused', 'The portal no longer accepts the token of this person. Reload the page inside Bitrix24.', facts)
  }
}

/** The portal, or our own budget for it, has no request left before `retryAt`. */
export class RateLimitedError extends PortalCallError {
  /** ms since the epoch. */
  readonly retryAt: number

  constructor(retryAt: number, facts: PortalCallFacts) {
    super('rate_limited', `The portal allows no further request for a moment (${facts.method}).`, facts)
    this.retryAt = retryAt
  }
}

/** This one method has used up its ten-minute operating time and is blocked until `retryAt`. */
export class OperatingLimitError extends RateLimitedError {}

/** The stored address of the portal points into a private network and `ALLOW_PRIVATE_HOSTS` is off. */
export class PrivateAddressError extends PortalCallError {
  constructor(host: string, facts: PortalCallFacts) {
    super('private_address', `The host ${host} is inside a private network. Set ALLOW_PRIVATE_HOSTS=1 if the portal is on-premise.`, facts)
  }
}

/** The portal answered in a shape the documentation does not know. Nothing was assumed about it. */
export class UnexpectedAnswerError extends PortalCallError {
  constructor(detail: string, facts: PortalCallFacts) {
    super('unexpected_answer', `The portal answered ${facts.method} in an unknown shape (${detail}).`, facts)
  }
}
