import { describe, expect, test } from "vitest";
import { download, isProcores, mayBeAsked } from "#lib/connectors/procore/file-download.ts";

const live = "https://api.procore.com";
const here = "http://127.0.0.1:4000";

test.each([
  ["https://api.procore.com/rest", live, true],
  ["https://storage.procore.com/api/v5/files/x?sig=1", live, true],
  ["https://us02.procore.com/fas/api", live, true],
  ["http://storage.procore.com/x", live, false],
  ["https://storage.procore.com:8443/x", live, false],
  ["https://procore.com.example.net/x", live, false],
  ["https://evilprocore.com/x", live, false],
  ["https://bucket.s3.us-east-1.amazonaws.com/x", live, false],
  ["http://127.0.0.1:4000/fas/1", here, true],
  ["http://127.0.0.1:4001/fas/1", here, false],
])("%s is Procore's where its REST is %s: %s", (url, apiBase, expected) => {
  expect(isProcores(new URL(url), apiBase)).toBe(expected);
});

test.each([
  ["https://bucket.s3.us-east-1.amazonaws.com/x", live, true],
  ["https://52.216.1.1/x", live, true],
  ["http://bucket.s3.us-east-1.amazonaws.com/x", live, false],
  ["https://user:word@bucket.s3.us-east-1.amazonaws.com/x", live, false],
  ["https://127.0.0.1/x", live, false],
  ["https://10.0.0.5/x", live, false],
  ["https://169.254.169.254/latest", live, false],
  ["https://[::1]/x", live, false],
  ["https://[fd00::1]/x", live, false],
  ["ftp://bucket.s3.us-east-1.amazonaws.com/x", live, false],
  ["http://127.0.0.1:9000/x", here, true],
  ["http://[::1]:9000/x", here, true],
  ["http://192.168.1.20/x", here, false],
  ["https://52.216.1.1/x", here, false],
])("%s may be asked where Procore's REST is %s: %s", (url, apiBase, expected) => {
  expect(mayBeAsked(new URL(url), apiBase)).toBe(expected);
});

describe("an address that Procore gave", () => {
  const options = { headers: { authorization: "Bearer t" }, mostBytes: 100, timeoutMs: 2000 };
  test.each(["", "no address", "https://example.com/x", "http://169.254.169.254/x", "file:///etc/passwd"])(
    "%s is not followed where it does not begin at Procore",
    async (address) => {
      expect(await download(address, { ...options, apiBase: live })).toEqual({ kind: "elsewhere" });
    },
  );
});
