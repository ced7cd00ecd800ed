import {
  type GetPlantModelRequest,
  type PlantModel,
  type PlantModelFault,
  PlantModelServiceDefinition,
  type PlantModelVersion,
} from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import {
  keyOfToken,
  noFactory,
  ownFactories,
  pageOf,
  pageSize,
  placeText,
  type Rpc,
  refuse,
  refuseForeign,
  rpc,
} from "@celadon/runtime";
import { type ApplyPorts, applyPlant, checkPlant } from "./apply-plant.ts";
import { listPlants, plantVersion } from "./queries/list-plants.ts";
import { modelOf } from "./read-model.ts";

const sizes = { usual: 100, most: 1_000 };
const yamlBytesMax = 1_048_576;

const access = {
  checkPlantModel: noFactory("reader", "engineer"),
  applyPlantModel: ownFactories("engineer"),
  getPlantModel: ownFactories("reader", "engineer"),
  listPlantModels: ownFactories("reader", "engineer"),
};

/** Plant models over gRPC: check, apply, read back. */
export const plantRpc = (ports: ApplyPorts): Rpc =>
  rpc(PlantModelServiceDefinition, access, {
    checkPlantModel: async ({ yaml }) => {
      const { model, faults } = checkPlant(bounded(yaml), ports.knownFactors);
      const version = model && {
        factory: model.factory,
        hash: sha256Hex(yaml),
        effectiveFromMs: BigInt(model.effectiveFromMs),
        channels: model.channels.map(({ name }) => name),
        products: model.products.map(({ name }) => name),
      };
      return { faults: faults.filter(({ severity }) => severity === "fault").map(faultMessage), version };
    },
    applyPlantModel: async ({ yaml, who, why, expectedHash }, { caller }) => {
      const expected = expectedHash === "" ? {} : { expectedHash };
      const { version, changed, place } = await applyPlant(
        { yaml: bounded(yaml), who, why, ...expected, caller },
        ports,
      );
      return { version: versionMessage(version), changed, position: place === undefined ? "" : placeText(place) };
    },
    getPlantModel: async ({ factory, version }, { caller }) => {
      refuseForeign(caller, factory);
      return { model: plantVersion(await ports.bookNow(), factory, wantedOf(version)) };
    },
    listPlantModels: async ({ factory, pageSize: asked, pageToken }, { caller }) => {
      if (factory !== "") refuseForeign(caller, factory);
      const scope = { factory: factory === "" ? undefined : factory, within: caller.factories };
      const size = pageSize(asked, sizes);
      const [lastFactory, lastMs] = keyOfToken(pageToken, ["string", "number"]) ?? [];
      const versions = listPlants(await ports.bookNow(), scope).filter(
        (one) =>
          lastFactory === undefined ||
          one.factory > String(lastFactory) ||
          (one.factory === lastFactory && Number(one.effectiveFromMs) > Number(lastMs)),
      );
      const { page, nextPageToken } = await pageOf(versions, size, (one) => [one.factory, Number(one.effectiveFromMs)]);
      return { versions: page.map(versionMessage), nextPageToken };
    },
  });

function bounded(yaml: string): string {
  const bytes = Buffer.byteLength(yaml);
  if (bytes <= yamlBytesMax) return yaml;
  const problem = `The plant model has ${bytes} bytes: send at most ${yamlBytesMax}.`;
  throw refuse({ status: 400, code: "too-large", message: problem, details: [{ path: "yaml", problem }] });
}

function wantedOf(version: GetPlantModelRequest["version"]) {
  if (version?.$case === "hash") return { hash: version.value };
  if (version?.$case === "atMs") return { atMs: Number(version.value) };
  const problem = "Say which version: its hash, or an instant at which it holds.";
  throw refuse({ status: 400, code: "bad-version", message: problem, details: [{ path: "version", problem }] });
}

const faultMessage = ({ line, path, problem, fix }: PlantModelFault): PlantModelFault => ({ line, path, problem, fix });

function versionMessage(version: PlantModel): PlantModelVersion {
  const { yaml: _text, ...rest } = version;
  const model = modelOf(version);
  return {
    ...rest,
    channels: model.channels.map(({ name }) => name),
    products: model.products.map(({ name }) => name),
  };
}
