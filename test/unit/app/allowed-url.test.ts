import { allowedExternalUrl } from '#electron/app/allowed-url';
import { describe, expect, it } from 'vitest';

describe('what may be opened in the browser', () => {
  it.each([
    ['https://www.algolia.com/doc/guides/security/api-keys/', null],
    ['https://dashboard.algolia.com/account/api-keys/all?applicationId=X#keys', null],
    ['HTTPS://WWW.ALGOLIA.COM/doc', 'https://www.algolia.com/doc'],
    ['https://www.algolia.com:443/doc', 'https://www.algolia.com/doc'],
  ])('%s', (url, normalised) => {
    expect(allowedExternalUrl(url)).toBe(normalised ?? url);
  });

  it.each([
    ['plain http', 'http://www.algolia.com/'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['a network share', 'smb://host/share'],
    ['a network share in Windows form', '\\\\host\\share'],
    ['a system handler', 'ms-settings:privacy'],
    ['a system tool', 'ms-msdt:/id PCWDiagnostic'],
    ['data', 'data:text/html,<script>1</script>'],
    ['our own scheme', 'app://castellan/index.html'],
    ['user and password', 'https://user:secret@www.algolia.com/'],
    ['a user alone', 'https://www.algolia.com@evil.example/'],
    ['another port', 'https://www.algolia.com:8443/'],
    ['a host that ends the same', 'https://evil-www.algolia.com/'],
    ['a host that begins the same', 'https://www.algolia.com.evil.example/'],
    ['an allowed host in the path', 'https://evil.example/https://www.algolia.com/'],
    ['an allowed host in the query', 'https://evil.example/?https://www.algolia.com'],
    ['an allowed host with a dot at its end', 'https://www.algolia.com./'],
    ['a relative address', '/doc'],
    ['nothing', ''],
  ])('not %s', (_name, url) => {
    expect(allowedExternalUrl(url)).toBeNull();
  });
});
