// An OpenID provider with one client and any visitor: `node provider.mjs PORT BACK`. It says "listening" when it is there.
import Provider from "oidc-provider";

const [port, back] = process.argv.slice(2);
const claims = { name: "Taavi Testaaja", email: "taavi@eksempel.example", user_number: 7, patron: "123", card: "taavi" };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "opslag",
      client_secret: "hemmeligt til proeven",
      redirect_uris: [back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "user_number"], email: ["email"], library: ["patron", "card"] },
  scopes: ["openid", "profile", "email", "library"],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims }) }),
  pkce: { required: () => true },
  cookies: { keys: ["kun til proeven"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
