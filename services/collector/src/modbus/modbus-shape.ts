import {
  choice,
  decimal,
  dictionary,
  flag,
  may,
  name,
  nameRule,
  need,
  record,
  text,
  unit,
} from "@celadon/activity-to-inventory/closed-yaml";
import { whole } from "../meters/whole-number.ts";

const order = choice("high-first", "low-first");
const everySeconds = whole(1, 86_400);
const unitId = whole(0, 255);

const point = record({
  unitId: may(unitId, "The unit behind the address; that of the source where absent."),
  function: need(choice("1", "2", "3", "4"), "1 coils, 2 discrete inputs, 3 holding registers, 4 input registers."),
  address: need(
    whole(0, 65_535),
    "Of its first register, as on the wire from 0: printed 40001 is function 3, address 0.",
  ),
  type: may(
    choice("bit", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"),
    "How its registers are read; bit for functions 1 and 2.",
  ),
  wordOrder: may(order, "Which of its registers comes first; high-first where absent."),
  byteOrder: may(order, "Which byte of a register comes first; high-first, as the protocol has it, where absent."),
  scale: may(decimal({ places: 18 }), "Exact: value = register * scale + offset; 1 where absent."),
  offset: may(decimal({ places: 18 }), "Exact; 0 where absent."),
  unit: may(unit, "The unit of the value; the channel's own where absent."),
  wholeRange: may(flag, "true where 0x8000 or 0xFFFF is a number too, and not the pattern for no value."),
  changesWithin: may(whole(1, 1_000_000), "It is told when the value stands still for more polls than that."),
  everySeconds: may(everySeconds, "How often it is asked for; as the source where absent."),
});

const source = record({
  factory: need(name, "The factory whose readings these are."),
  host: need(text, "Name or address of the slave, or of the gateway before it."),
  port: may(whole(1, 65_535), "502 where absent."),
  unitId: may(unitId, "Of points that name none; 1 where absent."),
  everySeconds: may(everySeconds, "A round begins at each multiple of it in UTC; 60 where absent."),
  timeoutSeconds: may(whole(1, 60), "An answer that is not there by then is none; 3 where absent."),
  registersPerRequest: may(whole(4, 125), "Some slaves give few at once; 125 where absent."),
  largestGap: may(whole(0, 124), "Registers that are read for nothing rather than asking twice; 16 where absent."),
  points: need(dictionary(point, nameRule), "What is asked for, by the name of its channel."),
});

/** The key `modbus` of the meters file: sources by name. */
export const modbusShape = dictionary(source, nameRule);

export type ModbusFile = NonNullable<ReturnType<typeof modbusShape.read>>;
export type SourceEntry = NonNullable<ModbusFile[number]["value"]>;
export type PointEntry = NonNullable<SourceEntry["points"][number]["value"]>;
