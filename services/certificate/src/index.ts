export { certificateRpc } from "./certificate-rpc.ts";
export { openIssuer } from "./issuer.ts";
export { migrations } from "./migrations.ts";
export { openRegistry, type Registry, type StoredCertificate } from "./registry.ts";
export { certificateRoutes } from "./routes.ts";
