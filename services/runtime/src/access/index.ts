export { refuseOpen } from "./refuse-open.ts";
export { type Role, roles } from "./roles.ts";
export { addToken, newSecret, readTokens, revokeToken, type TokenRecord } from "./token-file.ts";
