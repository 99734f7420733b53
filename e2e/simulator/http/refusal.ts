/** An answer that is an error: thrown by handlers, turned into the error object of section 10 at one place. */

const statusOf: Record<string, number> = {
  invalid_request: 400,
  invalid_parameters: 400,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  unauthorized_client: 400,
  invalid_scope: 400,
  unauthorized: 401,
  invalid_timestamp: 401,
  forbidden: 403,
  no_rights: 403,
  client_restricted: 403,
  not_found: 404,
  not_acceptable: 406,
  invalid_state: 409,
  not_enough_funds: 409,
  limits_exceeded: 409,
  restriction_limits_exceeded: 409,
  payment_to_same_account: 409,
  restriction_violation: 409,
  client_not_verified: 409,
  beneficiary_account_inactive: 409,
  payer_account_inactive: 409,
  invalid_pin: 409,
  invalid_code: 409,
  invalid_password: 409,
  invalid_identity: 409,
  identity_required: 409,
  phone_already_assigned: 409,
  user_already_exists: 409,
  password_too_short: 400,
  password_too_risky: 400,
  phone_from_prohibited_country: 400,
  rate_limit_exceeded: 429,
  internal_server_error: 500,
};

export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly properties: Record<string, string> | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(code: string, description: string, properties?: Record<string, string>, headers?: Record<string, string>) {
    super(description);
    const status = statusOf[code];
    if (status === undefined) throw new Error(`no HTTP status for the code ${code}`);
    this.code = code;
    this.status = status;
    this.properties = properties;
    this.headers = headers;
  }

  body(): Record<string, unknown> {
    return {
      error: this.code,
      error_description: this.message,
      ...(this.properties ? { error_properties: this.properties } : {}),
    };
  }
}

export function invalid(field: string, reason: string): Refusal {
  return new Refusal('invalid_parameters', `${field}: ${reason}`, { [field]: reason });
}
