/** An API error; the endpoint wrapper converts it to Pipedrive's error envelope. */
export class Problem extends Error {
  readonly status: number;
  readonly info: string;
  readonly code: string | undefined;

  constructor(status: number, error: string, info = '', code?: string) {
    super(error);
    this.status = status;
    this.info = info;
    this.code = code;
  }

  body(): Record<string, unknown> {
    return {
      success: false,
      error: this.message,
      error_info: this.info,
      ...(this.code ? { code: this.code } : {}),
      data: null,
      additional_data: null,
    };
  }
}

export function notFound(message = 'Entity was not found'): Problem {
  return new Problem(404, message);
}

export function forbidden(message = 'You do not have permissions to do this.'): Problem {
  return new Problem(403, message);
}

/** An invalid body or query; v2 uses one error code for all of them. */
export function invalid(message: string, info = ''): Problem {
  return new Problem(400, message, info, 'ERR_SCHEMA_VALIDATION_FAILED');
}

/** The gateway's response to a missing or invalid token, on any path. */
export const unauthorizedBody = {
  success: false,
  error: 'unauthorized access',
  errorCode: 401,
  error_info: 'Please check developers.pipedrive.com',
};

/** The response to an exceeded burst limit or daily budget, the same for both. */
export const tooManyBody = {
  success: false,
  error: 'Request over limit',
  errorCode: 429,
  error_info: 'Please check developers.pipedrive.com',
};

/** The proxy's page for a client that continues after many 429 responses. */
export const blockedPage =
  '<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>';
