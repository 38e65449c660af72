import { expect } from "chai";
import { kindOfName } from "../../../src/http/recording/secret-names.ts";

describe("a name of a value", () => {
  it("tells what proves who asks, in any case and with any separator", () => {
    for (const name of [
      "password",
      "Password",
      "PASSWORD",
      "userPassword",
      "user_password",
      "new-password",
      "passwd",
      "pwd",
      "passphrase",
      "secret",
      "clientSecret",
      "client_secret",
      "CLIENT-SECRET",
      "secret_id",
      "api_key",
      "apikey",
      "X-Api-Key",
      "apiKeys",
      "private_key",
      "privateKey",
      "accessKey",
      "aws_secret_access_key",
      "access_token",
      "accessToken",
      "refresh_token",
      "id_token",
      "auth",
      "Authorization",
      "Proxy-Authorization",
      "cookie",
      "Set-Cookie",
      "cookies",
      "jwt",
      "otp",
      "pin",
      "client_assertion",
      "bearer",
      "passwordValue",
    ]) {
      expect(kindOfName(name), name).to.equal("credential");
    }
  });

  it("tells what may have to be sent again", () => {
    for (const name of [
      "token",
      "tokens",
      "nextPgToken",
      "pgToken",
      "next_page_token",
      "continuationToken",
      "X-Csrf-Token",
      "signature",
      "Signature",
      "sig",
      "sid",
      "sessionId",
      "session_id",
      "JSESSIONID",
      "PHPSESSID",
      "sessionKey",
      "X-Amz-Signature",
      "x-amz-date",
      "X-Goog-Credential",
      "credential",
      "AWSAccessKeyId",
      "Key-Pair-Id",
    ]) {
      expect(kindOfName(name), name).to.equal("handle");
    }
  });

  it("tells nothing of what only describes or numbers things", () => {
    for (const name of [
      "id",
      "key",
      "srtKey",
      "name",
      "sessions",
      "sessionName",
      "token_type",
      "tokenType",
      "expires_in",
      "passwordLastSet",
      "password_changed_at",
      "passwordPolicy",
      "tokenCount",
      "tokenUrl",
      "secretName",
      "apiKeyId",
      "author",
      "signed",
      "signatureStatus",
      "cookieDomainName",
      "passenger",
      "design",
      "spin",
      "",
      "***",
    ]) {
      expect(kindOfName(name), name).to.equal(undefined);
    }
  });
});
