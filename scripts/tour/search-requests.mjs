// Real requests with a key that was made in the application: the proof that it permits what its form says.

/** Sends one request to the cluster and answers {status, message, hits}. */
async function send(cluster, key, method, path, body) {
  const response = await fetch(`${cluster.url}${path}`, {
    method,
    headers: { 'x-algolia-application-id': cluster.applicationId, 'x-algolia-api-key': key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const answer = await response.json();
  return { status: response.status, message: answer.message ?? '', hits: answer.hits?.length ?? null };
}

export const search = (cluster, key, index) =>
  send(cluster, key, 'POST', `/1/indexes/${index}/query`, { query: '' });

export const write = (cluster, key, index) =>
  send(cluster, key, 'POST', `/1/indexes/${index}`, { title: 'Written by the tour' });

/** Has the practice cluster drop every connection before it looks at the request: the cable pulled out. */
export const unplug = (cluster, adminKey) =>
  send(cluster, adminKey, 'PUT', '/__practice__/faults', {
    rules: [{ fault: 'drop', when: 'before-handling', path: '/1/*' }],
  });
