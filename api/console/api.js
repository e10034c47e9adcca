// Calls the node's admin API, with the token that this tab keeps.

const token_key = 'acumage.token';

export const token = {
  get: () => sessionStorage.getItem(token_key) ?? '',
  set: (value) => sessionStorage.setItem(token_key, value),
  forget: () => sessionStorage.removeItem(token_key),
};

/** `kind`: unreachable, token (refused or missing), address (of this page), or answer (the node's message). */
export class Problem extends Error {
  constructor(kind, message, status = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

const unreachable = 'The node does not answer.';
const not_ours =
  'The node does not accept requests from this address. Open the page at the address of the admin listener, at ' +
  'localhost, or at a name listed in the setting admin.hosts.';

function problem_of(status, text) {
  if (status === 401) return new Problem('token', 'The node requires the admin token.', status);
  if (status === 403) return new Problem('address', not_ours, status);
  try {
    const { message, at } = JSON.parse(text).error;
    return new Problem('answer', at ? `${message} (${at})` : message, status);
  } catch {
    return new Problem('answer', `The node answered ${status} without a reason.`, status);
  }
}

let notify = () => {};

/** Calls `listener` with the Problem of each failed request. */
export function watch_problems(listener) {
  notify = listener;
}

function failed(problem, watched) {
  if (watched) notify(problem);
  return problem;
}

/** The reply's body as text. Throws a Problem. `body` is text or a value. */
export async function ask_text(
  method,
  path,
  body = null,
  { timeout_ms = 15_000, watched = true } = {},
) {
  const headers = { Accept: 'application/json' };
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  if (body !== null) headers['Content-Type'] = 'application/json';
  let reply;
  let text;
  try {
    reply = await fetch(path, {
      method,
      headers,
      body: body === null || typeof body === 'string' ? body : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(timeout_ms),
    });
    text = await reply.text();
  } catch {
    throw failed(new Problem('unreachable', unreachable), watched);
  }
  if (!reply.ok) throw failed(problem_of(reply.status, text), watched);
  return text;
}

export async function ask(method, path, body = null, options = {}) {
  const text = await ask_text(method, path, body, options);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(
      'answer',
      `${path} answered something that is not JSON: is this the admin address?`,
    );
  }
}

/** The selection of an order: the filters, or an explicit `all`, because no filter selects nothing. */
export const selection_of = (filters) =>
  Object.keys(filters).length > 0 ? filters : { all: true };

/** The path with all parameters that have a value. */
export function with_parameters(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if ((value ?? '') !== '') query.append(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
