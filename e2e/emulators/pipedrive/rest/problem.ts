/** A refusal in Pipedrive's words; the endpoint wrapper turns it into the error envelope. */
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

/** A body or query that does not fit; v2 answers with one code for all of them. */
export function invalid(message: string, info = ''): Problem {
  return new Problem(400, message, info, 'ERR_SCHEMA_VALIDATION_FAILED');
}

/** The gateway's answer to a missing or bad token, for any path. */
export const unauthorizedBody = {
  success: false,
  error: 'unauthorized access',
  errorCode: 401,
  error_info: 'Please check developers.pipedrive.com',
};

/** The answer when a burst or a day's budget is used up; both look alike. */
export const tooManyBody = {
  success: false,
  error: 'Request over limit',
  errorCode: 429,
  error_info: 'Please check developers.pipedrive.com',
};
