import { Decimal } from "@celadon/quantity";
import type { ModbusPoint } from "./modbus-point.ts";

/** A point with what a test says of it. */
export const pointInTest = (said: Partial<ModbusPoint>): ModbusPoint => ({
  ...{ channel: "press/energy", unitId: 1, functionCode: 3, address: 0, type: "uint16" },
  ...{ wordOrder: "high-first", byteOrder: "high-first" },
  ...{ scale: new Decimal(1), offset: new Decimal(0), wholeRange: false },
  ...said,
});
