// Real calls with keys that were made in the application: by the official client, unmodified, and as a page makes them.
import algorithmia from 'algorithmia';

const LIMIT_MS = 10_000;

/** The client calls back and never fails by itself; a call that is not answered in time is a step not observed. */
function answered(start) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The official client got no answer.')), LIMIT_MS);
    start((value) => {
      clearTimeout(late);
      resolve(value);
    });
  });
}

const refusal = ({ code, message }) => `${code}, ${message}`;

/** The result of an algorithm, or code and words of the refusal. */
export async function call(cluster, key, algorithm, input) {
  const answer = await answered((took) => {
    // Its `then` takes one function and is no promise's.
    algorithmia(key, cluster.baseUrl)
      .algo(algorithm)
      .pipe(input)
      .then((told) => took(told));
  });
  return answer.error === undefined ? answer.get() : refusal(answer.error);
}

/** The text of a file, or code and words of the refusal. */
export async function readFile(cluster, key, file) {
  const body = await answered((took) => algorithmia(key, cluster.baseUrl).file(file).getString(took));
  return typeof body === 'string' ? body : refusal(body.error);
}

/** Where the text now lies, or code and words of the refusal. */
export async function writeFile(cluster, key, file, text) {
  const body = await answered((took) => algorithmia(key, cluster.baseUrl).file(file).putString(text, took));
  return body.error === undefined ? body.result : refusal(body.error);
}

async function fetched(cluster, path, { headers, ...options }, key) {
  const response = await fetch(`${cluster.baseUrl}${path}`, {
    ...options,
    headers: { authorization: `Simple ${key}`, ...headers },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return response.json();
}

/** The result of an algorithm for a page of this origin, or code and words of the refusal. */
export async function callFromPage(cluster, key, algorithm, input, origin) {
  const headers = { origin, 'content-type': 'text/plain' };
  const path = `/v1/web/algo/${algorithm}`;
  const { result, error } = await fetched(cluster, path, { method: 'POST', headers, body: input }, key);
  return error === undefined ? result : refusal(error);
}

/** The names of the first users, or code and words of the refusal. The official client has no call for it. */
export async function listUsers(cluster, key, count) {
  const { results, error } = await fetched(cluster, `/v1/users?limit=${count}`, {}, key);
  return error === undefined ? results.map(({ username }) => username) : refusal(error);
}
