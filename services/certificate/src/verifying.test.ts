import { CompactSign, importJWK } from "jose";
import { expect, test } from "vitest";
import { verifying } from "./verifying.ts";

// RFC 8037, appendix A: key of A.1, signature of A.4.
const key = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
const secret = { ...key, d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" };
const signed =
  "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

test("the signature of RFC 8037, A.4, is made and found good", async () => {
  const made = await new CompactSign(Buffer.from("Example of Ed25519 signing"))
    .setProtectedHeader({ alg: "EdDSA" })
    .sign(await importJWK(secret, "EdDSA"));
  expect(made).toBe(signed);
  expect(await verifying.verifySignature(signed, key)).toBe(true);
});

test("another text, another key, or a key that is none: not signed by it", async () => {
  expect(await verifying.verifySignature(signed.replace("RXh", "RXg"), key)).toBe(false);
  expect(await verifying.verifySignature(signed, { ...key, x: "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik" })).toBe(
    false,
  );
  expect(await verifying.verifySignature(signed, { ...key, x: "AA" })).toBe(false);
  expect(await verifying.verifySignature("a.b", key)).toBe(false);
});

test("bytes that are no UTF-8 have no text, and a byte order mark stays", () => {
  expect(verifying.text(Uint8Array.of(0xff))).toBeUndefined();
  expect(verifying.text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
});
